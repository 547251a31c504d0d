// Owns what this window knows of links between notes: where each leads, and which notes lead to a paper.
import { create } from 'zustand'
import type { CallOutput } from '#contract/api.ts'
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'

export type Backlink = CallOutput<'notes.backlinks'>['links'][number]
export interface LinkedPaper {
  id: PaperId
  title: string
}

interface Links {
  /** Null: a link to nothing. Absent: not asked yet. */
  byTarget: ReadonlyMap<string, LinkedPaper | null>
  back: { id: PaperId; links: readonly Backlink[] } | null
}

export const useLinks = create<Links>(() => ({ byTarget: new Map(), back: null }))

const MOST_KEPT = 2_000

/** Asks where links lead, those that are not known or lead nowhere so far. Nothing is said of a failure: they stay plain. */
export async function loadLinks(targets: readonly string[]): Promise<void> {
  const known = useLinks.getState().byTarget
  const asked = targets.filter((target) => known.get(target) == null)
  if (asked.length === 0) return
  try {
    const { links } = await client.call('notes.resolve', { targets: asked })
    useLinks.setState(({ byTarget }) => {
      const kept = byTarget.size > MOST_KEPT ? [] : [...byTarget]
      return { byTarget: new Map([...kept, ...links.map(({ target, paper }) => [target, paper] as const)]) }
    })
  } catch {
    // asked again with the next change of the note
  }
}

export async function loadBacklinks(id: PaperId): Promise<void> {
  try {
    const { links } = await client.call('notes.backlinks', { id })
    useLinks.setState({ back: { id, links } })
  } catch {
    useLinks.setState({ back: null })
  }
}

/** Papers for a link or the palette, from the tables: needs no index. */
export async function papersNamed(text: string, signal: AbortSignal): Promise<LinkedPaper[]> {
  try {
    return (await client.call('papers.named', { text, limit: 12 }, { signal })).papers
  } catch {
    return []
  }
}
