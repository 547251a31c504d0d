// Owns the index in the library: read back in short turns at the start, written in short turns when nothing else is to be done.
import type { Ports } from '../ports.ts'
import { outsideTransaction } from '../storage/outside-transaction.ts'
import {
  countChanges,
  dropOnePiece,
  finishSave,
  forgetSave,
  nextSave,
  piecesOfSave,
  readPiece,
  savedIndex,
  writePiece,
} from '../storage/search-index-rows.ts'
import type { Store } from '../storage/store.ts'
import { PAPER_FIELDS } from './documents.ts'
import { type IndexPiece, piecesOf, piecesOfArray, PiecesReading } from './index-pieces.ts'
import { PaperIndex } from './paper-index.ts'

/** Another number means that an index saved before holds other words than one made now would: raise it with the analysis, the fold or the layout. */
const VERSION = 2
const FORMAT = `${VERSION} ${PAPER_FIELDS.map(({ name }) => name).join(' ')}`
const TURN_MS = 8
/** Fewer papers are indexed again as fast as they are read back. */
const FEWEST = 1000
/** So many papers may have changed since the last save: they are indexed again at the next start, in a fraction of a second. */
const CHANGES_AT_LEAST = 200
const CHANGES_ONE_IN = 100

type LoadingParts = { store: Store; ports: Pick<Ports, 'clock' | 'yieldTurn' | 'log' | 'crc32'>; isClosed: () => boolean }

/** The saved index of papers whose `sample` is this; null when there is none that can be used. A damaged one is forgotten, where that may be written. */
export async function loadSavedIndex({ store, ports, isClosed }: LoadingParts, sample: number): Promise<PaperIndex | null> {
  const startedMs = ports.clock.nowMs()
  try {
    const save = savedIndex(store)
    if (save?.format !== FORMAT || save.sample !== sample) return null
    const pieces = piecesOfSave(store, save.id)
    if (pieces.length !== save.pieces) throw new RangeError('pieces of the saved index are missing')
    const sizes = new Map<string, number>()
    for (const { name, size } of pieces) sizes.set(name, (sizes.get(name) ?? 0) + size)
    const reading = new PiecesReading(sizes)
    let untilMs = startedMs + TURN_MS
    for (const { id, name } of pieces) {
      const piece = readPiece(store, id)
      if (!piece || ports.crc32(piece.bytes) !== piece.checksum) throw new RangeError('a piece of the saved index is damaged')
      reading.take({ name, bytes: piece.bytes })
      if (ports.clock.nowMs() < untilMs) continue
      await ports.yieldTurn()
      // another process may have saved anew between two turns; only one that writes does, and then this one only reads
      if (isClosed() || savedIndex(store)?.id !== save.id) return null
      untilMs = ports.clock.nowMs() + TURN_MS
    }
    const papers = paperIndexFrom(reading)
    if (papers.size !== save.papers) throw new RangeError('the saved index has another number of papers than it says')
    ports.log({ level: 'info', event: 'search.index-loaded', facts: { papers: papers.size, ms: ports.clock.nowMs() - startedMs } })
    return papers
  } catch (thrown) {
    ports.log({
      level: 'warning',
      event: 'search.saved-index-unusable',
      facts: { reason: thrown instanceof Error ? thrown.name : 'unknown' },
    })
    try {
      forgetSave(store)
    } catch {
      // a library that may only be read keeps it; the next who writes forgets it
    }
    return null
  }
}

/** Whether so much changed since the last save that the next start would take noticeably longer. */
export function isSaveDue(store: Store, papers: PaperIndex): boolean {
  if (papers.size < FEWEST) return false
  if (savedIndex(store)?.format !== FORMAT) return true
  return countChanges(store) >= Math.max(CHANGES_AT_LEAST, papers.size / CHANGES_ONE_IN)
}

/**
 * Saves the index, which has all changes up to the one numbered `upTo`, and takes the save before it away. False, with the old one kept, when
 * `isOvertaken` says so between two turns, or the index changed. Throws what the database says.
 */
export async function saveIndex(
  { store, ports, isClosed }: LoadingParts,
  papers: PaperIndex,
  { sample, upTo, isOvertaken }: { sample: number; upTo: number; isOvertaken: () => boolean },
): Promise<boolean> {
  const startedMs = ports.clock.nowMs()
  const { version } = papers
  const turn = async (): Promise<boolean> => {
    await ports.yieldTurn()
    return !isClosed() && papers.version === version && !isOvertaken()
  }
  while (dropOnePiece(store)) if (!(await turn())) return false
  const save = { id: nextSave(store), format: FORMAT, sample, papers: papers.size, pieces: 0 }
  for (const { name, bytes } of piecesOfPapers(papers)) {
    const checksum = ports.crc32(bytes)
    outsideTransaction(store, () => writePiece(store, save.id, { name, bytes, checksum }))
    save.pieces += 1
    if (!(await turn())) return false
  }
  finishSave(store, save, upTo)
  while (!isClosed() && dropOnePiece(store)) await ports.yieldTurn()
  ports.log({ level: 'info', event: 'search.index-saved', facts: { papers: save.papers, ms: ports.clock.nowMs() - startedMs } })
  return true
}

function* piecesOfPapers(papers: PaperIndex): Generator<IndexPiece> {
  const { lunr, days, inLibrary, prints } = papers.parts()
  yield* piecesOfArray('days', days.subarray(0, lunr.slots))
  yield* piecesOfArray('in-library', inLibrary.subarray(0, lunr.slots))
  yield* piecesOfArray('prints', prints.subarray(0, lunr.slots))
  yield* piecesOf(lunr)
}

function paperIndexFrom(reading: PiecesReading): PaperIndex {
  return new PaperIndex({
    lunr: reading.finish(PAPER_FIELDS),
    days: new Int32Array(reading.bytes('days').buffer),
    inLibrary: reading.bytes('in-library'),
    prints: new Float64Array(reading.bytes('prints').buffer),
  })
}
