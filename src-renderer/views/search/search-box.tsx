// Owns the box one searches in: its operators in colour, what they may become, and the keys that are its own.
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { MAX_SEARCH_LENGTH, parseSearch } from '#domain/search-query.ts'
import { rememberSearch } from '#renderer/actions/saved-searches.ts'
import { findNames, searchNow } from '#renderer/actions/search.ts'
import { today } from '#renderer/state/clock.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { useSearch } from '#renderer/state/search.ts'
import { useWindow, wantFocus } from '#renderer/state/window.ts'
import { type Completion, nameToComplete, searchCompletions } from '#renderer/words/search-completions.ts'
import { Keys } from '../pieces/key.tsx'
import { hiddenText } from '../pieces/marks.tsx'
import { SearchField } from '../pieces/search-field.tsx'
import style from './search.module.css'

export function SearchBox() {
  const text = useSearch((search) => search.text)
  const box = useRef<HTMLInputElement>(null)
  const ink = useRef<HTMLDivElement>(null)
  const [caret, setCaret] = useState<number | null>(null)
  const [focused, setFocused] = useState(false)
  const wanted = useWindow((state) => state.searchWanted)
  useEffect(() => {
    box.current?.focus()
    box.current?.select()
  }, [wanted])

  const completions = useCompletions(text, focused ? caret : null)
  const [chosen, setChosen] = useState(0)
  const [of, setOf] = useState(completions)
  if (of !== completions) {
    setOf(completions)
    setChosen(0)
  }

  // the letters behind the box go where its own went
  const follow = (): void => {
    if (ink.current && box.current) ink.current.scrollLeft = box.current.scrollLeft
  }
  useLayoutEffect(follow, [text])

  const [caretAfter, setCaretAfter] = useState<number | null>(null)
  useLayoutEffect(() => {
    if (caretAfter === null) return
    box.current?.setSelectionRange(caretAfter, caretAfter)
  }, [caretAfter])
  const complete = ({ text: whole, caret: at }: Completion): void => {
    searchNow(whole)
    setCaret(at)
    setCaretAfter(at)
    box.current?.focus()
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const hasModifier = event.ctrlKey || event.metaKey || event.shiftKey
    const completion = completions[chosen] ?? completions[0]
    if (event.key === 'Tab' && !hasModifier && !event.altKey && completion) {
      event.preventDefault()
      complete(completion)
    } else if (event.altKey && !hasModifier && /^Arrow(?:Down|Up)$/.test(event.key) && completions.length > 0) {
      event.preventDefault()
      setChosen((chosen + (event.key === 'ArrowDown' ? 1 : -1) + completions.length) % completions.length)
    } else if (event.key === 'Enter' && useSearch.getState().hits.size > 0) {
      // the first Enter goes from the words to what they found
      event.preventDefault()
      rememberSearch(text)
      wantFocus('list')
    }
  }

  const readCaret = (input: HTMLInputElement): void => {
    setCaret(input.selectionStart === input.selectionEnd ? input.selectionStart : null)
    setCaretAfter(null)
  }
  return (
    <div className={style.field}>
      <div ref={ink} className={style.ink} aria-hidden="true">
        <Coloured text={text} />
      </div>
      <SearchField
        ref={box}
        className={style.input}
        data-keys="line"
        aria-label="Search all papers, notes and tags"
        aria-describedby="search-completion"
        placeholder="Search papers, notes, tags"
        maxLength={20_000}
        value={text}
        onChange={(event) => {
          readCaret(event.target)
          searchNow(event.target.value)
        }}
        onSelect={(event) => readCaret(event.currentTarget)}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onScroll={follow}
        onKeyDown={onKeyDown}
        autoComplete="off"
        spellCheck={false}
      />
      <span id="search-completion" className={hiddenText} role="status">
        {completions[chosen] && `Tab: ${completions[chosen].label} ${completions[chosen].hint}`}
      </span>
      {completions.length > 0 && (
        <div className={style.completions} role="group" aria-label="Completions">
          {completions.map((completion, index) => (
            <button
              key={completion.label}
              type="button"
              tabIndex={-1}
              data-chosen={index === chosen || undefined}
              // the box keeps the focus
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => complete(completion)}
            >
              <span className={style.completion}>{completion.label}</span>
              <span className={style.hint}>{completion.hint}</span>
              {index === chosen && <Keys spec="Tab" />}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

/** The same letters as in the box, in the same places: only colour and ground tell operators from words. */
function Coloured({ text }: { text: string }) {
  const pieces = useMemo(() => {
    const { spans } = parseSearch(text, today())
    let end = 0
    const all: { kind: string | undefined; text: string }[] = []
    for (const span of spans) {
      if (span.start > end) all.push({ kind: undefined, text: text.slice(end, span.start) })
      all.push({ kind: span.kind, text: text.slice(span.start, span.end) })
      end = span.end
    }
    return [...all, { kind: text.length > MAX_SEARCH_LENGTH ? 'left-out' : undefined, text: text.slice(end) }]
  }, [text])
  return pieces.map((piece, index) => (
    <span key={index} data-kind={piece.kind}>
      {piece.text}
    </span>
  ))
}

const NONE: readonly { name: string; papers: number }[] = []

function useCompletions(text: string, caret: number | null): readonly Completion[] {
  const tags = useLibrary((library) => library.tags)
  const wanted = caret === null ? null : nameToComplete(text, caret)
  const key = wanted ? `${wanted.field}:${wanted.text}` : ''
  const [found, setFound] = useState<{ key: string; names: readonly { name: string; papers: number }[] }>({ key: '', names: NONE })
  useEffect(() => {
    const [field, ...rest] = key.split(':')
    if (!field) return undefined
    const controller = new AbortController()
    void findNames(field as 'author', rest.join(':'), controller.signal).then((names) => {
      if (!controller.signal.aborted) setFound({ key, names })
    })
    return () => controller.abort()
  }, [key])
  return useMemo(
    () => (caret === null ? [] : searchCompletions(text, caret, { tags, names: found.key === key ? found.names : NONE })),
    [text, caret, tags, found, key],
  )
}
