// Owns `dogear annotations`: what was marked on pages, on its way out and in.
import path from 'node:path'
import { FileHash } from '#domain/annotation.ts'
import { DogearError } from '#domain/errors.ts'
import { isPaperId, type PaperId } from '#domain/paper.ts'
import { paperIdFrom } from '../arguments.ts'
import type { Answer, CliCommand, CliRun, Library } from '../cli-command.ts'

const FORMATS = ['pdf', 'markdown', 'json', 'hypothesis', 'csv'] as const
/** Marks of one call. */
const AT_ONCE = 1_000

export const annotations: CliCommand = {
  name: 'annotations',
  usage: 'annotations list [ID] | export ID --format FORMAT [--out FILE] | import ID [FILE]',
  summary: 'marks on pages: list them, export a copy of the PDF (or Markdown, JSON, CSV), import these and those of other programs',
  options: {
    format: { value: 'FORMAT', help: 'pdf, markdown, json (W3C Web Annotations), hypothesis or csv' },
    out: { value: 'FILE', help: 'write this file; without it a PDF goes into the folder “exports”, text to standard output' },
    find: { value: 'WORDS', help: 'only marks with these words' },
    tag: { value: 'TAG', help: 'only marks with this tag' },
  },
  words: { least: 1, most: 3 },
  run: (run) => {
    const [what = '', ...rest] = run.words
    if (what === 'list' && rest.length <= 1) return listed(run, rest[0])
    if (what === 'export' && rest.length === 1) return exported(run, rest[0] ?? '')
    if (what === 'import' && rest.length >= 1) return imported(run, rest[0] ?? '', rest[1])
    throw new DogearError('invalid-input', 'Say dogear annotations list, export ID or import ID [FILE].')
  },
}

async function listed({ option, open }: CliRun, paper: string | undefined): Promise<Answer> {
  const [find, tag] = [option('find'), option('tag')]
  const library = await open('read')
  const filter = {
    ...(paper === undefined ? {} : { paperId: paperIdFrom(paper) }),
    ...(find === undefined ? {} : { text: find }),
    ...(tag === undefined ? {} : { tags: [tag] }),
  }
  const ask = (offset: number) => library.call('annotations.list', { filter, sort: 'paper', offset, limit: AT_ONCE })
  const first = await ask(0)
  const all = [...first.annotations]
  while (all.length < first.total) {
    const { annotations: more } = await ask(all.length)
    if (more.length === 0) break
    all.push(...more)
  }
  const lines = all.map(({ annotation }) => {
    const { paperId, fileHash, pageLabel, kind, colour, text, comment } = annotation
    const words = [text, comment].filter((part) => part.trim() !== '').join(' — ')
    return `${paperId ?? fileHash.slice(0, 12)}  p. ${pageLabel}  ${kind} ${colour}  ${words.replace(/\s+/g, ' ').slice(0, 160)}`.trimEnd()
  })
  return { json: all.map(({ annotation }) => annotation), text: lines.length === 0 ? 'No marks.\n' : `${lines.join('\n')}\n` }
}

async function exported({ option, open }: CliRun, of: string): Promise<Answer> {
  const format = FORMATS.find((known) => known === (option('format') ?? 'pdf'))
  if (!format) throw new DogearError('invalid-input', `The formats of marks are ${FORMATS.join(', ')}.`)
  const out = option('out')
  // a copy of a PDF needs nothing of the library but reading
  const library = await open('read')
  const { hash } = await fileOf(library, of)
  if (format !== 'pdf' && out === undefined) {
    const { text, annotations: count } = await library.call('annotations.asText', { hash, format })
    return { text, json: format === 'json' ? (JSON.parse(text) as unknown) : { format, annotations: count, text } }
  }
  const made = await library.call('annotations.export', { hash, format, ...(out === undefined ? {} : { path: path.resolve(out) }) })
  return { json: made, text: `${made.sentence}\n` }
}

async function imported({ open }: CliRun, of: string, from: string | undefined): Promise<Answer> {
  const library = await open('write')
  const { hash, paperId } = await fileOf(library, of)
  const made = await library.call('annotations.importFile', { hash, paperId, ...(from === undefined ? {} : { path: path.resolve(from) }) })
  return { json: made, text: `${made.sentence}\n` }
}

/** A file by its hash, or a paper's: the one with marks on it, else the newest version on disk. */
async function fileOf(library: Library, of: string): Promise<{ hash: string; paperId: PaperId | null }> {
  if (!isPaperId(of) && FileHash.safeParse(of).success) return { hash: of, paperId: null }
  const paperId = paperIdFrom(of)
  const { annotations: marks } = await library.call('annotations.ofPaper', { paperId })
  const { files } = await library.call('files.ofPaper', { paperId })
  const hash = files.find((file) => marks.some((mark) => mark.fileHash === file.hash))?.hash ?? marks[0]?.fileHash ?? files[0]?.hash
  if (hash === undefined) throw new DogearError('not-found', `There is no file of ${paperId} on disk. Make the paper offline first.`)
  return { hash, paperId }
}
