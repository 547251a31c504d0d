// Owns the papers near in meaning to the one on screen.
import { create } from 'zustand'
import type { SimilarPaper } from '#contract/api.ts'
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'

interface Near {
  /** For which they were asked, once there is an answer. */
  of: PaperId | null
  papers: readonly SimilarPaper[]
}

export const useNear = create<Near>(() => ({ of: null, papers: [] }))

/** Walking through a list asks for none of what it passes. */
const REST_MS = 250

/** Asks once the paper rests on screen; the returned function gives up. Nothing is said of a failure: the section stays away. */
export function wantNear(id: PaperId, limit = 6): () => void {
  const stop = new AbortController()
  const timer = setTimeout(() => {
    client.call('papers.similar', { id, limit }, { signal: stop.signal }).then(
      ({ papers }) => {
        if (!stop.signal.aborted) useNear.setState({ of: id, papers })
      },
      () => stop.signal.aborted || useNear.setState({ of: id, papers: [] }),
    )
  }, REST_MS)
  return () => {
    clearTimeout(timer)
    stop.abort()
  }
}
