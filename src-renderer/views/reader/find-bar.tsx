// Owns the find bar of the reader: words, how often they occur, the next and the one before.
import { useEffect, useRef, useState } from 'react'
import { find } from '#renderer/actions/reader.ts'
import { backFromReader } from '#renderer/actions/reader-tabs.ts'
import type { FindCount } from '#renderer/reader/finding.ts'
import type { PdfView } from '#renderer/reader/pdf-view.ts'
import { Button } from '../pieces/button.tsx'
import style from './reader.module.css'

export function FindBar({ view }: { view: PdfView | null }) {
  const [query, setQuery] = useState('')
  const [count, setCount] = useState<FindCount | null>(null)
  // what was typed before the pages were there
  const waiting = useRef('')
  useEffect(() => {
    if (view && waiting.current !== '') find(waiting.current)
    waiting.current = ''
    return view?.onFound((next) => setCount({ ...next }))
  }, [view])
  const told = query === '' || !count ? '' : count.missing ? 'Not found' : count.total > 0 ? `${count.current} of ${count.total}` : ''
  return (
    <form
      role="search"
      className={style.findBar}
      onSubmit={(event) => {
        event.preventDefault()
        find(query, { again: true })
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.shiftKey) {
          event.preventDefault()
          find(query, { again: true, backwards: true })
        }
      }}
    >
      <input
        data-find
        aria-label="Find in this paper"
        placeholder="Find in this paper"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          if (view) find(event.target.value)
          else waiting.current = event.target.value
        }}
      />
      <span role="status" className={style.told}>
        {told}
      </span>
      <Button onClick={() => find(query, { again: true, backwards: true })}>Previous</Button>
      <Button type="submit">Next</Button>
      <Button onClick={backFromReader}>Close</Button>
    </form>
  )
}
