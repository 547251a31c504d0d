// Owns what is done with the whole paper in the reader: outline, turning, two pages, place marks, deciding.
import { flushSync } from 'react-dom'
import type { PaperState } from '#domain/marks.ts'
import { client } from '../app/client.ts'
import { FLOW, SPREAD } from '../reader/page-layout.ts'
import { lastReading, placeOf } from '../reader/reading-place.ts'
import { useReader } from '../state/reader.ts'
import { reportFailure, say, showToast, tell } from '../state/toasts.ts'
import { carryOut } from './decide.ts'
import { shownView } from './reader.ts'

/** The focus goes into the pane that opens, and back to the pages. */
export function togglePane(which: 'outline' | 'thumbnails'): void {
  const { pane, view } = useReader.getState()
  const next = pane === which ? 'none' : which
  flushSync(() => useReader.setState({ pane: next }))
  const shown = next === 'none' ? view?.container : document.querySelector<HTMLElement>('[data-pane=pages]')
  shown?.focus({ preventScroll: true })
}

/** The same paper a second time beside itself, or once again. */
export function toggleSplit(): void {
  useReader.setState(({ split, file }) => {
    const next = new Map(split)
    if (file && !next.delete(file.hash)) next.set(file.hash, null)
    return { split: next }
  })
}

/** The focus goes to the other half, and with it the keys. */
export function otherHalf(): void {
  const halves = [...document.querySelectorAll<HTMLElement>('[data-document]:not([inert]) [data-links]')]
  const here = shownView()?.container
  const other = halves.find((each) => each !== here)
  if (other) other.focus({ preventScroll: true })
  else showToast({ sentence: 'The paper is shown once. Split the view first.' })
}

export function turnPages(): void {
  const view = shownView()
  if (!view) return
  const { page, x, y } = view.spot()
  view.viewer.pagesRotation = (view.viewer.pagesRotation + 90) % 360
  view.goTo({ page, x, y })
}

/** Two pages stand beside each other, or one. */
export function toggleTwoPages(): void {
  const view = shownView()
  if (!view) return
  const { viewer } = view
  const stays = view.spot()
  viewer.spreadMode = viewer.spreadMode === SPREAD.two ? SPREAD.one : SPREAD.two
  // a zoom that is a word fits what stands beside each other now
  if (!Number.isNaN(Number(viewer.currentScaleValue))) return
  viewer.currentScaleValue = stays.zoom
  view.goTo(stays)
}

export function togglePageByPage(): void {
  const view = shownView()
  if (view) view.viewer.scrollMode = view.viewer.scrollMode === FLOW.page ? FLOW.continuous : FLOW.page
}

const DEEDS = { later: 'Saved to Later', shortlist: 'Saved to Shortlist', archive: 'Archived', dismissed: 'Dismissed' } as const

/** Gives the paper that is read a state; the reader stays open. */
export function decideHere(state: Exclude<PaperState, 'inbox'>): void {
  const paperId = useReader.getState().file?.paperId
  if (!paperId) return void showToast({ sentence: 'This PDF belongs to no paper, so there is nothing to decide.' })
  const ids = [paperId]
  carryOut(ids, { state, snoozedUntil: null }, { deed: DEEDS[state], advance: false }, () => client.call('triage.decide', { ids, state }))
}

/** The next letter names the place. */
export function setMark(): void {
  tell('Press a letter to name this place.')
  nextLetter((name) => {
    const view = shownView()
    const hash = useReader.getState().file?.hash
    if (!view || hash === undefined) return
    client
      .call('reading.setMark', { hash, name, place: placeOf(view.spot()) })
      .then(() => showToast({ sentence: `This place is marked “${name}”. Press ' and ${name} to come back.` }))
      .catch(reportFailure)
  })
}

export function goToMark(): void {
  tell('Press the letter of a place.')
  nextLetter((name) => {
    const hash = useReader.getState().file?.hash
    if (hash !== undefined) void follow(hash, name).catch(reportFailure)
  })
}

async function follow(hash: string, name: string): Promise<void> {
  const { marks } = await lastReading(hash)
  const view = shownView()
  const found = marks.find((mark) => mark.name === name)
  if (!found) return void showToast({ sentence: `No place is marked “${name}” here.` })
  if (!view) return
  view.jump(() => view.goTo(found.place))
  say(`Page ${view.pageLabel(found.place.page)}.`)
}

const LONGEST_WAIT_MS = 3_000

/** Takes the next key before anything else does; a key that is no letter or digit ends the wait. */
function nextLetter(take: (name: string) => void): void {
  const end = new AbortController()
  const timer = setTimeout(() => end.abort(), LONGEST_WAIT_MS)
  const onKey = (event: KeyboardEvent): void => {
    if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return
    clearTimeout(timer)
    end.abort()
    if (!/^[\p{L}\p{N}]$/u.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopImmediatePropagation()
    take(event.key)
  }
  window.addEventListener('keydown', onKey, { capture: true, signal: end.signal })
}
