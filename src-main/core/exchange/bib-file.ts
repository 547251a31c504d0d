// Owns the bibliography file that is kept up to date: every kept paper, written only when something in it changed.
import { DogearError } from '#domain/errors.ts'
import type { ExchangeSettings } from '#domain/exchange.ts'
import { exportPapers } from '../export/export.ts'
import { exportedPapers, type ExportParts } from '../export/export-library.ts'
import type { Ports } from '../ports.ts'
import { keptPaperIds } from '../storage/kept-papers.ts'
import { absolutePath } from './outside-path.ts'

/** By this a file is known as one that may be written over. */
const FIRST_LINE = '% Kept up to date by Dogear. What is changed here is lost; copy the file to change it.'

export interface BibParts extends ExportParts {
  ports: Pick<Ports, 'annotationFiles' | 'clock' | 'yieldTurn'>
}

/** Entries stand in the order of their keys, so that a paper more is one piece more. Throws `conflict` for a file that Dogear did not write. */
export async function writeBib(
  parts: BibParts,
  { bibFile, bibDialect, citationKeyPattern }: ExchangeSettings,
  options: { signal: AbortSignal },
): Promise<{ papers: number; written: boolean }> {
  const path = absolutePath(bibFile, 'the bibliography')
  if (!/\.bib$/i.test(path))
    throw new DogearError('invalid-input', 'A bibliography is a file that ends in .bib. Name one in Import and export.')
  const { store, ports, readOnly } = parts
  const giving = { store, pattern: citationKeyPattern, nowMs: ports.clock.nowMs(), readOnly }
  const papers = await exportedPapers(parts, giving, keptPaperIds(store), options)
  papers.sort((a, b) => (a.citationKey < b.citationKey ? -1 : 1))
  const text = `${FIRST_LINE}\n\n${exportPapers(bibDialect, papers)}`
  const before = await textThere(ports, path)
  if (before !== null && before.trim() !== '' && !before.startsWith(FIRST_LINE))
    throw new DogearError('conflict', `${path} was not written by Dogear, so it is left as it is. Name another file for the bibliography.`)
  options.signal.throwIfAborted()
  if (before !== text) ports.annotationFiles.writeOutsideFile(path, text, null)
  return { papers: papers.length, written: before !== text }
}

async function textThere(ports: BibParts['ports'], path: string): Promise<string | null> {
  try {
    return new TextDecoder().decode(await ports.annotationFiles.readOutsideFile(path))
  } catch (thrown) {
    if (thrown instanceof DogearError && thrown.code === 'not-found') return null
    throw thrown
  }
}
