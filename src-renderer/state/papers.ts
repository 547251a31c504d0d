// Owns the rows of papers this window knows, and the changes that are shown before core has confirmed them.
import { useCallback, useSyncExternalStore } from 'react'
import { client } from '../app/client.ts'
import type { PaperId, PaperRow } from '#domain/paper.ts'
import { reportFailure } from './toasts.ts'

const ROWS_A_CALL = 100

export type RowPatch = Partial<Pick<PaperRow, 'state' | 'read' | 'snoozedUntil' | 'tags' | 'hasNote'>>
export interface RowChange {
  id: PaperId
  before: PaperRow | undefined
  after: PaperRow
}

interface Waiting {
  token: number
  patch: RowPatch
}

export class PapersCache {
  readonly #stored = new Map<PaperId, PaperRow>()
  readonly #waiting = new Map<PaperId, Waiting[]>()
  readonly #shown = new Map<PaperId, PaperRow>()
  readonly #listeners = new Map<PaperId, Set<() => void>>()
  readonly #watchers = new Set<(changes: RowChange[]) => void>()
  #nextToken = 1

  /** What is to be shown: what core said, with what was done since on top. */
  get(id: PaperId): PaperRow | undefined {
    return this.#shown.get(id)
  }

  /** Takes rows from core. */
  put(rows: readonly PaperRow[]): void {
    const changes: RowChange[] = []
    for (const row of rows) {
      this.#stored.set(row.id, row)
      this.#show(row.id, changes)
    }
    this.#tell(changes)
  }

  /** Shows a change at once; `settle` it with what core answered. */
  patch(ids: readonly PaperId[], patchOf: RowPatch | ((row: PaperRow) => RowPatch)): number {
    const token = this.#nextToken++
    const changes: RowChange[] = []
    for (const id of ids) {
      const row = this.#shown.get(id)
      if (!row) continue
      const patch = typeof patchOf === 'function' ? patchOf(row) : patchOf
      this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), { token, patch }])
      this.#show(id, changes)
    }
    this.#tell(changes)
    return token
  }

  /** Keeps a change that core confirmed, takes one back that it refused. */
  settle(token: number, ids: readonly PaperId[], confirmed: boolean): void {
    const changes: RowChange[] = []
    for (const id of ids) {
      const waiting = this.#waiting.get(id)
      const mine = waiting?.find((entry) => entry.token === token)
      if (!waiting || !mine) continue
      const rest = waiting.filter((entry) => entry !== mine)
      if (rest.length === 0) this.#waiting.delete(id)
      else this.#waiting.set(id, rest)
      const stored = this.#stored.get(id)
      if (confirmed && stored) this.#stored.set(id, { ...stored, ...mine.patch })
      this.#show(id, changes)
    }
    this.#tell(changes)
  }

  subscribe(id: PaperId, listener: () => void): () => void {
    const set = this.#listeners.get(id) ?? new Set()
    this.#listeners.set(id, set)
    set.add(listener)
    return () => {
      set.delete(listener)
      if (set.size === 0) this.#listeners.delete(id)
    }
  }

  /** Told of every change of what is shown, before the rows themselves are painted. */
  watch(watcher: (changes: RowChange[]) => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Papers with a change that core has not confirmed yet: as core knows them and as they are shown. */
  unconfirmed(): { stored: PaperRow; shown: PaperRow }[] {
    return [...this.#waiting.keys()].flatMap((id) => {
      const stored = this.#stored.get(id)
      const shown = this.#shown.get(id)
      return stored && shown ? [{ stored, shown }] : []
    })
  }

  known(ids: readonly PaperId[]): PaperId[] {
    return ids.filter((id) => this.#stored.has(id))
  }

  allKnown(): PaperId[] {
    return [...this.#stored.keys()]
  }

  #show(id: PaperId, changes: RowChange[]): void {
    const stored = this.#stored.get(id)
    if (!stored) return
    const next = (this.#waiting.get(id) ?? []).reduce((row, { patch }) => ({ ...row, ...patch }), stored)
    const before = this.#shown.get(id)
    // the same facts keep the same object, so that nothing is painted again
    if (before && JSON.stringify(before) === JSON.stringify(next)) return
    this.#shown.set(id, next)
    changes.push({ id, before, after: next })
  }

  #tell(changes: RowChange[]): void {
    if (changes.length === 0) return
    this.#watchers.forEach((watcher) => watcher(changes))
    for (const { id } of changes) this.#listeners.get(id)?.forEach((listener) => listener())
  }
}

export const papers = new PapersCache()

/** The row of a paper; undefined until it is known. */
export function usePaperRow(id: PaperId | null): PaperRow | undefined {
  const subscribe = useCallback((listener: () => void) => (id === null ? () => undefined : papers.subscribe(id, listener)), [id])
  return useSyncExternalStore(subscribe, () => (id === null ? undefined : papers.get(id)))
}

const asked = new Set<PaperId>()
let wanted = new Set<PaperId>()

/** Asks for rows that are not known yet, all of one turn in one call. */
export function wantRows(ids: readonly PaperId[]): void {
  const first = wanted.size === 0
  for (const id of ids) if (!papers.get(id) && !asked.has(id)) wanted.add(id)
  if (first && wanted.size > 0) queueMicrotask(askForWanted)
}

function askForWanted(): void {
  const ids = [...wanted]
  wanted = new Set()
  fetchRows(ids).catch(reportFailure)
}

/** Reads rows again, known or not, in calls of a hundred. */
export async function fetchRows(ids: readonly PaperId[]): Promise<void> {
  ids.forEach((id) => asked.add(id))
  try {
    for (let start = 0; start < ids.length; start += ROWS_A_CALL) {
      const { rows } = await client.call('papers.rows', { ids: ids.slice(start, start + ROWS_A_CALL) })
      papers.put(rows)
    }
  } finally {
    ids.forEach((id) => asked.delete(id))
  }
}
