// Owns the command palette: every action, place, tag, saved search, paper, author, what was used last first.
import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useMemo, useState } from 'react'
import { foundEntries, type PaletteEntry, paletteEntries, recentEntries, rememberChoice } from '#renderer/actions/palette-entries.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { useSaved } from '#renderer/state/saved-searches.ts'
import { useSettings } from '#renderer/state/settings.ts'
import { openDialog } from '#renderer/state/window.ts'
import { besideKind, bestFits, makeReady } from '#renderer/words/palette.ts'
import { MathText } from '#renderer/text/math-text.tsx'
import { Key } from '../pieces/key.tsx'
import { PickList } from '../pieces/pick-list.tsx'
import { doEarly } from '../when-loaded.tsx'
import style from '../dialogs/dialogs.module.css'
import own from './palette.module.css'

const MOST = 60
const MOST_FIXED = 30
const FOUND_AFTER_MS = 50
const NOTHING: readonly PaletteEntry[] = []

export function Palette() {
  const [typed, setTyped] = useState('')
  const { recent, all } = useKnown()
  const found = useFound(typed)
  const entries = useMemo(() => listed(typed, all, recent, found), [typed, all, recent, found])
  const choose = (entry: PaletteEntry): void => {
    openDialog(null)
    rememberChoice(entry)
    entry.run()
  }
  return (
    <>
      <Dialog.Title className={own.hidden}>Commands</Dialog.Title>
      <PickList
        label="Find an action, a place, a tag, a search, an author or a paper"
        placeholder="An action, a place, a tag, a paper"
        typed={typed}
        onType={setTyped}
        items={entries}
        keyOf={keyOf}
        render={render}
        onChoose={choose}
        empty="Nothing of that name. The search looks into abstracts and notes too."
      />
    </>
  )
}

// tens of thousands of tags are entries too
doEarly(() => {
  const { tags, days, status } = useLibrary.getState()
  makeReady(paletteEntries({ searches: useSaved.getState().searches, tags, days, feedDay: status?.feedDay ?? null }))
})

/** What is known here, also what comes while the palette is open; what was used last stays in the order it was opened with. */
function useKnown(): { recent: readonly PaletteEntry[]; all: readonly PaletteEntry[] } {
  const searches = useSaved((saved) => saved.searches)
  const tags = useLibrary((library) => library.tags)
  const days = useLibrary((library) => library.days)
  const feedDay = useLibrary(({ status }) => status?.feedDay ?? null)
  const [choices] = useState(() => useSettings.getState().settings.recentChoices)
  return useMemo(() => {
    const fixed = paletteEntries({ searches, tags, days, feedDay })
    const recent = recentEntries(choices, fixed)
    return { recent, all: [...recent.filter(isFromOutside), ...fixed] }
  }, [searches, tags, days, feedDay, choices])
}

function keyOf({ key }: PaletteEntry): string {
  return key
}

function render(entry: PaletteEntry) {
  const { kind, title, action } = entry
  return (
    <>
      <span className={own.kind}>{kind}</span>
      <span className={style.name}>{kind === 'Paper' ? <MathText text={title} /> : besideKind(entry)}</span>
      {action && (
        <span className={own.keys}>
          <Key action={action} />
        </span>
      )}
    </>
  )
}

/** Those are not among what is known here, but may be found again by what they are called. */
function isFromOutside({ kind }: PaletteEntry): boolean {
  return kind === 'Paper' || kind === 'Author' || kind === 'Organization'
}

/** With nothing typed: what was used last, then everything but days and tags. */
function listed(
  typed: string,
  all: readonly PaletteEntry[],
  recent: readonly PaletteEntry[],
  found: readonly PaletteEntry[],
): PaletteEntry[] {
  const used = new Map(recent.map(({ key }, at) => [key, at]))
  if (typed.trim() === '') {
    const rest = all.filter(({ key, kind }) => kind !== 'Day' && kind !== 'Tag' && !used.has(key))
    return [...recent, ...rest].slice(0, MOST)
  }
  const best = bestFits(typed, all, MOST_FIXED, ({ key }) => used.get(key) ?? recent.length)
  const shown = new Set(best.map(({ key }) => key))
  return [...best, ...found.filter(({ key }) => !shown.has(key))].slice(0, MOST)
}

/** Papers and names, asked of the index a moment after the last key; what was found before stays until then. */
function useFound(typed: string): readonly PaletteEntry[] {
  const [found, setFound] = useState<readonly PaletteEntry[]>(NOTHING)
  const asks = typed.trim().length >= 2
  useEffect(() => {
    if (!asks) return undefined
    const controller = new AbortController()
    const timer = setTimeout(() => {
      void foundEntries(typed, controller.signal).then((entries) => {
        if (!controller.signal.aborted) setFound(entries)
      })
    }, FOUND_AFTER_MS)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [typed, asks])
  return asks ? found : NOTHING
}
