// Owns the search box: it asks as one types, completes operators, and hands the arrow keys to the results.
import { PanelLeft, Search, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { goBack } from '#renderer/actions/go.ts'
import { searchNow, typeSearch } from '#renderer/actions/search.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { useSearch } from '#renderer/state/search.ts'
import { useSettings } from '#renderer/state/settings.ts'
import { useWindow, wantFocus } from '#renderer/state/window.ts'
import { counted, wholeCount } from '#renderer/words/figures.ts'
import { searchCompletions } from '#renderer/words/search-completions.ts'
import { SHEET, useMedia } from '../media.ts'
import { IconAction, Tip } from '../pieces/button.tsx'
import { Keys } from '../pieces/key.tsx'
import { hiddenText } from '../pieces/marks.tsx'
import list from '../list/list.module.css'
import pieces from '../pieces/pieces.module.css'
import style from './search.module.css'

export function SearchHead() {
  const { text, answer, running, failure } = useSearch()
  const tags = useLibrary((library) => library.status?.tags)
  const sidebarOpen = useSettings(({ settings }) => settings.sidebarOpen)
  const isSheet = useMedia(SHEET)
  const box = useRef<HTMLInputElement>(null)
  const wanted = useWindow((state) => state.searchWanted)
  useEffect(() => {
    box.current?.focus()
    box.current?.select()
  }, [wanted])
  const completions = searchCompletions(text, tags?.map((tag) => tag.name) ?? [])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Tab' && !event.shiftKey && completions[0]) {
      event.preventDefault()
      searchNow(completions[0].text)
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing && answer && answer.hits.length > 0) {
      // the first Enter goes from the words to what they found
      event.preventDefault()
      wantFocus('list')
    }
  }

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
        <input
          ref={box}
          type="search"
          className={style.field}
          data-keys="line"
          aria-label="Search all papers, notes and tags"
          placeholder="Search papers, notes, tags"
          value={text}
          onChange={(event) => typeSearch(event.target.value)}
          onKeyDown={onKeyDown}
          autoComplete="off"
          spellCheck={false}
        />
        <Tip text="Back to where you were" action="view.back">
          <button type="button" className={pieces.icon} aria-label="Close search" onClick={goBack}>
            <X size={16} strokeWidth={1.6} aria-hidden="true" />
          </button>
        </Tip>
      </div>
      {completions.length > 0 && (
        <div className={style.completions} role="group" aria-label="Completions">
          {completions.map((completion, index) => (
            <button
              key={completion.label}
              type="button"
              onClick={() => {
                searchNow(completion.text)
                box.current?.focus()
              }}
            >
              {completion.label}
              {index === 0 && <Keys spec="Tab" />}
            </button>
          ))}
        </div>
      )}
      <div className={list.sub} role="status">
        {failure ? (
          <span className={style.failure}>{failure.message}</span>
        ) : answer ? (
          <span className={style.found}>
            {counted(answer.total, 'paper')}
            {answer.total > answer.hits.length && `, the best ${wholeCount(answer.hits.length)} shown`}
            {answer.index.indexed < answer.index.total &&
              `; indexing, ${wholeCount(answer.index.indexed)} of ${wholeCount(answer.index.total)} done`}
            {answer.remark !== null && ` · ${answer.remark}`}
          </span>
        ) : (
          <span>{running ? 'Searching…' : ' '}</span>
        )}
        {answer?.suggestion != null && (
          <button type="button" className={style.suggestion} onClick={() => searchNow(answer.suggestion ?? '')}>
            {answer.suggestion}?
          </button>
        )}
      </div>
    </search>
  )
}
