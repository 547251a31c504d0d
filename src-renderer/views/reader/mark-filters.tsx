// Owns the filter of the marks beside the page: a word, a colour, a kind, a role, a tag.
import { useMemo } from 'react'
import { type Annotation, AnnotationColour, AnnotationKind, AnnotationRole } from '#domain/annotation.ts'
import { useReader } from '#renderer/state/reader.ts'
import { counted } from '#renderer/words/figures.ts'
import { COLOUR_TITLES, KIND_TITLES, type MarkFilter, ROLE_TITLES, tagsOfMarks } from '#renderer/words/mark-filter.ts'
import { Choice } from '../pieces/choice.tsx'
import style from './marks.module.css'

export function MarkFilters({ annotations, filter, shown }: { annotations: readonly Annotation[]; filter: MarkFilter; shown: number }) {
  const tags = useMemo(() => tagsOfMarks(annotations), [annotations])
  const change = (part: Partial<MarkFilter>): void => useReader.setState({ markFilter: { ...filter, ...part } })
  return (
    <div className={style.filters} role="group" aria-label="Filter of the annotations">
      <input
        type="search"
        data-mark-filter
        aria-label="Words in annotations"
        placeholder="Filter"
        value={filter.text}
        onChange={(event) => change({ text: event.target.value })}
        autoComplete="off"
        spellCheck={false}
      />
      <Choice
        label="Kind"
        value={filter.kind}
        options={AnnotationKind.options}
        name={(kind) => KIND_TITLES[kind]}
        onChange={(kind) => change({ kind })}
      />
      <Choice
        label="Colour"
        value={filter.colour}
        options={AnnotationColour.options}
        name={(colour) => COLOUR_TITLES[colour]}
        onChange={(colour) => change({ colour })}
      />
      <Choice
        label="Role"
        value={filter.role}
        options={AnnotationRole.options}
        name={(role) => ROLE_TITLES[role]}
        onChange={(role) => change({ role })}
      />
      {(tags.length > 0 || filter.tag !== null) && (
        <Choice label="Tag" value={filter.tag} options={tags} name={(tag) => tag} onChange={(tag) => change({ tag })} />
      )}
      <span role="status" className={style.count}>
        {shown === annotations.length ? counted(shown, 'mark') : `${shown} of ${counted(annotations.length, 'mark')}`}
      </span>
    </div>
  )
}
