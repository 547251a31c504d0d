// Owns what of files is on screen: the queue of PDFs, what fills the disk, and the files of the paper that is shown.
import { create } from 'zustand'
import type { CallInput, CallOutput } from '#contract/api.ts'
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'

export type StoredSort = NonNullable<CallInput<'files.stored'>['sort']>

interface Downloads {
  queue: CallOutput<'files.queue'> | null
  stored: CallOutput<'files.stored'> | null
  sort: StoredSort
  /** How many files the list shows. */
  most: number
  ofPaper: { id: PaperId; files: CallOutput<'files.ofPaper'> } | null
}

const STEP = 100

export const useDownloads = create<Downloads>(() => ({ queue: null, stored: null, sort: 'largest', most: STEP, ofPaper: null }))

export async function loadQueue(): Promise<void> {
  useDownloads.setState({ queue: await client.call('files.queue', {}) })
}

export async function loadStored(): Promise<void> {
  const { sort, most } = useDownloads.getState()
  const stored = await client.call('files.stored', { sort, limit: Math.min(most, 500) })
  if (useDownloads.getState().sort === sort) useDownloads.setState({ stored })
}

export async function sortStored(sort: StoredSort): Promise<void> {
  useDownloads.setState({ sort })
  await loadStored()
}

export async function moreStored(): Promise<void> {
  useDownloads.setState(({ most }) => ({ most: most + STEP }))
  await loadStored()
}

export async function loadFilesOf(id: PaperId): Promise<void> {
  const files = await client.call('files.ofPaper', { paperId: id })
  useDownloads.setState({ ofPaper: { id, files } })
}
