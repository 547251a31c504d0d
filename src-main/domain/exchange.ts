// Owns the settings of what is kept up to date outside of the library: citations, a bibliography, a vault, a mirror.
import { z } from 'zod'
import { DEFAULT_KEY_PATTERN, KeyPattern } from './citation-key.ts'

const Place = z.string().trim().max(4096)
/** The file name of a citation style, without its end. */
export const StyleName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/, 'the name of a citation style')

export const BibDialect = z.enum(['bibtex', 'biblatex'])
export type BibDialect = z.infer<typeof BibDialect>

/** Which program the vault is for: they name folders and days differently. */
export const VaultKind = z.enum(['obsidian', 'logseq'])
export type VaultKind = z.infer<typeof VaultKind>

/** Every field falls back to its default alone. */
export const ExchangeSettings = z.object({
  citationStyle: StyleName.catch('apa').default('apa'),
  citationKeyPattern: KeyPattern.catch(DEFAULT_KEY_PATTERN).default(DEFAULT_KEY_PATTERN),
  /** Chosen last in the dialog of exports, by its name there. */
  exportForm: z.string().max(60).catch('').default(''),
  /** Who a pack says it is from. */
  packName: z.string().max(200).catch('').default(''),
  /** Where packs and archives go; empty for the data folder's “exports”. */
  outFolder: Place.catch('').default(''),
  bibOn: z.boolean().catch(false).default(false),
  /** An absolute path. */
  bibFile: Place.catch('').default(''),
  bibDialect: BibDialect.catch('bibtex').default('bibtex'),
  vaultOn: z.boolean().catch(false).default(false),
  /** An absolute path of a folder that is there. */
  vaultFolder: Place.catch('').default(''),
  vaultKind: VaultKind.catch('obsidian').default('obsidian'),
  /** A page a day: what came, was kept, read and noted. */
  vaultJournal: z.boolean().catch(true).default(true),
  /** Where Zotero answers on this machine. */
  zoteroPort: z.number().int().min(1).max(65_535).catch(23_119).default(23_119),
  mirrorOn: z.boolean().catch(false).default(false),
  /** An absolute path of a folder that is there. */
  mirrorFolder: Place.catch('').default(''),
})
export type ExchangeSettings = z.infer<typeof ExchangeSettings>

export const ExchangePatch = z
  .object({
    citationStyle: StyleName,
    citationKeyPattern: KeyPattern,
    exportForm: z.string().max(60),
    packName: z.string().max(200),
    outFolder: Place,
    bibOn: z.boolean(),
    bibFile: Place,
    bibDialect: BibDialect,
    vaultOn: z.boolean(),
    vaultFolder: Place,
    vaultKind: VaultKind,
    vaultJournal: z.boolean(),
    zoteroPort: z.number().int().min(1).max(65_535),
    mirrorOn: z.boolean(),
    mirrorFolder: Place,
  })
  .partial()
export type ExchangePatch = z.infer<typeof ExchangePatch>
