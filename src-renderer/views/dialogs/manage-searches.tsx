// Owns the saved searches as a list to work on: names, words, order, digest, and taking one away.
import { Dialog } from '@base-ui/react/dialog'
import { ChevronDown, ChevronUp, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import type { SavedSearch } from '#domain/saved-search.ts'
import { changeSearch, deleteSearch, moveSearch } from '#renderer/actions/saved-searches.ts'
import { useSaved } from '#renderer/state/saved-searches.ts'
import { counted } from '#domain/counted.ts'
import { Button } from '../pieces/button.tsx'
import { Key } from '../pieces/key.tsx'
import dialogs from './dialogs.module.css'
import tags from './manage-tags.module.css'
import style from './manage-searches.module.css'

/** `id`: whose name has the focus first. */
export function ManageSearches({ id }: { id: string | null }) {
  const searches = useSaved((saved) => saved.searches)
  return (
    <>
      <div className={dialogs.head}>
        <Dialog.Title className={dialogs.title}>Saved searches</Dialog.Title>
        <span className={dialogs.quiet}>{counted(searches.length, 'search', 'searches')}</span>
        <span className={tags.close}>
          <Dialog.Close render={<Button />}>Close</Dialog.Close>
        </span>
      </div>
      {searches.length === 0 ? (
        <p className={tags.words}>
          None yet. Search for something and press <Key action="search.save" /> to keep the search with a live count in the sidebar.
        </p>
      ) : (
        <ul className={style.rows} aria-label="All saved searches">
          {searches.map((search, index) => (
            <Row
              key={search.id}
              search={search}
              isFirst={index === 0}
              isLast={index === searches.length - 1}
              isAskedFor={search.id === id || (id === null && index === 0)}
            />
          ))}
        </ul>
      )}
      <p className={tags.words}>Alt+↑ and Alt+↓ move a search. All of it can be undone; no paper changes.</p>
    </>
  )
}

function Row({ search, isFirst, isLast, isAskedFor }: { search: SavedSearch; isFirst: boolean; isLast: boolean; isAskedFor: boolean }) {
  const row = useRef<HTMLLIElement>(null)
  const papers = useSaved(({ counts }) => counts.get(search.id))
  // a row that is put elsewhere loses the focus on the way
  const focused = useRef<Element | null>(null)
  useLayoutEffect(() => {
    if (focused.current instanceof HTMLElement && row.current?.contains(focused.current)) focused.current.focus()
    focused.current = null
  })
  const move = (direction: -1 | 1): void => {
    focused.current = document.activeElement
    void moveSearch(search.id, direction)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || event.ctrlKey || event.metaKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    move(event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <li ref={row} className={style.row} onKeyDown={onKeyDown}>
      <div className={style.words}>
        <Line
          name={`Name of the search ${search.name}`}
          value={search.name}
          className={style.name}
          longest={100}
          isAskedFor={isAskedFor}
          onSave={(name) => changeSearch(search.id, { name })}
        />
        <Line
          name={`Words of the search ${search.name}`}
          value={search.query}
          className={style.query}
          longest={4000}
          onSave={(query) => changeSearch(search.id, { query })}
        />
      </div>
      {papers !== undefined && <span className={style.count}>{counted(papers, 'paper')}</span>}
      <label className={style.digest}>
        <input
          type="checkbox"
          checked={search.inDigest}
          onChange={(event) => changeSearch(search.id, { inDigest: event.target.checked })}
        />
        digest
      </label>
      <button type="button" className={tags.delete} aria-label={`Move ${search.name} up`} disabled={isFirst} onClick={() => move(-1)}>
        <ChevronUp size={14} aria-hidden="true" />
      </button>
      <button type="button" className={tags.delete} aria-label={`Move ${search.name} down`} disabled={isLast} onClick={() => move(1)}>
        <ChevronDown size={14} aria-hidden="true" />
      </button>
      <button
        type="button"
        className={tags.delete}
        aria-label={`Delete the search ${search.name}`}
        title="Delete"
        onClick={() => deleteSearch(search)}
      >
        <Trash2 size={14} aria-hidden="true" />
      </button>
    </li>
  )
}

interface LineProps {
  name: string
  value: string
  className: string | undefined
  longest: number
  isAskedFor?: boolean
  onSave(value: string): void
}

/** Saved with Enter or when it is left; Esc puts back what was. */
function Line({ name, value, className, longest, isAskedFor = false, onSave }: LineProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const save = (): void => {
    if (typed !== null && typed.trim() !== '' && typed !== value) onSave(typed)
    setTyped(null)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') save()
    if (event.key === 'Escape' && typed !== null) {
      // what was typed, not the dialog, goes away
      event.stopPropagation()
      setTyped(null)
    }
  }
  return (
    <input
      type="text"
      className={className}
      aria-label={name}
      value={typed ?? value}
      maxLength={longest}
      data-first-focus={isAskedFor || undefined}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={save}
      spellCheck={false}
    />
  )
}
