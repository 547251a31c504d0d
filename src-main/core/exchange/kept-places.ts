// Owns the list of what is kept up to date outside: the bibliography, the vault, the mirror.
import type { Topic } from '#contract/api.ts'
import type { KeptName } from '#contract/keeping.ts'
import type { ExchangeSettings } from '#domain/exchange.ts'
import type { PaperId } from '#domain/paper.ts'
import { writeBib } from './bib-file.ts'
import type { KeepingParts } from './keeping.ts'
import { writeMirror } from './mirror.ts'
import { writeJournal } from './vault/journal.ts'
import { syncVault, vaultFolderOf } from './vault/sync-vault.ts'

export interface KeptPlace {
  name: KeptName
  isOn(settings: ExchangeSettings): boolean
  where(settings: ExchangeSettings): string
  /** When one of these changes all of it is due. */
  settings(settings: ExchangeSettings): unknown[]
  /** What it holds comes from these. */
  topics: readonly Topic[]
  /** Also looked at while nothing changed here: the reader writes in it. */
  looks: boolean
  write(parts: KeepingParts, settings: ExchangeSettings, options: WriteOptions): Promise<Written>
}

interface WriteOptions {
  signal: AbortSignal
  /** Null for any paper. */
  changed: ReadonlySet<PaperId> | null
  onProgress(done: number, total: number): void
}

interface Written {
  papers: number
  written: number
  /** To be looked at once more. */
  again?: PaperId[]
  problem?: string | null
}

const FROM_PAPERS: readonly Topic[] = ['papers', 'marks', 'notes', 'tags', 'annotations']

export const KEPT_PLACES: readonly KeptPlace[] = [
  {
    name: 'bib',
    isOn: ({ bibOn }) => bibOn,
    where: ({ bibFile }) => bibFile,
    settings: ({ bibOn, bibFile, bibDialect }) => [bibOn, bibFile, bibDialect],
    topics: FROM_PAPERS,
    looks: false,
    write: async (parts, settings, options) => {
      const { papers, written } = await writeBib(parts, settings, options)
      return { papers, written: written ? 1 : 0 }
    },
  },
  {
    name: 'vault',
    isOn: ({ vaultOn }) => vaultOn,
    where: ({ vaultFolder }) => vaultFolder,
    settings: ({ vaultOn, vaultFolder, vaultKind, vaultJournal }) => [vaultOn, vaultFolder, vaultKind, vaultJournal],
    topics: FROM_PAPERS,
    looks: true,
    write: async (parts, settings, options) => {
      const pass = await syncVault(parts, settings, options)
      const pages = settings.vaultJournal ? writeJournal(parts, vaultFolderOf(parts, settings), settings) : 0
      return { ...pass, written: pass.written + pages }
    },
  },
  {
    name: 'mirror',
    isOn: ({ mirrorOn }) => mirrorOn,
    where: ({ mirrorFolder }) => mirrorFolder,
    settings: ({ mirrorOn, mirrorFolder }) => [mirrorOn, mirrorFolder],
    topics: [...FROM_PAPERS, 'library'],
    looks: false,
    write: (parts, settings, options) => writeMirror(parts, settings, options),
  },
]
