// Owns looking after the library: copying it, examining it, putting a copy back, repairing it, beginning an empty one.
import type { CareDone } from '#contract/copies.ts'
import { client } from '../app/client.ts'
import { loadCopies, useCopies } from '../state/copies.ts'
import { loadEverything } from '../state/live.ts'
import { hasUnsavedNotes, saveNotesNow } from '../state/notes.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'
import { isCoreAway, useWindow } from '../state/window.ts'
import { counted } from '#domain/counted.ts'
import { byteSize } from '../words/figures.ts'
import { copy } from './paper.ts'

/** Copies the library into its backups folder. */
export function backUp(): void {
  void doing('Copying the library…', async () => {
    const { path, bytes } = await client.call('library.backup', {})
    showToast({ sentence: `Backed up to ${path} (${byteSize(bytes)}).` })
    say('Backed up.')
    await loadCopies()
  })
}

/** Checks the library for damage and says what was found. */
export function verify(): void {
  void doing('Checking the library…', async () => {
    const found = await client.call('library.verify', {})
    useCopies.setState({ found })
    const bad = found.checks.filter((check) => !check.ok)
    const sentence = found.ok
      ? `The library is sound: ${counted(found.checks.length, 'check')}, no problem.`
      : `${counted(bad.length, 'check')} of the library failed. Repair it, or put a copy back; either keeps what is there now.`
    showToast({ kind: found.ok ? 'done' : 'failure', sentence, detail: found.ok ? null : bad.map(detailOf).join('\n') })
    say(sentence)
  })
}

function detailOf({ name, detail }: { name: string; detail: string }): string {
  return `${name}: ${detail}`
}

export function restoreCopy(name: string): void {
  care('Putting the copy back…', () => client.call('copies.restore', { name }))
}

export function repairLibrary(): void {
  care('Repairing the library…', () => client.call('copies.repair', {}))
}

export function startFresh(): void {
  care('Beginning an empty library…', () => client.call('copies.startFresh', {}))
}

function care(sentence: string, call: () => Promise<CareDone>): void {
  void doing(sentence, async () => {
    // what is being typed belongs to the library that is kept
    if (hasUnsavedNotes() && !isCoreAway(useWindow.getState().host)) await saveNotesNow()
    const done = await call()
    useCopies.setState({ found: null })
    showToast({ sentence: done.sentence })
    say(done.sentence)
    await Promise.all([loadCopies(), loadEverything()])
  })
}

/** One thing at a time. */
async function doing(sentence: string, work: () => Promise<void>): Promise<void> {
  if (useCopies.getState().doing !== null) return
  useCopies.setState({ doing: sentence })
  say(sentence)
  try {
    await work()
  } catch (thrown) {
    reportFailure(thrown)
  } finally {
    useCopies.setState({ doing: null })
  }
}

/** What helps to report a problem, without anything that was read or written. */
export function copyDiagnostics(): void {
  client
    .call('diagnostics.get', {})
    .then(({ text }) => copy(text, 'Copied the diagnostics. They hold versions, sizes and the log, nothing of yours.'), reportFailure)
}
