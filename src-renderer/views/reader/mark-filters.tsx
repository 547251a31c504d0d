// Owns the filter of the marks beside the page: a word, a colour, a kind, a role, a tag.
import { useMemo } from 'react'
import type { Annotation } from '#domain/annotation.ts'
import { useReader } from '#renderer/state/reader.ts'
import { counted } from '#domain/counted.ts'
import { filteredMarks, type MarkFilter, tagsOfMarks } from '#renderer/words/mark-filter.ts'
import { MarkChoices } from '../pieces/mark-choices.tsx'
import { SearchField } from '../pieces/search-field.tsx'
import style from './marks.module.css'

export function MarkFilters({ annotations, filter, shown }: { annotations: readonly Annotation[]; filter: MarkFilter; shown: number }) {
  const tags = useMemo(() => tagsOfMarks(annotations), [annotations])
  const change = (part: Partial<MarkFilter>): void =>
    useReader.setState(({ selected }) => {
      const markFilter = { ...filter, ...part }
      return { markFilter, selected: filteredMarks(annotations, markFilter).some(({ id }) => id === selected) ? selected : null }
    })
  return (
    <div className={style.filters} role="group" aria-label="Filter of the annotations">
      <SearchField
        data-mark-filter
        aria-label="Words in annotations"
        placeholder="Filter"
        value={filter.text}
        onChange={(event) => change({ text: event.target.value })}
        autoComplete="off"
        spellCheck={false}
      />
      <MarkChoices filter={filter} tags={tags} onChange={change} />
      <span role="status" className={style.count}>
        {shown === annotations.length ? counted(shown, 'mark') : `${shown} of ${counted(annotations.length, 'mark')}`}
      </span>
    </div>
  )
}
