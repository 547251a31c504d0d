// Owns `npm run bench:selection`: how exact selections are on the real papers, where they are; with `--window` a paper with 2,000 marks.
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { fewAndMany } from '#tests/bench/reader/many-marks.ts'
import { measureSelections } from '#tests/bench/reader/selection.ts'
import { NO_SHARED_DATA, sharedDataFolder } from '#tests/support/shared-data.ts'

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    drags: { type: 'string', default: '300' },
    window: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})
const folder = sharedDataFolder()
const papers = ['two-column_tracemonkey-pldi09.pdf', 'arxiv-latex-hyperref_2007.10740v3.pdf']
const files = positionals.length > 0 || folder === null ? positionals : papers.map((name) => path.join(folder, 'pdfs', name))
if (files.length === 0) {
  console.error(`${NO_SHARED_DATA}; or name a PDF.`)
  process.exit(1)
}
const selections = []
for (const file of files) selections.push(await measureSelections(file, { drags: Number(values.drags) }))
const manyMarks = values.window ? await fewAndMany() : null
if (values.json) console.log(JSON.stringify({ selections, manyMarks }, null, 2))
else {
  console.log(`${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.version}`)
  console.table(selections.map(({ missed, ...figures }) => ({ ...figures, missed: missed.length })))
  if (manyMarks) console.table(manyMarks)
}
