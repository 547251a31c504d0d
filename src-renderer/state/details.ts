// Owns all that an entry has, for the papers that were looked at last; what is known is shown while it is read again.
import { create } from 'zustand'
import { type Failure, toFailure } from '#domain/errors.ts'
import type { PaperDetail, PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'
import { papers } from './papers.ts'

interface Details {
  byId: ReadonlyMap<PaperId, PaperDetail>
  failures: ReadonlyMap<PaperId, Failure>
}

const MOST_KEPT = 120

export const useDetails = create<Details>(() => ({ byId: new Map(), failures: new Map() }))

const loading = new Set<PaperId>()
const again = new Set<PaperId>()

/** Reads a paper unless it is known. */
export function wantDetail(id: PaperId): void {
  if (!useDetails.getState().byId.has(id)) void loadDetail(id)
}

export async function loadDetail(id: PaperId): Promise<void> {
  if (loading.has(id)) {
    again.add(id)
    return
  }
  loading.add(id)
  try {
    const detail = await client.call('papers.get', { id })
    useDetails.setState((state) => {
      const byId = new Map(state.byId)
      byId.delete(id)
      byId.set(id, detail)
      const oldest = byId.size > MOST_KEPT ? byId.keys().next().value : undefined
      if (oldest !== undefined) byId.delete(oldest)
      return { byId, failures: without(state.failures, id) }
    })
    if (!papers.get(id)) papers.put([rowOf(detail)])
  } catch (thrown) {
    const failure = toFailure(thrown)
    useDetails.setState(({ failures }) => ({ failures: new Map(failures).set(id, failure) }))
  } finally {
    loading.delete(id)
    if (again.delete(id)) void loadDetail(id)
  }
}

/** Papers changed: the one on screen is read again, the others when they are next looked at. */
export function refreshDetails(ids: readonly PaperId[] | null, shownId: PaperId | null): void {
  const { byId } = useDetails.getState()
  const named = ids ?? [...byId.keys()]
  const dropped = named.filter((id) => id !== shownId && byId.has(id))
  if (dropped.length > 0) {
    const kept = new Map(byId)
    dropped.forEach((id) => kept.delete(id))
    useDetails.setState({ byId: kept })
  }
  if (shownId !== null && named.includes(shownId)) void loadDetail(shownId)
}

function rowOf(detail: PaperDetail): Parameters<typeof papers.put>[0][number] {
  const { id, title, authors, authorCount, organization, votes, comments, stars, metricsReadAtMs, day, publishedAtMs } = detail
  const { state, read, snoozedUntil, savedAtMs, tags, follows, hasNote, hasCode, offlineReady, pdfCharacters, pages, sample } = detail
  const facts = { id, title, authors, authorCount, organization, votes, comments, stars, metricsReadAtMs, day, publishedAtMs }
  return { ...facts, state, read, snoozedUntil, savedAtMs, tags, follows, hasNote, hasCode, offlineReady, pdfCharacters, pages, sample }
}

function without(failures: ReadonlyMap<PaperId, Failure>, id: PaperId): ReadonlyMap<PaperId, Failure> {
  if (!failures.has(id)) return failures
  const next = new Map(failures)
  next.delete(id)
  return next
}
