// Owns narrowing marks by kind, colour, role and tag, beside the page and over the whole library.
import { AnnotationColour, AnnotationKind, AnnotationRole } from '#domain/annotation.ts'
import { COLOUR_TITLES, KIND_TITLES, type MarkFilter, ROLE_TITLES } from '#renderer/words/mark-filter.ts'
import { Choice } from './choice.tsx'

interface MarkChoicesProps {
  filter: MarkFilter
  /** The tags that marks have; the one that is asked for stands among them also when no mark has it any more. */
  tags: readonly string[]
  onChange(part: Partial<MarkFilter>): void
}

export function MarkChoices({ filter, tags, onChange }: MarkChoicesProps) {
  const names = filter.tag !== null && !tags.includes(filter.tag) ? [filter.tag, ...tags] : tags
  return (
    <>
      <Choice
        label="Kind"
        value={filter.kind}
        options={AnnotationKind.options}
        name={(kind) => KIND_TITLES[kind]}
        onChange={(kind) => onChange({ kind })}
      />
      <Choice
        label="Colour"
        value={filter.colour}
        options={AnnotationColour.options}
        name={(colour) => COLOUR_TITLES[colour]}
        onChange={(colour) => onChange({ colour })}
      />
      <Choice
        label="Role"
        value={filter.role}
        options={AnnotationRole.options}
        name={(role) => ROLE_TITLES[role]}
        onChange={(role) => onChange({ role })}
      />
      {names.length > 0 && (
        <Choice label="Tag" value={filter.tag} options={names} name={(tag) => tag} onChange={(tag) => onChange({ tag })} />
      )}
    </>
  )
}
