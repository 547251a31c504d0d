// Owns the card that shows where words or a link of the paper lead: a picture of that part of the page, and what can be done with it.
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { MatchedReference } from '#contract/reading.ts'
import { STATE_TITLES } from '#domain/marks.ts'
import { followLead, openCited, saveCited, showCard } from '#renderer/actions/reader-leads.ts'
import type { Target } from '#renderer/reader/paper-index.ts'
import { isPhoto } from '#renderer/reader/photos.ts'
import { drawPart } from '#renderer/reader/page-part.ts'
import type { PdfView } from '#renderer/reader/pdf-view.ts'
import { useReader } from '#renderer/state/reader.ts'
import { Button } from '../pieces/button.tsx'
import { Key, Keys } from '../pieces/key.tsx'
import style from './hover-card.module.css'

const MOST_SHOWN = 6
const GAP = 6

export function HoverCard() {
  const card = useReader((reader) => reader.card)
  const box = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const element = box.current
    const around = element?.offsetParent?.getBoundingClientRect()
    if (!card || !element || !around) return
    const { at } = card
    const place = (): void => {
      const { offsetWidth: width, offsetHeight: height } = element
      const below = around.bottom - at.bottom - GAP
      const above = at.top - around.top - GAP
      const top = below >= height || below >= above ? at.bottom + GAP : Math.max(around.top + GAP, at.top - GAP - height)
      element.style.left = `${Math.max(GAP, Math.min(at.left - 24, around.right - GAP - width) - around.left)}px`
      element.style.top = `${top - around.top}px`
      element.style.maxHeight = `${Math.max(120, Math.max(below, above) - GAP)}px`
    }
    // pictures come later and make it grow
    const grown = new ResizeObserver(place)
    grown.observe(element)
    place()
    return () => grown.disconnect()
  }, [card])
  if (!card) return null
  return (
    <section
      ref={box}
      className={style.card}
      data-lead-card
      aria-label="Where this leads"
      onPointerLeave={(event) => {
        if (!card.byKey && !(event.relatedTarget instanceof Node && card.view.container.contains(event.relatedTarget))) showCard(null)
      }}
    >
      {card.targets.slice(0, MOST_SHOWN).map((target, index) => (
        <Shown
          key={`${target.title} ${index}`}
          target={target}
          match={card.matches?.[index] ?? null}
          view={card.view}
          isFirst={index === 0}
        />
      ))}
      {card.targets.length > MOST_SHOWN && <p className={style.more}>and {card.targets.length - MOST_SHOWN} more</p>}
    </section>
  )
}

interface ShownProps {
  target: Target
  match: MatchedReference | null
  view: PdfView
  isFirst: boolean
}

function Shown({ target, match, view, isFirst }: ShownProps) {
  const isWork = target.kind === 'reference' && (match !== null || target.arxivId !== null)
  const work = { target, match }
  return (
    <article className={style.target}>
      <h2 className={style.title}>
        {target.title}
        {target.kind !== 'place' && <span className={style.page}>page {view.pdf.numPages > target.page ? target.page + 1 : ''}</span>}
      </h2>
      <Picture target={target} view={view} />
      {match && (
        <p className={style.match}>
          In the library: {match.title} · {STATE_TITLES[match.state]}
        </p>
      )}
      <div className={style.deeds}>
        <Button onClick={() => followLead(target)}>Go there {isFirst && <Keys spec="Enter" silent />}</Button>
        {isWork && (
          <>
            <Button onClick={() => openCited(work)}>
              {match?.hash ? 'Read' : match ? 'Show' : 'Open on arXiv'} {isFirst && <Key action="reader.openReference" silent />}
            </Button>
            {match?.state !== 'later' && match?.state !== 'shortlist' && (
              <Button onClick={() => saveCited(work)}>Save {isFirst && <Key action="reader.saveReference" silent />}</Button>
            )}
          </>
        )}
      </div>
    </article>
  )
}

const WIDEST = 520
const MOST_SCALE = 1.6

/** The words stand in its place where the page can't be drawn. */
function Picture({ target, view }: { target: Target; view: PdfView }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [failed, setFailed] = useState(false)
  const [left, bottom, right, top] = target.rect
  const scale = Math.min(MOST_SCALE, WIDEST / Math.max(1, right - left))
  useEffect(() => {
    const gone = new AbortController()
    const { page, rect } = target
    const element = canvas.current
    if (element)
      drawPart(view.pdf, { page, rect, scale: scale * devicePixelRatio }, element, gone.signal)
        .then(() => element.toggleAttribute('data-photo', isPhoto(element)))
        .catch(() => gone.signal.aborted || setFailed(true))
    return () => gone.abort()
  }, [target, view, scale])
  if (failed) return <p>{target.text === '' ? 'This part of the page could not be drawn.' : target.text}</p>
  return (
    <div
      className={style.picture}
      data-page-part
      style={{ width: (right - left) * scale, aspectRatio: `${right - left} / ${top - bottom}` }}
    >
      <canvas ref={canvas} role="img" aria-label={target.text === '' ? target.title : target.text} />
    </div>
  )
}
