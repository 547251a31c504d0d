// Owns the head of the search: the box, how many were found, their order, and what is offered instead.
import { Menu } from '@base-ui/react/menu'
import { ArrowDownWideNarrow, Bookmark, BookmarkCheck, PanelLeft, Search, X } from 'lucide-react'
import type { SearchSort } from '#contract/search.ts'
import { goBack } from '#renderer/actions/go.ts'
import { SEARCH_SORTS, sortSearch } from '#renderer/actions/search.ts'
import { savedAs, useSaved } from '#renderer/state/saved-searches.ts'
import { useSearch } from '#renderer/state/search.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { useSettings } from '#renderer/state/settings.ts'
import { counted, wholeCount } from '#domain/counted.ts'
import { isOperatorOpen } from '#renderer/words/search-completions.ts'
import { SHEET, useMedia } from '../media.ts'
import { ActionButton, IconAction } from '../pieces/button.tsx'
import { Key } from '../pieces/key.tsx'
import { hiddenText } from '../pieces/marks.tsx'
import list from '../list/list.module.css'
import menu from '../pieces/menu.module.css'
import pieces from '../pieces/pieces.module.css'
import { Tip } from '../pieces/tips.tsx'
import { SearchBox } from './search-box.tsx'
import style from './search.module.css'

export function SearchHead() {
  const sidebarOpen = useSettings(({ settings }) => settings.sidebarOpen)
  const isSheet = useMedia(SHEET)
  return (
    <search className={list.head}>
      <h1 className={hiddenText}>Search</h1>
      <div className={style.box}>
        {(isSheet || !sidebarOpen) && (
          <IconAction action="view.sidebar">
            <PanelLeft size={16} strokeWidth={1.6} aria-hidden="true" />
          </IconAction>
        )}
        <Search size={16} strokeWidth={1.6} aria-hidden="true" />
        <SearchBox />
        <SaveButton />
        <Tip text="Back to where you were" action="view.back">
          <button type="button" className={pieces.icon} aria-label="Close search" onClick={goBack}>
            <X size={16} strokeWidth={1.6} aria-hidden="true" />
          </button>
        </Tip>
      </div>
      <Found />
    </search>
  )
}

function SaveButton() {
  const text = useSearch((search) => search.text)
  const saved = useSaved(({ searches }) => savedAs(searches, text))
  if (text.trim() === '') return null
  return (
    <IconAction action="search.save" title={saved ? `Saved as “${saved.name}”` : 'Save this search'}>
      {saved ? (
        <BookmarkCheck size={16} strokeWidth={1.6} aria-hidden="true" />
      ) : (
        <Bookmark size={16} strokeWidth={1.6} aria-hidden="true" />
      )}
    </IconAction>
  )
}

function Found() {
  const answer = useSearch((search) => search.answer)
  const running = useSearch((search) => search.running)
  const failure = useSearch((search) => search.failure)
  const tags = useLibrary((library) => library.tags)
  const isOpen = useSearch(({ text }) => isOperatorOpen(text, tags))
  return (
    <>
      <div className={list.sub}>
        <span role="status" className={failure ? style.failure : style.found}>
          {failure ? failure.message : answer?.total === 0 && isOpen ? ' ' : answer ? foundWords(answer) : running ? 'Searching…' : ' '}
        </span>
        <span className={list.push} />
        {answer && answer.total > 1 && <SortMenu />}
      </div>
      {answer && answer.hits.length > 0 && (answer.remark !== null || answer.suggestion !== null) && (
        <p className={style.remark}>
          {answer.remark}
          {answer.suggestion !== null && (
            <ActionButton action="search.correct">
              {answer.suggestion} <Key action="search.correct" silent />
            </ActionButton>
          )}
        </p>
      )}
    </>
  )
}

function foundWords({ total, hits, index }: NonNullable<ReturnType<typeof useSearch.getState>['answer']>): string {
  const shown = total > hits.length && hits.length > 30 ? `, ${wholeCount(hits.length)} shown` : ''
  const indexing = index.indexed < index.total ? `; indexing ${wholeCount(index.indexed)} of ${wholeCount(index.total)}` : ''
  return `${counted(total, 'paper')}${shown}${indexing}`
}

function SortMenu() {
  const sort = useSearch((search) => search.sort)
  return (
    <Menu.Root>
      <Menu.Trigger className={list.order} aria-label={`Order: ${SEARCH_SORTS[sort]}`}>
        <span>{SEARCH_SORTS[sort]}</span>
        <ArrowDownWideNarrow size={12} strokeWidth={2} aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className={menu.positioner}>
          <Menu.Popup className={menu.popup}>
            <Menu.RadioGroup value={sort} onValueChange={(value: SearchSort) => sortSearch(value)}>
              {(Object.keys(SEARCH_SORTS) as SearchSort[]).map((name) => (
                <Menu.RadioItem key={name} value={name} className={menu.item} closeOnClick>
                  <span className={menu.tick}>
                    <Menu.RadioItemIndicator>✓</Menu.RadioItemIndicator>
                  </span>
                  {SEARCH_SORTS[name][0]?.toUpperCase()}
                  {SEARCH_SORTS[name].slice(1)}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
