// Owns the filter and the order of all annotations.
import { isDay } from '#domain/day.ts'
import { filterAllMarks, sortAllMarks } from '#renderer/actions/all-marks.ts'
import { type AllMarksSort, useAllMarks } from '#renderer/state/all-marks.ts'
import { counted } from '#domain/counted.ts'
import { MarkChoices } from '../pieces/mark-choices.tsx'
import { SearchField } from '../pieces/search-field.tsx'
import style from './annotations.module.css'

const SORTS: readonly AllMarksSort[] = ['newest', 'oldest', 'changed', 'paper']
const SORT_TITLES: Record<AllMarksSort, string> = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  changed: 'Changed last first',
  paper: 'By paper',
}

export function AnnotationsFilter() {
  const filter = useAllMarks((all) => all.filter)
  const sort = useAllMarks((all) => all.sort)
  const tags = useAllMarks((all) => all.tags)
  const total = useAllMarks((all) => all.total)
  return (
    <div className={style.filter} role="group" aria-label="Filter">
      <SearchField
        data-keys="line"
        data-marks-search
        aria-label="Find in annotations"
        placeholder="Words in annotations, tags and titles"
        value={filter.text}
        onChange={(event) => filterAllMarks({ text: event.target.value })}
        onKeyDown={(event) => {
          if ((event.key !== 'Enter' && event.key !== 'Escape') || event.nativeEvent.isComposing) return
          event.preventDefault()
          event.stopPropagation()
          document.querySelector<HTMLElement>('[data-marks-list]')?.focus()
        }}
        autoComplete="off"
        spellCheck={false}
      />
      <MarkChoices filter={filter} tags={tags.map(({ name }) => name)} onChange={filterAllMarks} />
      <DayField label="From" value={filter.from} onChange={(from) => filterAllMarks({ from })} />
      <DayField label="To" value={filter.to} onChange={(to) => filterAllMarks({ to })} />
      <span role="status" className={style.count}>
        {counted(total, 'annotation')}
      </span>
      <select
        className={style.sort}
        aria-label="Order"
        value={sort}
        onChange={(event) => sortAllMarks(SORTS.find((each) => each === event.target.value) ?? 'newest')}
      >
        {SORTS.map((each) => (
          <option key={each} value={each}>
            {SORT_TITLES[each]}
          </option>
        ))}
      </select>
    </div>
  )
}

function DayField({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <label className={style.day}>
      {label}
      <input
        type="date"
        value={value}
        onChange={({ target }) => {
          if (target.value === '' || isDay(target.value)) onChange(target.value)
        }}
      />
    </label>
  )
}
