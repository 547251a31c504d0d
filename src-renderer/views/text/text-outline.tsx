// Owns the sections beside the text.
import { useMemo } from 'react'
import { headingsOf, showInText, shownText } from '#renderer/actions/paper-text.ts'
import { walkLines } from '../pieces/walk-lines.ts'
import style from './text.module.css'

export function TextOutline() {
  const headings = useMemo(() => {
    const shown = shownText()
    return shown ? headingsOf(shown) : []
  }, [])
  return (
    <nav className={style.outline} aria-label="Outline" tabIndex={0} data-keys="scroll" data-pane="text" onKeyDown={walkLines}>
      {headings.length === 0 && <p className={style.quiet}>This text has no sections.</p>}
      {headings.map((heading, index) => (
        <button
          // headings have no name of their own and never move
          key={index}
          type="button"
          className={style.line}
          style={{ paddingInlineStart: `${8 + (Number(heading.tagName.slice(1)) - 1) * 12}px` }}
          onClick={() => {
            showInText(heading)
            shownText()?.container.focus({ preventScroll: true })
          }}
        >
          {heading.textContent}
        </button>
      ))}
    </nav>
  )
}
