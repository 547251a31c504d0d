// Owns what is done with the text of a paper: opening and leaving it, moving, finding, its size, reading it aloud.
import { flushSync } from 'react-dom'
import type { TextPlace } from '#contract/texts.ts'
import { toFailure } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'
import { papers } from '../state/papers.ts'
import { CLOSED_TEXT, usePaperText } from '../state/paper-text.ts'
import { usePlace } from '../state/place.ts'
import { useReader } from '../state/reader.ts'
import { useSettings } from '../state/settings.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'
import { wantFocus } from '../state/window.ts'
import { type DomText, trimmed, type WordSpan } from '../text/dom-text.ts'
import { paint } from '../text/paint-words.ts'
import { type ReadAloud, readAloud } from '../text/read-aloud.ts'
import { changeSettings } from './library.ts'
import { openReader } from './reader-tabs.ts'
import { showField } from './show-field.ts'

/** The text that is on the page. */
export interface ShownText {
  container: HTMLElement
  article: HTMLElement
  words: DomText
}

let shown: ShownText | null = null
let speech: ReadAloud | null = null
let asked = new AbortController()

export function shownText(): ShownText | null {
  return shown
}

/** The view says which text is on the page; null when it goes. */
export function showingText(next: ShownText | null): void {
  shown = next
  if (!next) stopSpeaking()
}

/** The selected paper as text. */
export function readAsText(): void {
  const { selectedId } = usePlace.getState()
  if (selectedId !== null) void openText(selectedId, papers.get(selectedId)?.title ?? selectedId)
}

/** What is read in the reader, as text. */
export function readFileAsText(): void {
  const { file } = useReader.getState()
  if (!file) return
  if (file.paperId === null) return void showToast({ sentence: 'This file belongs to no paper, so there is no text of it but its own.' })
  void openText(file.paperId, file.title)
}

/** What is on disk is shown; else it is fetched, since the reader asked for it. */
export async function openText(id: PaperId, title: string, { again = false }: { again?: boolean } = {}): Promise<void> {
  asked.abort()
  asked = new AbortController()
  const { signal } = asked
  usePaperText.setState({ ...CLOSED_TEXT, paper: { id, title } })
  try {
    const kept = await client.call('texts.get', { paperId: id })
    const text = again || !kept.text ? (await client.call('texts.fetch', { paperId: id })).text : kept.text
    if (!signal.aborted) usePaperText.setState({ text, place: kept.place })
  } catch (thrown) {
    if (!signal.aborted) usePaperText.setState({ failure: toFailure(thrown) })
  }
}

export function fetchTextAgain(): void {
  const { paper } = usePaperText.getState()
  if (paper) void openText(paper.id, paper.title, { again: true })
}

export function closeText(): void {
  asked.abort()
  stopSpeaking()
  usePaperText.setState(CLOSED_TEXT)
  if (!useReader.getState().file) wantFocus('list')
}

/** Esc: what is spoken stops, the outline is left, the find bar closes, a mark is let go, the text closes. */
export function backFromText(): void {
  const { speaking, findOpen, selected } = usePaperText.getState()
  if (speaking) stopSpeaking()
  else if (document.activeElement?.closest('[data-pane]')) shown?.container.focus()
  else if (findOpen) {
    findInText('')
    usePaperText.setState({ findOpen: false })
    shown?.container.focus()
  } else if (selected !== null) {
    usePaperText.setState({ selected: null })
    shown?.container.focus()
  } else closeText()
}

/** The pages of the same paper; without a PDF on disk it says how to get one. */
export function showPages(): void {
  const { paper } = usePaperText.getState()
  if (!paper) return
  client
    .call('files.ofPaper', { paperId: paper.id })
    .then(async ({ files: [file] }) => {
      if (!file) return void showToast({ sentence: 'Its PDF is not on disk. Make the paper offline first.' })
      await openReader(file.hash)
      closeText()
    })
    .catch(reportFailure)
}

export function savePlaceInText(id: PaperId, place: TextPlace): void {
  client.call('texts.savePlace', { paperId: id, place }).catch(reportFailure)
}

export function scrollText(share: number): void {
  shown?.container.scrollBy({ top: shown.container.clientHeight * share })
}

const HEADINGS = 'h1, h2, h3, h4, h5, h6'

export function headingsOf({ article }: ShownText): HTMLElement[] {
  return [...article.querySelectorAll<HTMLElement>(HEADINGS)].filter(({ textContent }) => textContent.trim() !== '')
}

export function toHeading(direction: 1 | -1): void {
  if (!shown) return
  const edge = shown.container.getBoundingClientRect().top + 24
  const tops = headingsOf(shown).map((heading) => ({ heading, top: heading.getBoundingClientRect().top - edge }))
  const next = direction > 0 ? tops.find(({ top }) => top > 8) : tops.findLast(({ top }) => top < -8)
  if (!next) return say(direction > 0 ? 'This is the last section.' : 'This is the beginning.')
  showInText(next.heading)
  say(next.heading.textContent.trim())
}

export function showInText(element: HTMLElement): void {
  element.scrollIntoView({ block: 'start' })
}

/** The focus goes into it, and back to the text. */
export function toggleTextOutline(): void {
  flushSync(() => usePaperText.setState(({ outlineOpen }) => ({ outlineOpen: !outlineOpen })))
  const outline = document.querySelector<HTMLElement>('[data-pane=text]')
  ;(outline ?? shownText()?.container)?.focus({ preventScroll: true })
}

const SIZES = { least: 14, usual: 19, most: 40, step: 1.12 }

export function sizeText(direction: 1 | -1 | 0): void {
  const size = useSettings.getState().settings.readingSize
  const next = direction === 0 ? SIZES.usual : Math.round(size * SIZES.step ** direction)
  changeSettings({ readingSize: Math.min(SIZES.most, Math.max(SIZES.least, next)) })
}

export function openTextFind(): void {
  showField('[data-find-text]', () => usePaperText.setState({ findOpen: true }))
}

let hits: WordSpan[] = []
let hit = 0
let wanted = ''

/** All places of the words, whatever their case; the first one from the top of the window is shown. */
export function findInText(query: string): void {
  if (!shown) return
  wanted = query.replace(/\s+/g, ' ').trim().toLowerCase()
  hits = []
  if (wanted !== '') {
    const text = shown.words.text.toLowerCase()
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length))
      hits.push({ start: at, end: at + wanted.length })
  }
  const top = firstWordOnScreen()
  hit = Math.max(
    0,
    hits.findIndex(({ start }) => start >= top),
  )
  paintHits()
}

export function findBeside(direction: 1 | -1): void {
  if (hits.length === 0) return
  hit = (hit + direction + hits.length) % hits.length
  paintHits()
}

function paintHits(): void {
  if (!shown) return
  const ranges = hits.map((span) => shown?.words.rangeOf(span) ?? null)
  const now = ranges[hit] ?? null
  paint('found', ranges)
  paint('found-now', [now])
  usePaperText.setState({ found: wanted === '' ? null : { total: hits.length, current: hits.length === 0 ? 0 : hit + 1 } })
  if (now) intoView(now)
}

/** Scrolls only as far as it needs to. */
export function intoView(range: Range): void {
  if (!shown) return
  const [place, frame] = [range.getBoundingClientRect(), shown.container.getBoundingClientRect()]
  if (place.top >= frame.top + 24 && place.bottom <= frame.bottom - 24) return
  shown.container.scrollBy({ top: place.top - frame.top - frame.height / 3 })
}

/** Where the words on the screen begin, in the text. */
export function firstWordOnScreen(): number {
  if (!shown) return 0
  const frame = shown.container.getBoundingClientRect()
  const block = blocksOf(shown.article).find((element) => element.getBoundingClientRect().bottom > frame.top + 8)
  if (!block) return 0
  const range = document.createRange()
  range.selectNodeContents(block)
  return shown.words.spanOf(range)?.start ?? 0
}

const BLOCKS = 'h1, h2, h3, h4, h5, h6, p, li, table, figure, pre, blockquote'

/** What a place is counted in. */
export function blocksOf(article: HTMLElement): HTMLElement[] {
  return [...article.querySelectorAll<HTMLElement>(BLOCKS)]
}

/** The words that are selected, without blanks at their ends. */
export function selectedWords(): WordSpan | null {
  const selection = document.getSelection()
  if (!shown || !selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  if (!shown.article.contains(range.commonAncestorContainer)) return null
  const span = shown.words.spanOf(range)
  return span && trimmed(shown.words.text, span)
}

export function toggleSpeaking(): void {
  if (usePaperText.getState().speaking) return stopSpeaking()
  if (!shown) return
  const { words } = shown
  speech = readAloud(words, selectedWords()?.start ?? firstWordOnScreen(), (span) => {
    const range = span && words.rangeOf(span)
    paint('spoken', [range])
    if (range) intoView(range)
    usePaperText.setState({ speaking: span !== null })
  })
  if (!speech) showToast({ sentence: 'This system has no voice of its own to read aloud with.' })
}

function stopSpeaking(): void {
  speech?.stop()
  speech = null
}
