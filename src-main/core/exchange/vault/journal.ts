// Owns the journal page of a day in a vault: what came, what was kept, read and noted.
import { counted } from '#domain/counted.ts'
import { addDays, type Day, localDayOf } from '#domain/day.ts'
import type { ExchangeSettings } from '#domain/exchange.ts'
import { paperLinks, type PaperId } from '#domain/paper.ts'
import { plainText } from '#domain/tex.ts'
import { DogearError } from '#domain/errors.ts'
import { escapeMarkdown } from '../../export/markdown.ts'
import { papersTouchedOn, topOfDay, type TouchedPaper } from '../../storage/journal-rows.ts'
import { vaultFiles, type VaultFile } from '../../storage/vault-rows.ts'
import { regionsOf, regionText, withRegion } from './regions.ts'
import type { VaultParts } from './sync-vault.ts'
import { journalFileName, linkName } from './vault-names.ts'

const REGION = 'day'

/** Writes today's page and yesterday's, where something happened; older ones stay as they are. Returns how many were written. */
export function writeJournal({ store, ports }: VaultParts, folder: string, { vaultKind }: ExchangeSettings): number {
  const today = localDayOf(ports.clock.nowMs())
  const files = vaultFiles(store, folder)
  let written = 0
  for (const day of [addDays(today, -1), today]) {
    const content = journalOf(store, day, files)
    const name = journalFileName(vaultKind, day)
    const before = ports.outsideFolders.read(folder, name)
    if (before !== null && regionsOf(before) === null)
      throw new DogearError('conflict', `The lines of Dogear in ${name} do not pair any more, so it is left as it is. Put them right.`)
    if (content === null && (before === null || regionText(before, REGION) === null)) continue
    const text = withRegion(before ?? '', REGION, content ?? '')
    if (text !== before && ports.outsideFolders.write(folder, name, text, before)) written += 1
  }
  return written
}

/** Null for a day on which nothing came and nothing was done. */
function journalOf(store: VaultParts['store'], day: Day, files: ReadonlyMap<PaperId, VaultFile>): string | null {
  const { kept, read, noted } = papersTouchedOn(store, day)
  const came = topOfDay(store, day)
  if (came.papers === 0 && kept.length + read.length + noted.length === 0) return null
  const list = (title: string, papers: readonly TouchedPaper[]): string[] =>
    papers.length === 0 ? [] : ['', `### ${title}`, '', ...papers.map((paper) => `- ${linkOf(paper, files)}`)]
  const arrived =
    came.papers === 0
      ? []
      : ['', `### Came`, '', `${counted(came.papers, 'paper')}; most votes:`, '', ...came.top.map((paper) => `- ${linkOf(paper, files)}`)]
  return ['## Papers', ...list('Kept', kept), ...list('Read', read), ...list('Noted', noted), ...arrived].join('\n')
}

/** The paper's own file where there is one, else its page. */
function linkOf({ id, title }: TouchedPaper, files: ReadonlyMap<PaperId, VaultFile>): string {
  const file = files.get(id)
  const words = plainText(title).replace(/\s+/g, ' ').trim()
  if (file) return `[[${linkName(file.name)}|${words.replace(/[[\]|]/g, ' ')}]]`
  return `[${escapeMarkdown(words)}](${paperLinks(id)?.huggingFace ?? `dogear://paper/${id}`})`
}
