// Owns how a mark is the same in two views: its words are looked for in the text of a paper, and those of the text on the pages of its PDF.
import type { CallOutput, ParsedInput } from '#contract/api.ts'
import type { Annotation, FileHash } from '#domain/annotation.ts'
import { DogearError } from '#domain/errors.ts'
import { QUOTE_CONTEXT } from '#domain/whole-text.ts'
import { type CommandContext, runCommand } from '../command.ts'
import type { Ports } from '../ports.ts'
import { annotationsOfPaper } from '../queries/annotations.ts'
import { putAnnotation } from '../storage/annotation-rows.ts'
import { filesOfPaper } from '../storage/file-rows.ts'
import { anchorQuote } from './anchor.ts'
import { type DocumentText, readDocumentText } from './document-text.ts'

export interface TextMarksParts {
  context: CommandContext
  ports: Pick<Ports, 'annotationFiles' | 'libraryFiles' | 'yieldTurn'>
}

type Waits = { signal: AbortSignal }

export interface TextMarks {
  find(input: ParsedInput<'texts.marks'>, options: Waits): Promise<CallOutput<'texts.marks'>>
  add(input: ParsedInput<'texts.mark'>, options: Waits): Promise<CallOutput<'texts.mark'>>
}

export function createTextMarks({ context, ports }: TextMarksParts): TextMarks {
  const { store } = context
  /** One mark is seldom the last: the words of the file are read once for several. */
  let last: { hash: FileHash; text: DocumentText } | null = null

  const wordsOf = async (hash: FileHash, options: Waits): Promise<DocumentText> => {
    if (last?.hash !== hash) last = { hash, text: await readDocumentText(ports.annotationFiles, hash, options) }
    return last.text
  }

  return {
    find: async ({ paperId, text }, { signal }) => {
      const all = annotationsOfPaper(store, paperId)
      const carried = new Set(all.map(({ anchor }) => anchor.from))
      const marks: CallOutput<'texts.marks'>['marks'] = []
      let elsewhere = 0
      // the mark on an older version is the same mark once more
      for (const annotation of all.filter(({ id }) => !carried.has(id))) {
        const { found } = annotation.quote ? anchorQuote(text, annotation.quote, annotation.position) : { found: null }
        if (found) marks.push({ annotation, start: found.start, end: found.end })
        else elsewhere += 1
        await ports.yieldTurn()
        signal.throwIfAborted()
      }
      return { marks, elsewhere }
    },

    add: async ({ paperId, kind, colour, quote }, options) => {
      const file = filesOfPaper(store, paperId).find(({ hash, bytes }) => ports.libraryFiles.has(hash, bytes))
      if (!file) throw new DogearError('not-found', 'Marks stand on the pages of the PDF, and it is not on disk yet.')
      const words = await wordsOf(file.hash, options)
      const { found } = anchorQuote(words.text, quote, null)
      const place = found && words.place(found.start, found.end)
      if (!found || !place) {
        throw new DogearError(
          'not-found',
          'These words are not in the PDF as they stand here, so they were not marked. Choose fewer of them, or mark them on the page.',
        )
      }
      const sure = found.quoteScore === 1 && !found.ambiguous
      let annotation: Annotation | null = null
      const done = runCommand(context, 'texts.mark', (rows, nowMs) => {
        annotation = {
          ...place,
          id: context.random.uuid(),
          paperId,
          fileHash: file.hash,
          kind,
          colour,
          role: null,
          comment: '',
          tags: [],
          quote: {
            exact: words.text.slice(found.start, found.end),
            prefix: words.text.slice(Math.max(0, found.start - QUOTE_CONTEXT), found.start),
            suffix: words.text.slice(found.end, found.end + QUOTE_CONTEXT),
          },
          position: { start: found.start, end: found.end, length: words.text.length },
          anchor: { state: sure ? 'exact' : 'fuzzy', score: found.score, from: null },
          createdAtMs: nowMs,
          modifiedAtMs: nowMs,
          author: null,
          source: null,
        }
        putAnnotation(rows, annotation, [])
        return { sentence: kind === 'highlight' ? 'Highlighted, here and on the page.' : 'Underlined, here and on the page.' }
      })
      if (!annotation) throw new DogearError('internal', 'The mark was not made.')
      return { ...done, annotation }
    },
  }
}
