// Owns following what words and links of a paper lead to: the card, the next one by key, opening or saving a work that is cited.
import type { MatchedReference } from '#contract/reading.ts'
import { client } from '../app/client.ts'
import { jumpTo, LEAD, type LeadCard } from '../reader/leads-layer.ts'
import type { Target } from '../reader/paper-index.ts'
import { useReader } from '../state/reader.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'
import { showPaper } from './go.ts'
import { openAddress } from './paper.ts'
import { shownView, told } from './reader.ts'
import { closeReader, openReader } from './reader-tabs.ts'

const MOST_MATCHED = 60

/** Shows a card; null puts it away. Works that are cited are looked for in the library meanwhile. */
export function showCard(card: LeadCard | null): void {
  useReader.setState({ card: card && { ...card, matches: null } })
  if (!card) return
  if (card.byKey)
    say(
      card.targets
        .map(({ title, text }) => `${title}: ${text}`)
        .join(' ')
        .slice(0, 400),
    )
  const works = card.targets.slice(0, MOST_MATCHED)
  if (!works.some(({ kind }) => kind === 'reference')) return
  client
    .call('references.match', { references: works.map(({ text, arxivId }) => ({ text: text.slice(0, 4_000), arxivId })) })
    .then(({ matches }) => {
      const { card: now } = useReader.getState()
      if (now?.targets === card.targets) useReader.setState({ card: { ...now, matches } })
    })
    .catch(reportFailure)
}

/** The focus goes to the next link or named thing of the pages that are drawn, from the top of what is shown; then out of the pages. */
export function nextLead(direction: 1 | -1): void {
  const container = shownView()?.container
  if (!container) return
  const all = [...container.querySelectorAll<HTMLElement>(LEAD)]
  const at = all.findIndex((each) => each === document.activeElement)
  const { top, bottom } = container.getBoundingClientRect()
  const first = all.findIndex((each) => each.getBoundingClientRect().top >= top)
  const last = all.findLastIndex((each) => each.getBoundingClientRect().bottom <= bottom)
  const next = at >= 0 ? all[at + direction] : direction === 1 ? all[first] : all[last]
  if (next) {
    next.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    next.focus({ preventScroll: true })
  } else leavePages(container, direction)
}

/** Tab is no trap: past the last link it goes on to what stands after the pages. */
function leavePages(container: HTMLElement, direction: 1 | -1): void {
  const stops = [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [tabindex="0"]')].filter(
    (each) => !container.contains(each) && each.closest('[inert], [data-lead-card]') === null && each.getClientRects().length > 0,
  )
  const side = direction === 1 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING
  const beyond = stops.filter((each) => (container.compareDocumentPosition(each) & side) !== 0)
  const to = direction === 1 ? beyond[0] : beyond.at(-1)
  to?.focus()
}

export function followLead(target: Target): void {
  const view = useReader.getState().card?.view ?? shownView()
  showCard(null)
  if (view) jumpTo(view, target)
}

export interface CitedWork {
  target: Target
  match: MatchedReference | null
}

/** The first work on the card that can be opened or saved. */
function citedWork(): CitedWork | null {
  const { card } = useReader.getState()
  const works = card?.targets.map((target, index): CitedWork => ({ target, match: card.matches?.[index] ?? null })) ?? []
  return works.find(({ target, match }) => match !== null || target.arxivId !== null) ?? null
}

const NONE = 'Point at a reference of this paper that is on arXiv or in the library, or go to one with Tab.'

export function openCited(work = citedWork()): void {
  if (!work) return void showToast({ sentence: NONE })
  const { target, match } = work
  showCard(null)
  if (match?.hash) openReader(match.hash).catch(reportFailure)
  else if (match) {
    closeReader()
    void showPaper(match.paperId)
  } else if (target.arxivId !== null) openAddress(`https://arxiv.org/abs/${target.arxivId}`)
}

/** Into Later, fetched from arXiv when it is not in the library. */
export function saveCited(work = citedWork()): void {
  if (!work) return void showToast({ sentence: NONE })
  const { target, match } = work
  if (match?.state === 'later' || match?.state === 'shortlist')
    return void showToast({ sentence: `“${match.title}” is on the reading list already.` })
  if (match) void told(client.call('triage.decide', { ids: [match.paperId], state: 'later' }))
  else if (target.arxivId !== null) {
    client
      .call('papers.add', { text: target.arxivId, state: 'later' })
      .then(({ sentence, historyId }) => {
        showToast({ sentence, undo: historyId !== null })
        say(sentence)
      })
      .catch(reportFailure)
  }
  const { card } = useReader.getState()
  if (card) showCard({ ...card })
}
