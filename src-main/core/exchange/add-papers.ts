// Owns adding papers by hand: what a text or a file names is looked up at arXiv, stored once, and saved to the reading list.
import { counted } from '#domain/counted.ts'
import type { CallOutput, ParsedInput } from '#contract/api.ts'
import { DogearError, toFailure } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import { findPaperReferences, MAX_REFERENCE_TEXT, type PaperReferences } from '#domain/paper-references.ts'
import type { CommandContext } from '../command.ts'
import { decide } from '../commands/triage.ts'
import type { Ports } from '../ports.ts'
import { arxivQueryUrl, MAX_BATCH, parseArxivFeed } from '../source/arxiv.ts'
import type { SourceHttp } from '../source/http.ts'
import { paperExists, storeAddedPapers, undecidedOf } from '../storage/added-papers.ts'
import type { Waits } from '../waits.ts'
import { isPdf, referencesInFile } from './references-in-file.ts'

export interface AddPapersParts {
  context: CommandContext
  ports: Pick<Ports, 'annotationFiles' | 'clock' | 'yieldTurn'>
  http: SourceHttp
  arxivUrl(): string
}

type Added = CallOutput<'papers.add'>

/**
 * Papers that the library has are recognised and keep the state they were given; new ones come from arXiv in lots of 100, in its lane.
 * Cut off or stopped in the middle, what came is kept and the rest is named in `waiting`. Throws `invalid-input` where nothing is named, and what
 * the network throws when nothing could be had at all.
 */
export async function addPapers(parts: AddPapersParts, { text, state }: ParsedInput<'papers.add'>, options: Waits): Promise<Added> {
  if (text.length > MAX_REFERENCE_TEXT) throw tooLong()
  return await addReferences(parts, findPaperReferences(text), state, options)
}

/** The same for a file: a bibliography, a list, or a PDF with arXiv's stamp. */
export async function addFromFile(parts: AddPapersParts, { path, state }: ParsedInput<'papers.addFile'>, options: Waits): Promise<Added> {
  const bytes = await parts.ports.annotationFiles.readOutsideFile(path)
  if (bytes.byteLength > MAX_REFERENCE_TEXT && !isPdf(bytes)) throw tooLong()
  return await addReferences(parts, await referencesInFile(parts.ports.annotationFiles, bytes, path, options), state, options)
}

async function addReferences(
  parts: AddPapersParts,
  { ids, unread }: PaperReferences,
  state: ParsedInput<'papers.add'>['state'],
  options: Waits,
): Promise<Added> {
  const { context } = parts
  if (ids.length === 0) {
    const named =
      unread.length === 1
        ? `“${unread[0]}” names no paper`
        : unread.length === 0
          ? 'Nothing here names a paper'
          : `None of the ${unread.length} entries names a paper`
    throw new DogearError('invalid-input', `${named} of arXiv. Give an arXiv id like 2401.12345, an address or a DOI of it.`)
  }
  const known = ids.filter((id) => paperExists(context.store, id))
  const there = new Set(known)
  const wanted = ids.filter((id) => !there.has(id))
  const { added, missing, waiting, failure } = await fetchNew(parts, wanted, options)
  const saving = [...added, ...undecidedOf(context.store, known)]
  const done = saving.length === 0 ? null : decide(context, { ids: saving, state })
  if (failure !== null && done === null && known.length === 0) throw failure
  const absent = new Set([...missing, ...waiting])
  return {
    added,
    known,
    missing,
    waiting,
    unread: unread.slice(0, 1000),
    historyId: done?.historyId ?? null,
    ids: ids.filter((id) => !absent.has(id)).slice(0, 200),
    sentence: sentenceOf(
      { added: added.length, known: known.length, missing, waiting: waiting.length, unread: unread.length },
      options.signal.aborted ? null : failure,
    ),
  }
}

interface Fetched {
  added: PaperId[]
  missing: PaperId[]
  waiting: PaperId[]
  /** Null when all went well. */
  failure: Error | null
}

async function fetchNew(
  { context, ports, http, arxivUrl }: AddPapersParts,
  wanted: readonly PaperId[],
  { signal, onProgress }: Waits,
): Promise<Fetched> {
  const fetched: Fetched = { added: [], missing: [], waiting: [], failure: null }
  for (let start = 0; start < wanted.length; start += MAX_BATCH) {
    const lot = wanted.slice(start, start + MAX_BATCH)
    try {
      const url = arxivQueryUrl(arxivUrl(), lot)
      const why = lot.length === 1 ? 'a paper added by hand' : `${lot.length} papers added by hand`
      const answer = await http.get({ source: 'arxiv', url, why, accept: 'application/atom+xml', read: parseArxivFeed }, { signal })
      const asked = new Set(lot)
      const records = (answer.value ?? []).filter((record) => asked.has(record.id))
      fetched.added.push(...storeAddedPapers(context.store, records, ports.clock.nowMs()))
      const answered = new Set(records.map((record) => record.id))
      fetched.missing.push(...lot.filter((id) => !answered.has(id)))
      context.changed(['papers'], [...answered])
      onProgress?.(start + lot.length, wanted.length)
    } catch (thrown) {
      fetched.waiting = wanted.slice(start)
      fetched.failure = thrown instanceof Error ? thrown : new Error(String(thrown))
      break
    }
    await ports.yieldTurn()
  }
  return fetched
}

function sentenceOf(
  { added, known, missing, waiting, unread }: { added: number; known: number; missing: PaperId[]; waiting: number; unread: number },
  /** Null where it was stopped. */
  failure: Error | null,
): string {
  const why = failure === null ? 'left out when you stopped.' : `could not be fetched: ${toFailure(failure).message}`
  const parts = [
    added === 0 ? '' : `Added ${papers(added)}.`,
    known === 0 ? '' : `${known === 1 ? 'One was' : `${known} were`} in the library already.`,
    missing.length === 0 ? '' : `arXiv does not know ${missing.length === 1 ? missing[0] : papers(missing.length)}.`,
    unread === 0 ? '' : `${unread === 1 ? 'One entry names' : `${unread} entries name`} no paper of arXiv.`,
    waiting === 0 ? '' : `${waiting === 1 ? 'One paper' : papers(waiting)} ${why} Add the same again to go on.`,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

function papers(count: number): string {
  return count === 1 ? 'one paper' : counted(count, 'paper')
}

function tooLong(): DogearError {
  return new DogearError('invalid-input', 'That is more than 50 MB. Add it in smaller parts.')
}
