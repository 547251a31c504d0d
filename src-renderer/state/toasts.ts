// Owns the messages that pass: the toast of the last deed, failures, and what a screen reader is told.
import { create } from 'zustand'
import { toFailure, type Failure } from '#domain/errors.ts'

export interface Toast {
  id: number
  sentence: string
  kind: 'done' | 'failure'
  /** Offers undo: true only for the newest deed, which is what undo takes back. */
  undo: boolean
  /** Takes back what is no step of the history, as a setting is not. */
  takeBack: (() => void) | null
  detail: string | null
}

interface Toasts {
  toasts: Toast[]
  /** Said once by the live region; `turn` makes the same sentence be said again. */
  said: { sentence: string; turn: number }
}

export const useToasts = create<Toasts>(() => ({ toasts: [], said: { sentence: '', turn: 0 } }))

const MOST_TOASTS = 3
let nextId = 1

export function showToast(toast: Pick<Toast, 'sentence'> & Partial<Omit<Toast, 'id'>>): number {
  const id = nextId++
  const shown: Toast = { kind: 'done', undo: false, takeBack: null, detail: null, ...toast, id }
  useToasts.setState(({ toasts }) => {
    // deeds replace each other; a failure stays until it was seen
    const others = toasts.filter((other) => other.kind === 'failure' && other.sentence !== shown.sentence)
    return { toasts: [...others, shown].slice(-MOST_TOASTS) }
  })
  return id
}

export function dropToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
}

export function say(sentence: string): void {
  useToasts.setState(({ said }) => ({ said: { sentence, turn: said.turn + 1 } }))
}

/** What was done, seen and heard. */
export function tell(sentence: string, undo = false): void {
  showToast({ sentence, undo })
  say(sentence)
}

/** A failure as a toast with its sentence; what was cancelled says nothing, and nothing to undo is no failure. Returns it. */
export function reportFailure(thrown: unknown): Failure {
  const failure = toFailure(thrown)
  if (failure.code !== 'cancelled') {
    const kind = failure.code === 'nothing-to-undo' ? 'done' : 'failure'
    showToast({ sentence: failure.message, kind, detail: failure.detail ?? null })
    say(failure.message)
  }
  return failure
}
