// Owns the text on the page: made safe, set, put where the reader was, painted with its marks.
import { type MouseEvent, startTransition, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { PaperText, TextPlace } from '#contract/texts.ts'
import { blocksOf, savePlaceInText, showingText, showInText, shownText } from '#renderer/actions/paper-text.ts'
import { loadTextMarks } from '#renderer/actions/text-marks.ts'
import { whenLeaving } from '#renderer/app/leaving.ts'
import { usePaperText } from '#renderer/state/paper-text.ts'
import { readDomText } from '#renderer/text/dom-text.ts'
import { Markdown } from '#renderer/text/markdown.tsx'
import { MARK_PAINTS, paint } from '#renderer/text/paint-words.ts'
import { placeOfLink, safePaper } from '#renderer/text/safe-html.ts'
import style from './text.module.css'

const PAUSED_MS = 400

export function TextBody({ text, onLink }: { text: PaperText; onLink(address: string): void }) {
  const container = useRef<HTMLDivElement>(null)
  const article = useRef<HTMLElement>(null)
  const [isSet, setIsSet] = useState(false)
  const place = usePaperText((state) => state.place)
  const restore = useEffectEvent(() => {
    if (!container.current || !article.current) return
    if (place) goTo(container.current, article.current, place)
    showingText({ container: container.current, article: article.current, words: readDomText(article.current) })
    container.current.focus({ preventScroll: true })
    void loadTextMarks()
  })

  useLayoutEffect(() => {
    if (!isSet) return
    restore()
    return () => showingText(null)
  }, [isSet])
  usePlaceSaved(container, article, text.paperId, isSet)
  usePaintedMarks(isSet)

  const onClick = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const href = link?.getAttribute('href')
    if (link && href) {
      event.preventDefault()
      const inside = article.current && placeOfLink(article.current, href)
      if (inside) showInText(inside)
      else if (!href.startsWith('#')) onLink(href)
      return
    }
    choose(event.clientX, event.clientY)
  }

  return (
    <div
      ref={container}
      className={style.scroll}
      tabIndex={0}
      role="region"
      aria-label="Text"
      data-keys="scroll"
      aria-busy={!isSet}
      // links and marks inside have keys of their own
      onClick={onClick}
    >
      <article ref={article} className={style.article} lang="en" data-painted>
        {text.form === 'markdown' ? (
          <MarkdownText text={text.text} onSet={() => setIsSet(true)} onLink={onLink} />
        ) : (
          <HtmlText text={text.text} onSet={() => setIsSet(true)} />
        )}
      </article>
    </div>
  )
}

/** A long text is set in slices, so that keys never wait for it. */
function MarkdownText({ text, onSet, onLink }: { text: string; onSet(): void; onLink(address: string): void }) {
  const [shown, setShown] = useState('')
  const told = useEffectEvent(onSet)
  useEffect(() => startTransition(() => setShown(text)), [text])
  useEffect(() => {
    if (shown !== '') told()
  }, [shown])
  return <Markdown kind="paper" text={shown} onOpenUrl={onLink} onOpenPaper={() => undefined} />
}

function HtmlText({ text, onSet }: { text: string; onSet(): void }) {
  const box = useRef<HTMLDivElement>(null)
  const told = useEffectEvent(onSet)
  useEffect(() => {
    const gone = new AbortController()
    safePaper(text, { signal: gone.signal }).then(
      (safe) => {
        if (gone.signal.aborted) return
        box.current?.replaceChildren(safe)
        told()
      },
      () => undefined,
    )
    return () => gone.abort()
  }, [text])
  return <div ref={box} className={style.html} />
}

/** The block at the upper edge and how much of it is above, saved when scrolling rests. */
function usePlaceSaved(
  container: React.RefObject<HTMLDivElement | null>,
  article: React.RefObject<HTMLElement | null>,
  paperId: string,
  isSet: boolean,
): void {
  // a layout effect is ended while its pages still stand
  useLayoutEffect(() => {
    const frame = container.current
    if (!frame || !isSet) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let isChanged = false
    const save = (): void => {
      if (!isChanged || !article.current) return
      isChanged = false
      savePlaceInText(paperId, placeNow(frame, article.current))
    }
    const onScroll = (): void => {
      isChanged = true
      clearTimeout(timer)
      timer = setTimeout(save, PAUSED_MS)
    }
    frame.addEventListener('scroll', onScroll, { passive: true })
    const stopLeaving = whenLeaving(save)
    return () => {
      clearTimeout(timer)
      stopLeaving()
      save()
      frame.removeEventListener('scroll', onScroll)
    }
  }, [container, article, paperId, isSet])
}

function placeNow(frame: HTMLElement, article: HTMLElement): TextPlace {
  const edge = frame.getBoundingClientRect().top
  const blocks = blocksOf(article)
  const block = blocks.findIndex((element) => element.getBoundingClientRect().bottom > edge)
  const box = blocks[block]?.getBoundingClientRect()
  if (!box || box.height === 0) return { block: Math.max(0, block), share: 0 }
  return { block, share: Math.min(1, Math.max(0, (edge - box.top) / box.height)) }
}

function goTo(frame: HTMLElement, article: HTMLElement, { block, share }: TextPlace): void {
  const box = blocksOf(article)[block]?.getBoundingClientRect()
  if (box) frame.scrollTop += box.top + box.height * share - frame.getBoundingClientRect().top
}

function usePaintedMarks(isSet: boolean): void {
  const marks = usePaperText((state) => state.marks)
  const selected = usePaperText((state) => state.selected)
  useEffect(() => {
    const words = isSet ? shownText()?.words : undefined
    if (!words) return
    const ranges = marks.map((mark) => ({ mark, range: words.rangeOf(mark) }))
    for (const name of MARK_PAINTS) {
      paint(
        name,
        ranges
          .filter(
            ({ mark: { annotation } }) => `${annotation.kind === 'underline' ? 'underline' : 'highlight'}-${annotation.colour}` === name,
          )
          .map(({ range }) => range),
      )
    }
    paint('chosen', [ranges.find(({ mark }) => mark.annotation.id === selected)?.range ?? null])
  }, [marks, selected, isSet])
  useEffect(
    () => () => {
      for (const name of [...MARK_PAINTS, 'chosen', 'found', 'found-now', 'spoken'] as const) paint(name, [])
    },
    [],
  )
}

/** The mark under a click. */
function choose(x: number, y: number): void {
  const shown = shownText()
  const spot = document.caretPositionFromPoint(x, y)
  if (!shown || !spot || document.getSelection()?.isCollapsed === false) return
  const { marks, selected } = usePaperText.getState()
  const hit = marks.find((mark) => shown.words.rangeOf(mark)?.isPointInRange(spot.offsetNode, spot.offset))
  const next = hit?.annotation.id ?? null
  if (next !== selected) usePaperText.setState({ selected: next })
}
