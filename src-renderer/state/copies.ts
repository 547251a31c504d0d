// Owns what this window knows of the copies of the library, of its last examination, and of what is being done to it.
import { create } from 'zustand'
import type { CallOutput } from '#contract/api.ts'
import type { LibraryCopy } from '#contract/copies.ts'
import { client } from '../app/client.ts'

interface Copies {
  /** Newest first; null before they were read. */
  copies: readonly LibraryCopy[] | null
  rule: string
  /** What is being done, as a sentence; null while nothing is. */
  doing: string | null
  found: CallOutput<'library.verify'> | null
}

export const useCopies = create<Copies>(() => ({ copies: null, rule: '', doing: null, found: null }))

export async function loadCopies(): Promise<void> {
  useCopies.setState(await client.call('copies.list', {}))
}
