// Owns the mirror: the whole library as a folder of plain files, for git or a synchronised folder; written only where something changed.
import { DogearError } from '#domain/errors.ts'
import type { ExchangeSettings } from '#domain/exchange.ts'
import type { PaperId } from '#domain/paper.ts'
import { marksAsWebAnnotations } from '../annotations/web-annotation.ts'
import { exportedPapers, type ExportParts } from '../export/export-library.ts'
import type { FolderFile, Ports } from '../ports.ts'
import { annotationsOfPaper } from '../queries/annotations.ts'
import { type ArchiveRow, readTable } from '../storage/archive-rows.ts'
import { keptPaperIds } from '../storage/kept-papers.ts'
import { absolutePath } from './outside-path.ts'

/** By this file a folder is known as one whose files may be written over and taken away. */
const SIGN = 'dogear-mirror.json'
const OWN = /^(?:papers\/[\w.-]+\.json|notes\/[\w.-]+\.md|annotations\/[\w.-]+\.json|(?:tags|follows|saved_searches|library)\.json)$/
const PAPERS_A_TURN = 20

export interface MirrorParts extends ExportParts {
  ports: Pick<Ports, 'outsideFolders' | 'clock' | 'yieldTurn'>
}

interface MirrorOptions {
  signal: AbortSignal
  onProgress(done: number, total: number): void
}

/**
 * `papers/ID.json` (what is known, its state, tags and citation key), `notes/ID.md` (byte for byte), `annotations/ID.json` (W3C), and the lists of
 * tags, follows and searches. Times that only say when something was asked for are left out, so that nothing changes where nothing happened.
 * Throws `conflict` for a folder with other things in it.
 */
export async function writeMirror(
  parts: MirrorParts,
  { mirrorFolder, citationKeyPattern }: ExchangeSettings,
  options: MirrorOptions,
): Promise<{ papers: number; written: number }> {
  const { store, ports, readOnly } = parts
  const folder = absolutePath(mirrorFolder, 'the mirror')
  if (!ports.outsideFolders.has(folder))
    throw new DogearError('not-found', `There is no folder ${folder}. Make it, or name another for the mirror.`)
  const there = await filesThere(ports, folder, options)
  const wanted = new Set<string>()
  let written = 0
  const put = (name: string, text: string): void => {
    wanted.add(name)
    const before = there.has(name) ? ports.outsideFolders.read(folder, name) : null
    if (before === text) return
    if (ports.outsideFolders.write(folder, name, text, before)) written += 1
  }
  put(SIGN, `${JSON.stringify({ format: 'dogear-mirror', formatVersion: 1 }, null, 2)}\n`)
  for (const table of ['tags', 'follows', 'saved_searches'] as const) put(`${table}.json`, json(readTable(store, table).map(withoutTimes)))
  const ids = keptPaperIds(store)
  for (let start = 0; start < ids.length; start += PAPERS_A_TURN) {
    const giving = { store, pattern: citationKeyPattern, nowMs: ports.clock.nowMs(), readOnly }
    for (const paper of await exportedPapers(parts, giving, ids.slice(start, start + PAPERS_A_TURN), { signal: options.signal })) {
      const { note, history: _, metricsReadAtMs: __, votes: ___, comments: ____, stars: _____, ...facts } = paper
      const name = fileNameOf(paper.id)
      put(`papers/${name}.json`, json(facts))
      if (note !== null) put(`notes/${name}.md`, note)
      const annotations = annotationsOfPaper(store, paper.id)
      if (annotations.length > 0) put(`annotations/${name}.json`, marksAsWebAnnotations(annotations))
    }
    options.onProgress(Math.min(ids.length, start + PAPERS_A_TURN), ids.length)
  }
  for (const name of there.keys()) {
    if (wanted.has(name) || !OWN.test(name)) continue
    const before = ports.outsideFolders.read(folder, name)
    if (before !== null && ports.outsideFolders.remove(folder, name, before)) written += 1
  }
  return { papers: ids.length, written }
}

async function filesThere(ports: MirrorParts['ports'], folder: string, options: MirrorOptions): Promise<Map<string, FolderFile>> {
  const listed = [
    ...(await ports.outsideFolders.list(folder, '.json', options)),
    ...(await ports.outsideFolders.list(folder, '.md', options)),
  ]
  const there = new Map(listed.map((file) => [file.name, file]))
  const others = listed.filter(({ name }) => !/^readme\.md$/i.test(name))
  if (!there.has(SIGN) && others.length > 0)
    throw new DogearError('conflict', `${folder} has other files in it. Choose an empty folder for the mirror: what is in it is Dogear’s.`)
  return there
}

/** Numbers of dots and digits are names everywhere; the slash of an old identifier is none. */
function fileNameOf(id: PaperId): string {
  return id.replaceAll('/', '_')
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function withoutTimes(row: ArchiveRow): ArchiveRow {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !column.endsWith('_at_ms')))
}
