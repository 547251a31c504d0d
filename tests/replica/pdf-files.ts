// Owns the PDFs of the replica: files of a folder, bytes given by a test, else pages made from the paper's record.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ArxivEntry } from './arxiv-records.ts'
import { madePdf } from './made-pdf.ts'

/** `arxiv-ghostscript_1412.6206v1.pdf`, `2608.90001.pdf`, `hep-th_9901001.pdf` */
const NAMED_FOR_A_PAPER = /(?:^|_)(\d{4}\.\d{4,5}|[a-z-]+_\d{7})(v\d+)?\.pdf$/

export interface PdfFiles {
  add(name: string, content: PdfContent): void
  /** Whether a file of its own is there, and its newest version (1 when its name does not say). */
  versionOf(id: string): number | undefined
  bytes(id: string, version: number, entry: ArxivEntry | undefined): Promise<Buffer>
}

/** A path to a file, or the bytes themselves. */
export type PdfContent = string | Uint8Array

export async function pdfFiles(folder: string | undefined, given: Readonly<Record<string, PdfContent>>): Promise<PdfFiles> {
  const files = new Map<string, Map<number, PdfContent>>()
  const add = (id: string, version: number, content: PdfContent) =>
    files.set(id, (files.get(id) ?? new Map<number, PdfContent>()).set(version, content))
  for (const file of folder === undefined ? [] : await readdir(folder)) {
    const match = NAMED_FOR_A_PAPER.exec(file)
    if (folder !== undefined && match?.[1]) add(match[1].replace('_', '/'), Number(match[2]?.slice(1) ?? 1), join(folder, file))
  }
  const addNamed = (name: string, content: PdfContent): void => {
    const match = /^(.*?)(?:v(\d+))?$/.exec(name)
    add(match?.[1] ?? name, Number(match?.[2] ?? 1), content)
  }
  for (const [name, content] of Object.entries(given)) addNamed(name, content)
  return {
    add: addNamed,
    versionOf(id) {
      const versions = files.get(id)
      return versions && Math.max(...versions.keys())
    },
    async bytes(id, version, entry) {
      const versions = files.get(id)
      const content = versions?.get(version) ?? versions?.values().next().value
      if (content === undefined) return madePdf(entry, `${id}v${version}`)
      return typeof content === 'string' ? readFile(content) : Buffer.from(content)
    },
  }
}
