// Owns the way of marks out of the reader and into it: a marked copy of the PDF, Markdown, and what other programs marked.
import { counted } from '#domain/counted.ts'
import { LONGEST_MARKS_TEXT } from '#contract/annotations.ts'
import { toFailure } from '#domain/errors.ts'
import { client } from '../app/client.ts'
import { useReader } from '../state/reader.ts'
import { reportFailure, tell } from '../state/toasts.ts'

/** Writes a copy of the open PDF with its marks into the data folder's “exports”; the original stays as it is. */
export function exportMarkedCopy(): void {
  const { file } = useReader.getState()
  if (!file) return
  client
    .call('annotations.export', { hash: file.hash, format: 'pdf' })
    .then(({ sentence }) => tell(sentence))
    .catch(reportFailure)
}

/** Takes what other programs marked in the open PDF as marks of one's own; once, however often it is asked. */
export function importMarks(): void {
  const { file } = useReader.getState()
  if (!file) return
  client
    .call('annotations.importFile', { hash: file.hash, paperId: file.paperId })
    .then(({ sentence, historyId }) => tell(sentence, historyId !== null))
    .catch(reportFailure)
}

/** Puts marks that stand in a text (Web Annotations, Hypothesis, Markdown, a table) onto the open PDF; false where none is open, or it has none. */
export async function takeMarks(text: string): Promise<boolean> {
  const { file } = useReader.getState()
  if (!file || text.length > LONGEST_MARKS_TEXT) return false
  try {
    const { sentence, historyId } = await client.call('annotations.importFile', { hash: file.hash, paperId: file.paperId, text })
    tell(sentence, historyId !== null)
    return true
  } catch (thrown) {
    if (toFailure(thrown).code === 'unsupported') return false
    throw thrown
  }
}

/** Highlights and comments by page, with links back to their places. */
export function copyMarks(): void {
  const { file } = useReader.getState()
  if (!file) return
  client
    .call('annotations.asText', { hash: file.hash, format: 'markdown' })
    .then(async ({ text, annotations }) => {
      if (annotations === 0) return tell('Nothing is marked in this paper yet.')
      await navigator.clipboard.writeText(text)
      tell(annotations === 1 ? 'Copied the annotation as Markdown.' : `Copied ${counted(annotations, 'annotation')} as Markdown.`)
    })
    .catch(reportFailure)
}
