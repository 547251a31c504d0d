// Owns how a paper's state, tags and sample label are written.
import { STATE_TITLES } from '#domain/marks.ts'
import type { PaperRow } from '#domain/paper.ts'
import type { TagCount } from '#domain/tag.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { useToday } from '#renderer/state/clock.ts'
import { untilDay } from '#renderer/words/days.ts'
import { isAway } from '#renderer/words/places.ts'
import style from './pieces.module.css'

export function StateLabel({ row }: { row: Pick<PaperRow, 'state' | 'snoozedUntil'> }) {
  const day = useToday()
  if (isAway(row, day) && row.snoozedUntil !== null) return <span className={style.state}>until {untilDay(row.snoozedUntil, day)}</span>
  if (row.state === 'inbox') return null
  return (
    <span className={style.state} data-state={row.state}>
      {STATE_TITLES[row.state]}
    </span>
  )
}

export function Tag({ name }: { name: string }) {
  const colour = useTagColour(name)
  return (
    <span className={style.tag}>
      {colour !== null && <TagDot colour={colour} />}
      {name}
    </span>
  )
}

/** The reader's own colour of a tag; the name beside it says the same. */
export function TagDot({ colour }: { colour: string | null }) {
  return <span className={style.dot} data-tag={colour ?? undefined} aria-hidden="true" />
}

/** Found once for each list of tags. */
const coloursOf = new WeakMap<readonly TagCount[], ReadonlyMap<string, string>>()

export function useTagColour(name: string): string | null {
  return useLibrary(({ tags }) => {
    let colours = coloursOf.get(tags)
    if (!colours) {
      colours = new Map(tags.flatMap((tag) => (tag.colour === null ? [] : [[tag.name, tag.colour] as const])))
      coloursOf.set(tags, colours)
    }
    return colours.get(name) ?? null
  })
}

export function SampleLabel() {
  return <span className={style.sample}>Sample</span>
}

export const hiddenText = style.hidden ?? ''
