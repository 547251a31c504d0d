// Owns the find bar of the text view.
import { useState } from 'react'
import { backFromText, findBeside, findInText } from '#renderer/actions/paper-text.ts'
import { usePaperText } from '#renderer/state/paper-text.ts'
import { Button } from '../pieces/button.tsx'
import style from './text.module.css'

export function TextFind() {
  const [query, setQuery] = useState('')
  const found = usePaperText((state) => state.found)
  return (
    <form
      role="search"
      className={style.findBar}
      onSubmit={(event) => {
        event.preventDefault()
        findBeside(1)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !event.shiftKey) return
        event.preventDefault()
        findBeside(-1)
      }}
    >
      <input
        data-find-text
        aria-label="Find in this text"
        placeholder="Find in this text"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          findInText(event.target.value)
        }}
      />
      <span role="status" className={style.told}>
        {found && (found.total === 0 ? 'Not found' : `${found.current} of ${found.total}`)}
      </span>
      <Button onClick={() => findBeside(-1)}>Previous</Button>
      <Button type="submit">Next</Button>
      <Button onClick={backFromText}>Close</Button>
    </form>
  )
}
