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
  /** The notes that lead to a paper; absent: not asked yet. */
  back: ReadonlyMap<PaperId, readonly Backlink[]>
}

export const useLinks = create<Links>(() => ({ byTarget: new Map(), back: new Map() }))

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

const MOST_PAPERS_KEPT = 300

/** Asks which notes lead to a paper, once it is known where the links of its own note lead: what stands under a note comes at once. */
export async function loadNoteLinks(id: PaperId, targets: readonly string[]): Promise<void> {
  await loadLinks(targets)
  const links = await client.call('notes.backlinks', { id }).then(
    (answer) => answer.links,
    () => [],
  )
  useLinks.setState(({ back }) => ({ back: new Map([...[...back].slice(-MOST_PAPERS_KEPT), [id, links] as const]) }))
}

/** Papers for a link or the palette, from the tables: needs no index. */
export async function papersNamed(text: string, signal: AbortSignal): Promise<LinkedPaper[]> {
  try {
    return (await client.call('papers.named', { text, limit: 12 }, { signal })).papers
  } catch {
    return []
  }
}
