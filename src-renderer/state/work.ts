// Owns long works that the reader asked for: told once they take longer than half a second, how far they are, and stopped when asked.
import { create } from 'zustand'
import type { Events } from '#contract/api.ts'
import { client } from '../app/client.ts'
import { followNow } from './live.ts'
import { say } from './toasts.ts'
import { type Dialog, useWindow } from './window.ts'

const LONG_AFTER_MS = 500

export interface Work {
  id: number
  title: string
  /** How far it is; null where nobody knows. */
  progress: { done: number; total: number } | null
  /** It takes long enough to be told. */
  isLong: boolean
  isStopping: boolean
  /** The dialog that it was asked for in. */
  dialog: Dialog | null
  stop(): void
}

/** The newest last. */
export const useWork = create<{ works: readonly Work[] }>(() => ({ works: [] }))

let nextId = 1

function change(id: number, patch: Partial<Work>): void {
  useWork.setState(({ works }) => ({ works: works.map((work) => (work.id === id ? { ...work, ...patch } : work)) }))
}

/**
 * Rejects with `cancelled` when the reader stops it. `show` tells how far it is; so does core, by what it says of progress that `isOurs`.
 */
export async function carryThrough<T>(
  title: string,
  work: (options: { signal: AbortSignal; show(done: number, total: number): void }) => Promise<T>,
  isOurs: (progress: Events['progress']) => boolean = () => false,
): Promise<T> {
  const id = nextId++
  const stopping = new AbortController()
  const stop = (): void => {
    change(id, { isStopping: true })
    stopping.abort()
  }
  const { dialog } = useWindow.getState()
  useWork.setState(({ works }) => ({
    works: [...works, { id, title, progress: null, isLong: false, isStopping: false, dialog, stop }],
  }))
  const timer = setTimeout(() => {
    change(id, { isLong: true })
    say(`${title}…`)
  }, LONG_AFTER_MS)
  const show = (done: number, total: number): void => change(id, { progress: { done, total } })
  const unwatch = client.on('progress', (progress) => {
    if (isOurs(progress)) show(progress.done, progress.total)
  })
  try {
    return await work({ signal: stopping.signal, show })
  } finally {
    clearTimeout(timer)
    unwatch()
    useWork.setState(({ works }) => ({ works: works.filter((each) => each.id !== id) }))
    followNow()
  }
}

/** Whether something that was asked for in this dialog is still under way. */
export function isUnderWay(dialog: Dialog | null): boolean {
  return useWork.getState().works.some((work) => dialog !== null && work.dialog === dialog)
}

/** Stops the newest work, or the newest that was asked for in this dialog; false where there is none. */
export function stopWork(dialog: Dialog | null = null): boolean {
  const work = useWork.getState().works.findLast((each) => !each.isStopping && (dialog === null || each.dialog === dialog))
  work?.stop()
  return work !== undefined
}
