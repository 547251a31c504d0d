// Owns the marked papers as they are printed: all of them, one under the other, which no list on screen is.
import { createPortal } from 'react-dom'
import type { PaperId } from '#domain/paper.ts'
import { MOST_PRINTED } from '#renderer/actions/print.ts'
import { usePrinting } from '#renderer/app/printing.ts'
import { today } from '#renderer/state/clock.ts'
import { papers } from '#renderer/state/papers.ts'
import { usePlace } from '#renderer/state/place.ts'
import { MathText } from '#renderer/text/math-text.tsx'
import { counted, wholeCount } from '#domain/counted.ts'
import { placeTitle } from '#renderer/words/places.ts'
import { StateLabel } from '../pieces/marks.tsx'
import style from './printed-list.module.css'

export function PrintedList() {
  const isPrinting = usePrinting()
  const { place, marked } = usePlace.getState()
  if (!isPrinting || marked.size === 0) return null
  const ids = [...marked].slice(0, MOST_PRINTED)
  return createPortal(
    <section data-printed="list" className={style.list}>
      <h1>{placeTitle(place, today().slice(0, 4))}</h1>
      <p>{counted(marked.size, 'paper')}</p>
      <ul>
        {ids.map((id) => (
          <Paper key={id} id={id} />
        ))}
      </ul>
      {marked.size > ids.length && <p>And {wholeCount(marked.size - ids.length)} more.</p>}
    </section>,
    document.body,
  )
}

function Paper({ id }: { id: PaperId }) {
  const row = papers.get(id)
  if (!row) return <li>{id}</li>
  const authors = row.authors.join(', ') + (row.authorCount > row.authors.length ? ` +${row.authorCount - row.authors.length}` : '')
  return (
    <li>
      <h2>
        <MathText text={row.title} />
      </h2>
      <p>{[authors, row.organization, row.id].filter(Boolean).join(' · ')}</p>
      <p>
        {[counted(row.votes, 'vote'), ...row.tags.map((tag) => `#${tag}`)].join(' · ')} <StateLabel row={row} />
      </p>
    </li>
  )
}
