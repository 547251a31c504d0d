// Owns what is done with the note beside the pages: shown and gone to, left, hidden.
import { useReader } from '../state/reader.ts'
import { shownView } from './reader.ts'

const FIELD = '[data-reader-note] [contenteditable="true"]'
const LONGEST_WAIT_MS = 1_000

/** Shows the note and puts the cursor into it, as soon as it is read. */
export function editReaderNote(): void {
  useReader.setState({ noteOpen: true })
  if (focusField()) return
  const pages = document.activeElement
  const watched = new MutationObserver(() => {
    // who went elsewhere meanwhile stays there
    if (document.activeElement !== pages || focusField()) watched.disconnect()
  })
  watched.observe(document.body, { childList: true, subtree: true })
  setTimeout(() => watched.disconnect(), LONGEST_WAIT_MS)
}

function focusField(): boolean {
  const field = document.querySelector<HTMLElement>(FIELD)
  field?.focus()
  return field !== null
}

export function hideReaderNote(): void {
  useReader.setState({ noteOpen: false })
  backToPages()
}

export function backToPages(): void {
  shownView()?.container.focus({ preventScroll: true })
}
