// Owns following a dogear:// link, and opening exactly at a mark, from one or from the list of all annotations.
import type { AnnotationId } from '#domain/annotation.ts'
import { type DogearLink, parseDogearLink } from '#domain/dogear-link.ts'
import { toFailure } from '#domain/errors.ts'
import { client } from '../app/client.ts'
import { useReader } from '../state/reader.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'
import { go, showPaper } from './go.ts'
import { openAddress } from './paper.ts'
import { loadMarks, selectMark, whenPagesAreThere } from './reader.ts'
import { openReader } from './reader-tabs.ts'

/** Links that the system hands over, and the one with which a browser's window was opened. */
export function listenForLinks(): () => void {
  const asked = location.hash.slice(1)
  if (/^dogear%3A/i.test(asked)) {
    history.replaceState(null, '', location.pathname)
    // once the wire is there
    queueMicrotask(() => openLink(readable(asked)))
  }
  return client.on('showLink', ({ link }) => openLink(link))
}

/** Without its escapes; as it is where they are broken, which is a link to nothing. */
function readable(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A link in a text: to a page outside, or to a place in the library. */
export function openLink(text: string): void {
  const link = parseDogearLink(text)
  if (link) openMarkLink(link).catch(reportFailure)
  else openAddress(text)
}

/** Shows the mark in its place; where it is gone, what it was on, and says so. */
async function openMarkLink(link: DogearLink): Promise<void> {
  if (link.kind === 'list') return go(link.place)
  if (link.annotation === null) return link.kind === 'paper' ? await showPaper(link.id) : await openReader(link.hash)
  try {
    await openMark(link.annotation)
  } catch (thrown) {
    if (toFailure(thrown).code !== 'not-found') return void reportFailure(thrown)
    const sentence = 'That mark is not in the library any more; this is where it was.'
    showToast({ sentence })
    say(sentence)
    await openMarkLink({ ...link, annotation: null })
  }
}

/** Throws `not-found` when the mark or its file is not in the library. */
export async function openMark(id: AnnotationId): Promise<void> {
  const { annotation } = await client.call('annotations.get', { id })
  if (useReader.getState().file?.hash !== annotation.fileHash) await openReader(annotation.fileHash)
  await whenPagesAreThere()
  // the file may not have opened, and another one later
  const { file, annotations } = useReader.getState()
  if (file?.hash !== annotation.fileHash) return
  if (!annotations.some((each) => each.id === id)) await loadMarks()
  selectMark(id)
}
