// Owns the saved searches in the sidebar: each with its live count, moved, renamed and deleted by key where it stands.
import { ListFilter } from 'lucide-react'
import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import type { SavedSearch } from '#domain/saved-search.ts'
import { deleteSearch, moveSearch } from '#renderer/actions/saved-searches.ts'
import { openSavedSearch } from '#renderer/actions/search-place.ts'
import { usePlace } from '#renderer/state/place.ts'
import { useSaved } from '#renderer/state/saved-searches.ts'
import { useSearch } from '#renderer/state/search.ts'
import { openDialog } from '#renderer/state/window.ts'
import { wholeCount } from '#domain/counted.ts'
import { Tip } from '../pieces/tips.tsx'
import style from './sidebar.module.css'

export function SavedSearches() {
  const searches = useSaved((saved) => saved.searches)
  const openId = useOpenSavedSearch()
  if (searches.length === 0) return null
  return (
    <>
      <button type="button" className={style.headButton} onClick={() => openDialog({ kind: 'manage-searches', id: null })}>
        Searches…
      </button>
      <ul aria-label="Saved searches">
        {searches.map((search) => (
          <Entry key={search.id} search={search} isOpen={search.id === openId} />
        ))}
      </ul>
    </>
  )
}

/** The id of the saved search whose results are open, null when none is. */
export function useOpenSavedSearch(): string | null {
  const searches = useSaved((saved) => saved.searches)
  const isSearching = usePlace(({ place }) => place.kind === 'search')
  const id = useSearch(({ text }) => searches.find((search) => search.query.trim() === text.trim())?.id ?? null)
  return isSearching ? id : null
}

function Entry({ search, isOpen }: { search: SavedSearch; isOpen: boolean }) {
  const button = useRef<HTMLButtonElement>(null)
  const papers = useSaved(({ counts }) => counts.get(search.id))
  const isMoving = useRef(false)
  useLayoutEffect(() => {
    // what is put elsewhere loses the focus on the way
    if (isMoving.current) button.current?.focus()
    isMoving.current = false
  })
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    const direction = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (event.altKey && (direction === -1 || direction === 1)) {
      isMoving.current = true
      void moveSearch(search.id, direction)
    } else if (!event.altKey && event.key === 'F2') openDialog({ kind: 'manage-searches', id: search.id })
    else if (!event.altKey && event.key === 'Delete') deleteSearch(search)
    else return
    event.preventDefault()
  }
  return (
    <li>
      <Tip text={`${search.query}  ·  F2 to rename`} side="right">
        <button
          ref={button}
          type="button"
          className={style.item}
          aria-current={isOpen ? 'page' : undefined}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown F2 Delete"
          onClick={() => openSavedSearch(search.query)}
          onKeyDown={onKeyDown}
        >
          <ListFilter size={16} strokeWidth={1.6} aria-hidden="true" />
          <span className={style.name}>{search.name}</span>
          {papers !== undefined && <span className={style.count}>{wholeCount(papers)}</span>}
        </button>
      </Tip>
    </li>
  )
}
