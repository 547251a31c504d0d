// Owns giving and taking tags: what is typed is completed from the tags there are.
import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { useState } from 'react'
import type { PaperId } from '#domain/paper.ts'
import { cleanTagName, type TagCount } from '#domain/tag.ts'
import { addTag, removeTag } from '#renderer/actions/paper.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { usePaperRow } from '#renderer/state/papers.ts'
import { openDialog } from '#renderer/state/window.ts'
import { counted } from '#renderer/words/figures.ts'
import menu from '../pieces/menu.module.css'
import style from './dialogs.module.css'

interface Choice {
  name: string
  deed: 'add' | 'new' | 'remove'
  papers: number
}

const NO_TAGS: readonly TagCount[] = []

export function TagDialog({ ids }: { ids: PaperId[] }) {
  const tags = useLibrary((library) => library.status?.tags) ?? NO_TAGS
  const row = usePaperRow(ids.length === 1 ? (ids[0] ?? null) : null)
  const [typed, setTyped] = useState('')
  const choices = choicesFor(typed, tags, row?.tags ?? [])
  const choose = (choice: Choice): void => {
    if (choice.deed === 'remove') removeTag(ids, choice.name)
    else addTag(ids, choice.name)
    setTyped('')
    if (typed !== '') openDialog(null)
  }
  return (
    <Autocomplete.Root
      items={choices}
      filter={null}
      value={typed}
      onValueChange={(value, details) => details.reason !== 'item-press' && setTyped(value)}
      itemToStringValue={(choice: Choice) => choice.name}
      inline
      open
      autoHighlight="always"
    >
      <div className={style.head}>
        <Dialog.Title className={style.inlineTitle}>Tag</Dialog.Title>
        {ids.length > 1 && <span className={style.quiet}>{counted(ids.length, 'paper')}</span>}
        <Autocomplete.Input className={style.field} placeholder="A word of your own" aria-label="Tag" />
      </div>
      <Autocomplete.List className={style.list}>
        {(choice: Choice) => (
          <Autocomplete.Item key={`${choice.deed} ${choice.name}`} value={choice} className={menu.item} onClick={() => choose(choice)}>
            <span className={menu.tick}>{choice.deed === 'remove' ? '✓' : choice.deed === 'new' ? '+' : ''}</span>
            <span className={style.name}>{choice.deed === 'new' ? `New tag: ${choice.name}` : choice.name}</span>
            {choice.deed !== 'new' && <span className={style.quiet}>{choice.deed === 'remove' ? 'take off' : choice.papers}</span>}
          </Autocomplete.Item>
        )}
      </Autocomplete.List>
      <Autocomplete.Empty className={style.empty}>{choices.length === 0 ? 'Type a word and press Enter.' : null}</Autocomplete.Empty>
    </Autocomplete.Root>
  )
}

const MOST = 50

/** The paper's own tags first, to be taken off; then the others; a new one when there is none of that name. */
function choicesFor(typed: string, tags: readonly TagCount[], own: readonly string[]): Choice[] {
  const name = cleanTagName(typed)
  const wanted = name.toLowerCase()
  const matching = tags.filter((tag) => tag.name.toLowerCase().includes(wanted))
  const isOwn = (tag: string): boolean => own.includes(tag)
  const known: Choice[] = [
    ...own.filter((tag) => tag.toLowerCase().includes(wanted)).map((tag) => ({ name: tag, deed: 'remove' as const, papers: 0 })),
    ...matching.filter((tag) => !isOwn(tag.name)).map((tag) => ({ name: tag.name, deed: 'add' as const, papers: tag.papers })),
  ].sort((a, b) => Number(b.name.toLowerCase() === wanted) - Number(a.name.toLowerCase() === wanted))
  const isNew = name !== '' && !known.some((choice) => choice.name.toLowerCase() === wanted)
  return [...known.slice(0, MOST), ...(isNew ? [{ name, deed: 'new' as const, papers: 0 }] : [])]
}
