// Owns the lines of notes that rows show: asked together for the rows of one moment, again after a change.
import { create } from 'zustand'
import type { NoteExcerpt } from '#contract/notes.ts'
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'

interface Excerpts {
  around: string
  byId: ReadonlyMap<PaperId, NoteExcerpt>
}

export const useExcerpts = create<Excerpts>(() => ({ around: '', byId: new Map() }))

const ROWS_A_CALL = 100
const MOST_KEPT = 2_000
let wanted = new Set<PaperId>()
let asked = new Set<PaperId>()

/** Asks for a row's line once; other words around it are another line. */
export function wantExcerpt(id: PaperId, around: string): void {
  if (around !== useExcerpts.getState().around) {
    asked = new Set()
    useExcerpts.setState({ around, byId: new Map() })
  }
  if (asked.has(id)) return
  asked.add(id)
  if (wanted.size === 0) queueMicrotask(() => void askForWanted())
  wanted.add(id)
}

async function askForWanted(): Promise<void> {
  const ids = [...wanted]
  wanted = new Set()
  const { around } = useExcerpts.getState()
  for (let start = 0; start < ids.length; start += ROWS_A_CALL) {
    const part = ids.slice(start, start + ROWS_A_CALL)
    try {
      const { excerpts } = await client.call('notes.excerpts', { ids: part, around })
      if (around !== useExcerpts.getState().around) return
      useExcerpts.setState(({ byId }) => ({
        byId: new Map([...(byId.size > MOST_KEPT ? [] : byId), ...excerpts.map((excerpt) => [excerpt.id, excerpt] as const)]),
      }))
    } catch {
      // the row does without until it is shown again
      part.forEach((id) => asked.delete(id))
    }
  }
}

/** Notes changed: their lines are asked for again when their rows are painted. Null: any. */
export function forgetExcerpts(ids: ReadonlySet<PaperId> | null): void {
  const shown = useExcerpts.getState().byId
  const changed = [...shown.keys()].filter((id) => ids === null || ids.has(id))
  for (const id of ids ?? asked) asked.delete(id)
  const { around } = useExcerpts.getState()
  for (const id of changed) wantExcerpt(id, around)
}
