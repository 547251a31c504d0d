// Owns the command palette: every action, place, tag, and every paper by its title.
import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useMemo, useState } from 'react'
import { type ActionId, actionList, type ActionSpec } from '#contract/actions.ts'
import type { PaperId } from '#domain/paper.ts'
import { go, showPaper } from '#renderer/actions/go.ts'
import { goSearch } from '#renderer/actions/search-place.ts'
import { findPapers, searchNow } from '#renderer/actions/search.ts'
import { canPerform, perform } from '#renderer/actions/perform.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { openDialog } from '#renderer/state/window.ts'
import { longDay } from '#renderer/words/days.ts'
import { fit } from '#renderer/words/palette.ts'
import { MathText } from '#renderer/text/math-text.tsx'
import { Key } from '../pieces/key.tsx'
import menu from '../pieces/menu.module.css'
import style from '../dialogs/dialogs.module.css'
import own from './palette.module.css'

interface Entry {
  key: string
  title: string
  kind: string
  action?: ActionId
  run(): void
}

/** What is wanted most comes first while nothing is typed. */
const GROUPS: readonly ActionSpec['group'][] = ['Decide', 'Paper', 'Go to', 'Window', 'Library', 'Reading list', 'Move']
const MOST = 60
const PAPERS_AFTER_MS = 50
const recent: string[] = []
const NOTHING: Entry[] = []

export function Palette() {
  const [typed, setTyped] = useState('')
  const fixed = useEntries()
  const found = usePapers(typed)
  const entries = useMemo(() => [...best(typed, fixed), ...found, ...byAuthor(typed)].slice(0, MOST), [typed, fixed, found])
  const choose = (entry: Entry): void => {
    openDialog(null)
    recent.unshift(entry.key)
    recent.splice(20)
    entry.run()
  }
  return (
    <Autocomplete.Root
      items={entries}
      filter={null}
      value={typed}
      onValueChange={(value, details) => details.reason !== 'item-press' && setTyped(value)}
      itemToStringValue={(entry: Entry) => entry.title}
      inline
      open
      autoHighlight="always"
    >
      <Dialog.Title className={own.hidden}>Commands</Dialog.Title>
      <div className={style.head}>
        <Autocomplete.Input
          className={style.field}
          placeholder="An action, a place, a tag, a paper"
          aria-label="Find an action, a place, a tag or a paper"
        />
      </div>
      <Autocomplete.List className={style.list}>
        {(entry: Entry) => (
          <Autocomplete.Item key={entry.key} value={entry} className={menu.item} onClick={() => choose(entry)}>
            <span className={own.kind}>{entry.kind}</span>
            <span className={style.name}>
              <MathText text={entry.title} />
            </span>
            {entry.action && (
              <span className={own.keys}>
                <Key action={entry.action} />
              </span>
            )}
          </Autocomplete.Item>
        )}
      </Autocomplete.List>
      <Autocomplete.Empty className={style.empty}>
        {entries.length === 0 ? 'Nothing of that name. The search looks into abstracts and notes too.' : null}
      </Autocomplete.Empty>
    </Autocomplete.Root>
  )
}

function useEntries(): Entry[] {
  const status = useLibrary((library) => library.status)
  const days = useLibrary((library) => library.days)
  return useMemo(() => {
    const actions = actionList()
      .filter(({ id }) => id !== 'palette.open' && id !== 'view.back' && !id.startsWith('list.') && canPerform(id))
      .toSorted((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group))
      .map(({ id, title, group }): Entry => ({ key: id, title, kind: group, action: id, run: () => perform(id) }))
    const tags = (status?.tags ?? []).map(({ name }): Entry => ({
      key: `tag ${name}`,
      title: `#${name}`,
      kind: 'Tag',
      run: () => go({ kind: 'tag', tag: name }),
    }))
    const thisYear = status?.feedDay.slice(0, 4) ?? ''
    const dayEntries = [...days.values()]
      .filter((day) => !day.sample && day.papers > 0)
      .map(({ day }): Entry => ({
        key: `day ${day}`,
        title: `${longDay(day, thisYear)} (${day})`,
        kind: 'Day',
        run: () => go({ kind: 'day', day }),
      }))
      .reverse()
    const all: Entry = { key: 'all', title: 'All papers', kind: 'Go to', run: () => go({ kind: 'all' }) }
    return [...actions, all, ...tags, ...dayEntries]
  }, [status, days])
}

/** Best first; with nothing typed, what was used last and then the table's own order. */
function best(typed: string, entries: readonly Entry[]): Entry[] {
  const scored = entries
    .map((entry, index) => ({ entry, index, score: fit(typed, entry.title) }))
    .filter(({ score, entry }) => score > 0 && (typed !== '' || entry.kind !== 'Day'))
  const rank = (key: string): number => (recent.includes(key) ? recent.indexOf(key) : recent.length)
  return scored
    .sort((a, b) => b.score - a.score || rank(a.entry.key) - rank(b.entry.key) || a.index - b.index)
    .slice(0, MOST - 20)
    .map(({ entry }) => entry)
}

/** A name may be an author's: the search knows them all. */
function byAuthor(typed: string): Entry[] {
  const name = typed.trim().replaceAll('"', '')
  if (name.length < 3 || /[:()]/.test(name)) return []
  const run = (): void => {
    goSearch()
    searchNow(`author:"${name}"`)
  }
  return [{ key: 'author', title: `Papers by an author named “${name}”`, kind: 'Author', run }]
}

/** Papers by title, asked of the index a moment after the last key. */
function usePapers(typed: string): Entry[] {
  const [found, setFound] = useState<Entry[]>([])
  const asks = typed.trim().length >= 2
  useEffect(() => {
    if (!asks) return undefined
    const controller = new AbortController()
    const timer = setTimeout(() => {
      void findPapers(typed, controller.signal).then((papers) =>
        setFound(
          papers.map(({ id, title }: { id: PaperId; title: string }) => ({ key: id, title, kind: 'Paper', run: () => void showPaper(id) })),
        ),
      )
    }, PAPERS_AFTER_MS)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [typed, asks])
  return asks ? found : NOTHING
}
