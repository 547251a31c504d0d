// Owns sending papers to Zotero: through the connector that it answers browsers on, only when asked, and only on this machine.
import { counted } from '#domain/counted.ts'
import type { CallOutput } from '#contract/api.ts'
import { DogearError } from '#domain/errors.ts'
import { paperLinks } from '#domain/paper.ts'
import { plainText } from '#domain/tex.ts'
import type { ExportPaper } from '../export/export.ts'
import { oneLine, personName } from '../export/person-name.ts'
import type { Ports } from '../ports.ts'
import type { Store } from '../storage/store.ts'
import { recordRequest } from '../storage/sync-rows.ts'
import type { Waits } from '../waits.ts'

export interface ZoteroParts {
  store: Store
  ports: Pick<Ports, 'zotero' | 'clock' | 'random'>
  port: number
}

/** Items a request; Zotero saves each request as one. */
const ITEMS_A_REQUEST = 50

/**
 * Into the collection that is selected there. Throws `offline` where no Zotero answers, `conflict` where it refuses (its library can't be
 * written), and says how many went before.
 */
export async function sendToZotero(
  parts: ZoteroParts,
  papers: readonly ExportPaper[],
  { signal, onProgress }: Waits,
): Promise<CallOutput<'zotero.send'>> {
  // an empty body is an error to it
  const ping = await ask(parts, '/connector/ping', {}, signal)
  if (ping.status !== 200) throw refusedBy(ping, 0)
  const collection = await selectedCollection(parts, signal)
  let sent = 0
  for (let start = 0; start < papers.length; start += ITEMS_A_REQUEST) {
    const lot = papers.slice(start, start + ITEMS_A_REQUEST)
    const answer = await ask(
      parts,
      '/connector/saveItems',
      { sessionID: parts.ports.random.uuid(), uri: 'https://huggingface.co/papers', items: lot.map(zoteroItem) },
      signal,
    )
    if (answer.status !== 200 && answer.status !== 201) throw refusedBy(answer, sent)
    sent += lot.length
    onProgress?.(sent, papers.length)
  }
  return {
    sent,
    sentence: `Sent ${sent === 1 ? 'one paper' : counted(sent, 'paper')} to Zotero${collection === null ? '' : `, into “${collection}”`}.`,
  }
}

/** As Zotero's own schema has it (api.zotero.org/schema, itemType `preprint`). */
export function zoteroItem(paper: ExportPaper): Record<string, unknown> {
  const links = paperLinks(paper.id)
  const publishedMs = paper.arxiv?.publishedAtMs ?? paper.publishedAtMs
  const creators = paper.allAuthors.flatMap(({ name }): Record<string, string>[] => {
    const person = personName(name)
    if (person === undefined) return []
    if ('literal' in person) return [{ creatorType: 'author', name: person.literal }]
    const lastName = person.suffix === undefined ? person.family : `${person.family}, ${person.suffix}`
    return [{ creatorType: 'author', firstName: person.given, lastName }]
  })
  return {
    id: paper.id,
    itemType: 'preprint',
    title: oneLine(plainText(paper.title)),
    creators,
    abstractNote: oneLine(plainText(paper.abstract)),
    date: publishedMs === null ? '' : new Date(publishedMs).toISOString().slice(0, 10),
    repository: links === null ? '' : 'arXiv',
    archiveID: links === null ? '' : `arXiv:${paper.id}`,
    DOI: paper.arxiv?.doi ?? '',
    url: links?.arxiv ?? '',
    extra: `Citation Key: ${paper.citationKey}`,
    tags: paper.tags.map((tag) => ({ tag })),
    notes: paper.note === null || paper.note.trim() === '' ? [] : [{ note: noteHtml(paper.note) }],
    attachments: [],
  }
}

/** A note of Zotero is HTML: the text goes as it was written, line by line. */
function noteHtml(note: string): string {
  const escaped = note.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return escaped
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br/>')}</p>`)
    .join('')
}

/** What it is called there; null where this Zotero does not say. */
async function selectedCollection(parts: ZoteroParts, signal: AbortSignal): Promise<string | null> {
  const { status, text } = await ask(parts, '/connector/getSelectedCollection', {}, signal)
  if (status !== 200) return null
  try {
    const { name, libraryEditable } = JSON.parse(text) as { name?: unknown; libraryEditable?: unknown }
    if (libraryEditable === false)
      throw new DogearError(
        'conflict',
        'The collection that is selected in Zotero can’t be written. Select another there, then send again.',
      )
    return typeof name === 'string' ? name : null
  } catch (thrown) {
    if (thrown instanceof DogearError) throw thrown
    return null
  }
}

interface Answer {
  status: number
  text: string
}

/** Each question stands in the list of requests. */
async function ask({ store, ports, port }: ZoteroParts, path: string, body: unknown, signal: AbortSignal): Promise<Answer> {
  const startedMs = ports.clock.nowMs()
  const sent = JSON.stringify(body)
  const record = (status: number | null, failure: string | null): void =>
    recordRequest(store, {
      atMs: startedMs,
      host: `127.0.0.1:${port}`,
      path,
      why: 'papers sent to Zotero',
      status,
      bytes: sent.length,
      ms: ports.clock.nowMs() - startedMs,
      failure,
    })
  try {
    const answer = await ports.zotero(port, path, sent, { signal })
    record(answer.status, null)
    return answer
  } catch (thrown) {
    signal.throwIfAborted()
    const failure = new DogearError('offline', 'No Zotero answers on this machine. Start Zotero, then send again.', { cause: thrown })
    record(null, failure.message)
    throw failure
  }
}

function refusedBy({ status, text }: Answer, sent: number): DogearError {
  const before = sent === 0 ? '' : ` ${sent} papers were sent before.`
  const detail = `${status}: ${text.slice(0, 300)}`
  return new DogearError('conflict', `Zotero did not take the papers (it answered ${status}).${before} Look at Zotero, then send again.`, {
    detail,
  })
}
