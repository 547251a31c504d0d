// Owns what is done with the note beside the pages: shown and gone to, left, hidden.
import { holdKeys } from '../keys/held-keys.ts'
import { useReader } from '../state/reader.ts'
import { shownView } from './reader.ts'
import { focusField, showField } from './show-field.ts'

const FIELD = '[data-reader-note] [contenteditable="true"]'
const LONGEST_WAIT_MS = 1_000

/** Shows the note and puts the cursor into it as soon as it is read; what is typed until then is in it. */
export function editReaderNote(): void {
  const isThere = showField(FIELD, () => useReader.setState({ noteOpen: true }))
  if (!isThere && useReader.getState().file?.paperId != null) void holdKeys(whenFocused())
}

/** Resolves once the cursor is in the field, or somebody went elsewhere, or it takes too long. */
function whenFocused(): Promise<void> {
  const pages = document.activeElement
  return new Promise((resolve) => {
    const end = (): void => {
      watched.disconnect()
      resolve()
    }
    const watched = new MutationObserver(() => {
      // who went elsewhere meanwhile stays there
      if (document.activeElement !== pages || focusField(FIELD)) end()
    })
    watched.observe(document.body, { childList: true, subtree: true })
    setTimeout(end, LONGEST_WAIT_MS)
  })
}

export function hideReaderNote(): void {
  useReader.setState({ noteOpen: false })
  backToPages()
}

export function backToPages(): void {
  shownView()?.container.focus({ preventScroll: true })
}
