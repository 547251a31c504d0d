// Owns `npm run bench:exchange`: 10,000 papers with notes out in every format, read back where Dogear reads it, through an archive, and into places outside.
import os from 'node:os'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { createOutsideFolders } from '#adapters/outside-folders.ts'
import type { ArchiveParts } from '#core/exchange/archive.ts'
import { exportArchive, importArchive } from '#core/exchange/archive.ts'
import { EXPORT_FORMATS } from '#core/export/export.ts'
import { exportLibrary } from '#core/export/export-library.ts'
import { archiveTables, readTable } from '#core/storage/archive-rows.ts'
import { DEFAULT_KEY_PATTERN } from '#domain/citation-key.ts'
import { addDays } from '#domain/day.ts'
import { findPaperReferences } from '#domain/paper-references.ts'
import { addPapers, openLibrary, paperIds, TEST_NOW_MS, type TestLibrary } from '#tests/support/library.ts'
import { keptOutside } from './kept-outside.ts'
import { memoryAnnotationFiles } from '#tests/support/memory-annotation-files.ts'
import { memoryPictureFiles } from '#tests/support/memory-picture-files.ts'
import { memoryLibraryFiles } from '#tests/support/memory-library-files.ts'

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, papers: { type: 'string', default: '10000' } } })
const ids = paperIds(Number(values.papers))
const signal = new AbortController().signal

const library = openLibrary()
addPapers(
  library,
  ids.map((id, index) => ({ id, day: addDays('2026-11-20', -Math.floor(index / 40)) })),
)
const insertNote = library.store.sql.prepare('INSERT INTO notes (paper_id, text, revision, updated_at_ms) VALUES (?, ?, 1, ?)')
library.store.transaction(() => {
  for (const id of ids) insertNote.run(id, `# A note on ${id}\n\n${'Some words of it. '.repeat(20)}`, TEST_NOW_MS)
})

const yieldTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const parts = { store: library.store, ports: { yieldTurn }, readOnly: false }
const formats = []
for (const format of EXPORT_FORMATS) {
  const giving = { ...parts, pattern: DEFAULT_KEY_PATTERN, nowMs: TEST_NOW_MS }
  const out = await timed(() => exportLibrary(parts, giving, { format }, '2026-11-20', { signal }))
  const isRead = format === 'bibtex' || format === 'biblatex' || format === 'ris' || format === 'csl-json'
  const back = isRead ? await timed(() => findPaperReferences(out.value.text)) : null
  formats.push({
    format,
    seconds: out.seconds,
    bytes: out.value.text.length,
    backSeconds: back?.seconds ?? null,
    samePapers: back && isDeepStrictEqual(new Set(back.value.ids), new Set(ids)),
  })
}
const results = { formats, archive: await archiveRound(), outside: await keptOutside(library) }
if (values.json) console.log(JSON.stringify(results, null, 2))
else {
  console.log(`${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.version}`)
  console.table(results.formats)
  console.table([results.archive])
  console.table(results.outside)
}

async function archiveRound() {
  const annotationFiles = memoryAnnotationFiles()
  const partsOf = ({ context }: TestLibrary): ArchiveParts => ({
    context,
    ports: {
      annotationFiles,
      libraryFiles: memoryLibraryFiles(),
      outsideFolders: createOutsideFolders('/nonexistent'),
      pictureFiles: memoryPictureFiles(),
      clock: context.clock,
      random: context.random,
      yieldTurn,
      facts: { dataFolder: 'memory', appVersion: '0.0.0' },
    },
  })
  const other = openLibrary()
  const startedMs = performance.now()
  const { bytes } = await exportArchive(partsOf(library), { path: '/out.zip', pdfs: false }, { signal })
  const writtenMs = performance.now()
  await importArchive(partsOf(other), { path: '/out.zip' }, { signal })
  const readMs = performance.now()
  const rows = ({ store }: TestLibrary) => archiveTables(store).map((table) => readTable(store, table))
  return {
    outSeconds: rounded(writtenMs - startedMs),
    inSeconds: rounded(readMs - writtenMs),
    bytes,
    sameRows: isDeepStrictEqual(rows(library), rows(other)),
    mostMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}

async function timed<T>(work: () => T | Promise<T>): Promise<{ value: T; seconds: number }> {
  const startedMs = performance.now()
  const value = await work()
  return { value, seconds: rounded(performance.now() - startedMs) }
}

function rounded(ms: number): number {
  return Math.round(ms) / 1000
}
