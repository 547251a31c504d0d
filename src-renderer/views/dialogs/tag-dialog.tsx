// Owns giving and taking tags: what is typed is completed from the tags there are.
import { Dialog } from '@base-ui/react/dialog'
import { useMemo, useState } from 'react'
import type { PaperId } from '#domain/paper.ts'
import { cleanTagName, foldTagName, MAX_TAG_LENGTH, type TagCount, typedTags } from '#domain/tag.ts'
import { addTags, removeTag } from '#renderer/actions/paper.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { usePaperRow } from '#renderer/state/papers.ts'
import { openDialog } from '#renderer/state/window.ts'
import { counted, wholeCount } from '#domain/counted.ts'
import { TagDot } from '../pieces/marks.tsx'
import { PickList } from '../pieces/pick-list.tsx'
import menu from '../pieces/menu.module.css'
import style from './dialogs.module.css'

interface Choice {
  /** Given with it: what was typed before the last comma. */
  before: readonly string[]
  name: string
  deed: 'add' | 'new' | 'remove'
  papers: number
  colour: string | null
}

const NO_WORDS: readonly string[] = []
const ALONE = { before: NO_WORDS }

export function TagDialog({ ids }: { ids: PaperId[] }) {
  const tags = useLibrary((library) => library.tags)
  const row = usePaperRow(ids.length === 1 ? (ids[0] ?? null) : null)
  const [typed, setTyped] = useState('')
  const own = row?.tags ?? NO_WORDS
  const choices = useMemo(() => choicesFor(typed, tags, own), [typed, tags, own])
  const choose = (choice: Choice): void => {
    if (choice.deed === 'remove') removeTag(ids, choice.name)
    else addTags(ids, [...choice.before, choice.name])
    setTyped('')
    if (typed !== '') openDialog(null)
  }
  return (
    <PickList
      label="Tag"
      placeholder="A word of your own"
      typed={typed}
      onType={setTyped}
      items={choices}
      keyOf={keyOf}
      render={render}
      onChoose={choose}
      maxLength={200}
      head={
        <>
          <Dialog.Title className={style.inlineTitle}>Tag</Dialog.Title>
          {ids.length > 1 && <span className={style.quiet}>{counted(ids.length, 'paper')}</span>}
        </>
      }
      empty={
        isTooLong(typed) ? `A tag is at most ${MAX_TAG_LENGTH} characters.` : 'Type a word and press Enter; commas stand between several.'
      }
    />
  )
}

function keyOf({ before, deed, name }: Choice): string {
  return [deed, ...before, name].join()
}

function render({ before, deed, name, papers, colour }: Choice) {
  const words = [...before, name].join(', ')
  return (
    <>
      <span className={menu.tick}>{deed === 'remove' ? '✓' : deed === 'new' ? '+' : ''}</span>
      {colour !== null && <TagDot colour={colour} />}
      <span className={style.name}>{deed === 'new' ? `${before.length > 0 ? 'Tags' : 'New tag'}: ${words}` : words}</span>
      {deed !== 'new' && <span className={style.quiet}>{deed === 'remove' ? 'take off' : wholeCount(papers)}</span>}
    </>
  )
}

const MOST = 50

function isTooLong(typed: string): boolean {
  const { whole, begun } = typedTags(typed)
  return [...whole, begun].some((name) => name.length > MAX_TAG_LENGTH)
}

function choicesFor(typed: string, tags: readonly TagCount[], own: readonly string[]): Choice[] {
  const choices = choicesForTyped(typed, tags, own)
  // a comma may be in the name of a tag that there is
  const whole = cleanTagName(typed)
  const named = choicesForOne(whole, tags, own).filter(({ deed, name }) => deed !== 'new' && foldTagName(name) === foldTagName(whole))
  const isNamed = ({ before, deed, name }: Choice): boolean => before.length === 0 && deed !== 'new' && name === named[0]?.name
  return [...named, ...choices.filter((choice) => !isNamed(choice))]
}

/** Of several, what was typed stands first: a list that was pasted is given as it is. */
function choicesForTyped(typed: string, tags: readonly TagCount[], own: readonly string[]): Choice[] {
  const { whole, begun } = typedTags(typed)
  // a mark alone is no word, and asks for no tag that there is
  if (isTooLong(typed) || (typed.trim() !== '' && whole.length === 0 && begun === '')) return []
  if (whole.length === 0) return choicesForOne(begun, tags, own)
  const last = begun === '' ? whole.pop() : begun
  if (last === undefined) return []
  const asTyped: Choice = { before: whole, name: last, deed: 'new', papers: 0, colour: null }
  if (begun === '') return [asTyped]
  const taken = new Set([...whole, last].map((name) => name.toLowerCase()))
  const others = choicesForOne(begun, tags, []).filter(({ deed, name }) => deed === 'add' && !taken.has(name.toLowerCase()))
  return [asTyped, ...others.map((choice) => ({ ...choice, before: whole }))]
}

/**
 * The paper's own tags first, to be taken off; then the others, those that begin so before those that have it inside, and the most used
 * first; a new one when there is none of that name.
 */
function choicesForOne(name: string, tags: readonly TagCount[], own: readonly string[]): Choice[] {
  const wanted = name.toLowerCase()
  const owned = new Set(own)
  const colours = new Map(tags.flatMap((tag) => (owned.has(tag.name) ? [[tag.name, tag.colour] as const] : [])))
  const worth = (word: string): number => {
    const at = word.toLowerCase().indexOf(wanted)
    return at < 0 ? 0 : word.length === wanted.length ? 3 : at === 0 ? 2 : 1
  }
  const mine = own.filter((tag) => worth(tag) > 0)
  const others = tags.flatMap((tag) => (worth(tag.name) > 0 && !owned.has(tag.name) ? [{ ...tag, worth: worth(tag.name) }] : []))
  const known: Choice[] = [
    ...mine.map((tag) => ({ ...ALONE, name: tag, deed: 'remove' as const, papers: 0, colour: colours.get(tag) ?? null })),
    ...others
      .sort((a, b) => b.worth - a.worth || b.papers - a.papers)
      .map(({ name: tag, papers, colour }) => ({ ...ALONE, name: tag, deed: 'add' as const, papers, colour })),
  ]
  const exact = known.findIndex((choice) => choice.name.toLowerCase() === wanted)
  if (exact > 0) known.unshift(...known.splice(exact, 1))
  const isNew = name !== '' && exact < 0
  return [...known.slice(0, MOST), ...(isNew ? [{ ...ALONE, name, deed: 'new' as const, papers: 0, colour: null }] : [])]
}
