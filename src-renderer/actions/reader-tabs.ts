// Owns the open papers: each a tab, brought back after a restart; opening one, going between them, leaving them.
import type { ReaderTab } from '#contract/reading.ts'
import type { FileHash } from '#domain/annotation.ts'
import { type PaperId, paperLinks } from '#domain/paper.ts'
import { client } from '../app/client.ts'
import { holdKeys } from '../keys/held-keys.ts'
import { usePlace } from '../state/place.ts'
import { useReader } from '../state/reader.ts'
import { dropSelection, selectedRange, useTextSelection } from '../state/text-selection.ts'
import { reportFailure, say, showToast, tell } from '../state/toasts.ts'
import { wantFocus } from '../state/window.ts'
import { NO_MARK_FILTER } from '../words/mark-filter.ts'
import { leaveCaret } from './caret.ts'
import { openPage } from './paper.ts'
import { find, loadMarks, shownView, showingView } from './reader.ts'

/** A document with its drawn pages is some 60 to 150 MB; the others are opened anew in less than a second. */
const MOST_KEPT = 3
/** A document that nobody looked at for this long is let go. */
const KEPT_MS = 5 * 60_000
const MOST_CLOSED = 20

const closed: { tab: ReaderTab; at: number }[] = []
/** The tab that was chosen last, also while its paper is on its way: keys that come quickly act on it. */
let last: FileHash | null = null
let asked = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** Shows a file in a tab of its own, or in the one that it has; throws `not-found` when it is not in the library. */
export async function openReader(hash: FileHash): Promise<void> {
  const mine = ++asked
  const { file } = await client.call('files.get', { hash })
  if (mine !== asked) return
  const reader = useReader.getState()
  if (reader.file?.hash !== hash) showingView(null)
  const tab: ReaderTab = { hash, paperId: file.paperId, title: file.title, version: file.version }
  const isOpen = reader.tabs.some((each) => each.hash === hash)
  const after = reader.tabs.findIndex((each) => each.hash === reader.file?.hash) + 1 || reader.tabs.length
  const tabs = isOpen ? reader.tabs.map((each) => (each.hash === hash ? tab : each)) : reader.tabs.toSpliced(after, 0, tab)
  last = hash
  useReader.setState({
    file,
    tabs,
    kept: [hash, ...reader.kept.filter((each) => each !== hash)].slice(0, MOST_KEPT),
    card: null,
    ...(reader.file?.hash === hash
      ? {}
      : {
          annotations: [],
          selected: null,
          page: 1,
          pageLabel: '1',
          pages: 0,
          pane: 'none',
          secondsRead: 0,
          furthestPage: 0,
          findOpen: false,
          markFilter: NO_MARK_FILTER,
        }),
  })
  clearTimeout(timer)
  timer = setTimeout(letGo, KEPT_MS)
  saveTabs()
  await loadMarks()
}

/** Documents of hidden tabs take memory; the one in view stays. */
function letGo(): void {
  useReader.setState(({ kept, file }) => ({ kept: kept.filter((hash) => hash === file?.hash) }))
}

/** The tabs of the last time; the one that was read is shown again. A link that asked for another paper goes first. */
export async function restoreTabs(): Promise<void> {
  try {
    const { tabs, active } = await client.call('reading.tabs', {})
    useReader.setState((reader) => ({
      tabs: [...tabs, ...reader.tabs.filter((tab) => !tabs.some(({ hash }) => hash === tab.hash))],
    }))
    last ??= active ?? tabs.at(-1)?.hash ?? null
    if (active !== null && asked === 0) await openReader(active)
  } catch (thrown) {
    reportFailure(thrown)
  }
}

function saveTabs(): void {
  const { tabs, file } = useReader.getState()
  client.call('reading.saveTabs', { tabs: [...tabs], active: file?.hash ?? null }).catch(reportFailure)
}

export function showTab(hash: FileHash): void {
  last = hash
  openReader(hash).catch(reportFailure)
}

export function besideTab(direction: 1 | -1): void {
  const { tabs } = useReader.getState()
  const at = tabs.findIndex(({ hash }) => hash === last)
  const next = tabs[(at + direction + tabs.length) % tabs.length]
  if (!next || next.hash === last) return void showToast({ sentence: 'No other paper is open. Open one from the list.' })
  showTab(next.hash)
  say(`${next.title}, ${tabs.indexOf(next) + 1} of ${tabs.length} open papers.`)
}

/** Its neighbour takes its place; with the last one the reader closes. */
export function closeTab(hash = last): void {
  const { tabs, kept } = useReader.getState()
  const at = tabs.findIndex((tab) => tab.hash === hash)
  const tab = tabs[at]
  if (!tab) return
  closed.push({ tab, at })
  if (closed.length > MOST_CLOSED) closed.shift()
  const left = tabs.toSpliced(at, 1)
  useReader.setState({ tabs: left, kept: kept.filter((each) => each !== tab.hash) })
  const sentence = `Closed “${tab.title}”.`
  say(sentence)
  if (last !== tab.hash) return saveTabs()
  const next = left[Math.min(at, left.length - 1)]
  last = next?.hash ?? null
  if (next) showTab(next.hash)
  else closeReader()
}

export function reopenTab(): void {
  const back = closed.pop()
  if (!back) return void showToast({ sentence: 'No paper was closed since the start.' })
  const { tabs } = useReader.getState()
  if (!tabs.some(({ hash }) => hash === back.tab.hash)) useReader.setState({ tabs: tabs.toSpliced(back.at, 0, back.tab) })
  showTab(back.tab.hash)
}

/** Back to what was read last. */
export function toTabs(): void {
  const { tabs } = useReader.getState()
  const to = tabs.find(({ hash }) => hash === last) ?? tabs.at(-1)
  if (to) showTab(to.hash)
  else showToast({ sentence: 'No paper is open. Open the PDF of one from the list.' })
}

/** Reads the selected paper: from the disk where it is there, else on the web. */
export function readPaper(): void {
  const { selectedId } = usePlace.getState()
  if (selectedId !== null) holdKeys(read(selectedId)).catch(reportFailure)
}

async function read(paperId: PaperId): Promise<void> {
  const { files, queued } = await client.call('files.ofPaper', { paperId })
  const [file] = files
  if (file) return await openReader(file.hash)
  if (queued?.failure === null && queued.askedBy === 'reader') return tell('The PDF is still being fetched: open it again in a moment.')
  openPage('pdf')
  if (paperLinks(paperId) === null) return
  showToast({ sentence: NOT_ON_DISK })
  say(NOT_ON_DISK)
}

const NOT_ON_DISK = 'Not on disk yet, so arXiv’s copy opens in the browser. “Make offline” brings it here.'

/** The list is shown; the tabs stay. */
export function closeReader(): void {
  asked += 1
  showingView(null)
  useReader.setState({ file: null, kept: [], card: null, annotations: [], selected: null })
  clearTimeout(timer)
  saveTabs()
  wantFocus('list')
}

/** Esc puts away the card first, then goes from the marks to the pages, then puts away the find bar, the caret or a selection, then lets go of a mark, then leaves. */
export function backFromReader(): void {
  const { card, findOpen, selected } = useReader.getState()
  const view = shownView()
  const toPages = (): void => view?.container.focus({ preventScroll: true })
  const isBeside = document.activeElement?.closest('[data-marks], [data-pane]') != null
  if (card) {
    useReader.setState({ card: null })
    toPages()
  } else if (isBeside && view) toPages()
  else if (findOpen) {
    find('')
    useReader.setState({ findOpen: false })
    toPages()
  } else if (useTextSelection.getState().isCaret) leaveCaret()
  else if (selectedRange() !== null) dropSelection()
  else if (selected !== null) {
    useReader.setState({ selected: null })
    toPages()
  } else closeReader()
}
