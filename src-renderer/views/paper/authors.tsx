// Owns the line of authors: the first of them, and all of them on request.
import { useState } from 'react'
import type { PaperDetail, PaperRow } from '#domain/paper.ts'
import style from './paper.module.css'

const SHOWN_FIRST = 12

export function Authors({ row, detail }: { row: PaperRow; detail: PaperDetail }) {
  const [openFor, setOpenFor] = useState<string | null>(null)
  const names = detail.allAuthors.map((author) => author.name)
  const isOpen = openFor === row.id
  const shown = isOpen ? names : names.slice(0, SHOWN_FIRST)
  const hidden = Math.max(row.authorCount, names.length) - shown.length
  if (names.length === 0) return null
  return (
    <p className={style.by}>
      {shown.join(', ')}
      {hidden > 0 && (
        <button type="button" className={style.more} onClick={() => setOpenFor(row.id)} aria-label={`Show ${hidden} more authors`}>
          +{hidden}
        </button>
      )}
      {isOpen && names.length > SHOWN_FIRST && (
        <button type="button" className={style.more} onClick={() => setOpenFor(null)}>
          fewer
        </button>
      )}
    </p>
  )
}
