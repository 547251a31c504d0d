// Owns the part of the bench that is about places outside: a vault, a mirror and a bibliography of every paper, on a real disk.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { createAnnotationFiles } from '#adapters/annotation-files.ts'
import { createOutsideFolders } from '#adapters/outside-folders.ts'
import { writeBib } from '#core/exchange/bib-file.ts'
import { writeMirror } from '#core/exchange/mirror.ts'
import { syncVault } from '#core/exchange/vault/sync-vault.ts'
import { ExchangeSettings } from '#domain/exchange.ts'
import type { PaperId } from '#domain/paper.ts'
import type { TestLibrary } from '#tests/support/library.ts'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'

export interface KeptFigures {
  what: string
  papers: number
  written: number
  seconds: number
  /** The longest stretch in which nothing else had a turn. */
  longestMs: number
}

/** Each the first time, and again when nothing changed. */
export async function keptOutside({ store, context }: TestLibrary): Promise<KeptFigures[]> {
  const folder = newTempFolder()
  for (const name of ['vault', 'mirror']) mkdirSync(path.join(folder, name))
  const settings = ExchangeSettings.parse({
    vaultFolder: path.join(folder, 'vault'),
    mirrorFolder: path.join(folder, 'mirror'),
    bibFile: path.join(folder, 'refs.bib'),
  })
  let turnAtMs = performance.now()
  let longestMs = 0
  const yieldTurn = async (): Promise<void> => {
    longestMs = Math.max(longestMs, performance.now() - turnAtMs)
    await new Promise((resolve) => setImmediate(resolve))
    turnAtMs = performance.now()
  }
  const data = path.join(folder, 'data')
  const ports = {
    annotationFiles: createAnnotationFiles(data),
    outsideFolders: createOutsideFolders(data),
    clock: context.clock,
    yieldTurn,
  }
  const parts = { store, context, ports, readOnly: false }
  const options = { signal: new AbortController().signal, onProgress: () => undefined }
  const vault = (changed: ReadonlySet<PaperId> | null) => syncVault(parts, settings, { ...options, changed })
  const bib = async () => {
    const { papers, written } = await writeBib(parts, settings, options)
    return { papers, written: written ? 1 : 0 }
  }
  const works: [what: string, work: () => Promise<{ papers: number; written: number }>][] = [
    ['bibliography, first', bib],
    ['bibliography, unchanged', bib],
    ['vault, first', () => vault(null)],
    ['vault, looked at', () => vault(new Set())],
    ['vault, all read again', () => vault(null)],
    ['mirror, first', () => writeMirror(parts, settings, options)],
    ['mirror, unchanged', () => writeMirror(parts, settings, options)],
  ]
  const figures: KeptFigures[] = []
  try {
    for (const [what, work] of works) {
      longestMs = 0
      turnAtMs = performance.now()
      const startedMs = turnAtMs
      const { papers, written } = await work()
      figures.push({ what, papers, written, seconds: Math.round(performance.now() - startedMs) / 1000, longestMs: Math.round(longestMs) })
    }
  } finally {
    removeFolder(folder)
  }
  return figures
}
