// Owns naming a place outside of the library: by the system's dialogs where the window has them, else by what is typed.
import type { CallInput, CallOutput } from '#contract/api.ts'
import { client } from '../app/client.ts'
import { reportFailure } from '../state/toasts.ts'

/** A page in a browser can't show the dialogs of the machine that it is served from. */
export function hasSystemDialogs(): boolean {
  return client.wireKind === 'electron'
}

/** Null where the reader left the dialog. */
export async function choosePlace(asked: CallInput<'places.choose'>): Promise<string | null> {
  try {
    return (await client.call('places.choose', asked)).path
  } catch (thrown) {
    reportFailure(thrown)
    return null
  }
}

/** What is wrong with a folder as it is typed, and how its name may go on; null when it was asked in vain. */
export async function lookAtFolder(path: string, signal: AbortSignal): Promise<CallOutput<'places.look'> | null> {
  try {
    return await client.call('places.look', { path }, { signal })
  } catch {
    return null
  }
}
