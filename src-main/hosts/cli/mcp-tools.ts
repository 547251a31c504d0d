// Owns the library as tools of the Model Context Protocol: reading always, writing where it was switched on.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'
import { Day } from '#domain/day.ts'
import { toFailure } from '#domain/errors.ts'
import { PaperState } from '#domain/marks.ts'
import { PaperId } from '#domain/paper.ts'
import type { Library } from './cli-command.ts'
import { appVersion } from './app-version.ts'

interface ToolAnswer {
  [extra: string]: unknown
  content: { type: 'text'; text: string }[]
  isError?: boolean
}

const limit = z.number().int().min(1).max(200).default(20)

/** Answers over standard input and output until the input ends. */
export async function serveTools(library: Library, { writes }: { writes: boolean }): Promise<void> {
  const server = new McpServer({ name: 'dogear', version: appVersion() })
  addReading(server, library)
  if (writes) addWriting(server, library)
  const ended = Promise.withResolvers<void>()
  process.stdin.once('end', () => ended.resolve())
  process.stdin.once('close', () => ended.resolve())
  await server.connect(new StdioServerTransport())
  await ended.promise
  await server.close()
}

function addReading(server: McpServer, library: Library): void {
  const readOnly = { annotations: { readOnlyHint: true, openWorldHint: false } }
  server.registerTool(
    'search',
    {
      description: 'Search the papers of this library by words; best first.',
      inputSchema: { text: z.string().max(2000), limit },
      ...readOnly,
    },
    ({ text, limit: most }) =>
      answer(async () => {
        const { hits, total, remark } = await library.call('search.query', { text, limit: most })
        return { total, remark, papers: hits.map(({ id, title, snippet }) => ({ id, title: title.text, snippet: snippet.text })) }
      }),
  )
  server.registerTool(
    'paper',
    { description: 'All that is known of one paper, with the reader’s note and annotations.', inputSchema: { id: PaperId }, ...readOnly },
    ({ id }) =>
      answer(async () => {
        const [paper, { note }, { annotations }] = await Promise.all([
          library.call('papers.get', { id }),
          library.call('notes.get', { id }),
          library.call('annotations.ofPaper', { paperId: id }),
        ])
        return { paper, note: note?.text ?? null, annotations }
      }),
  )
  server.registerTool(
    'papers_of_day',
    { description: 'The Hugging Face Daily Papers of a day, YYYY-MM-DD.', inputSchema: { day: Day, limit }, ...readOnly },
    ({ day, limit: rows }) => answer(() => library.call('papers.list', { place: { kind: 'day', day }, rows })),
  )
  server.registerTool(
    'papers_in_state',
    {
      description: 'The papers in one of the reader’s lists.',
      inputSchema: { state: z.enum(['later', 'shortlist', 'archive', 'dismissed']), limit },
      ...readOnly,
    },
    ({ state, limit: rows }) => answer(() => library.call('papers.list', { place: { kind: 'state', state }, rows })),
  )
  server.registerTool(
    'days',
    { description: 'The days between two that have papers, with how many were decided.', inputSchema: { from: Day, to: Day }, ...readOnly },
    (range) => answer(() => library.call('days.list', range)),
  )
}

function addWriting(server: McpServer, library: Library): void {
  const ids = z.array(PaperId).min(1).max(200)
  server.registerTool(
    'tag',
    {
      description: 'Put tags on papers. The reader can undo it.',
      inputSchema: { ids, names: z.array(z.string().min(1).max(100)).min(1).max(20) },
    },
    (input) => answer(() => library.call('tags.add', input)),
  )
  server.registerTool(
    'decide',
    {
      description: 'Give papers a state: later, shortlist, archive, dismissed or inbox. The reader can undo it.',
      inputSchema: { ids, state: PaperState },
    },
    (input) => answer(() => library.call('triage.decide', input)),
  )
  server.registerTool(
    'append_to_note',
    {
      description: 'Add Markdown to the end of a paper’s note; what is there stays. The reader can undo it.',
      inputSchema: { id: PaperId, text: z.string().min(1).max(100_000) },
    },
    ({ id, text }) =>
      answer(async () => {
        const { note } = await library.call('notes.get', { id })
        const joined = note === null || note.text === '' ? text : `${note.text.trimEnd()}\n\n${text}`
        return await library.call('notes.save', { id, text: joined, baseRevision: note?.revision ?? 0, ownStep: true })
      }),
  )
}

async function answer(work: () => Promise<unknown>): Promise<ToolAnswer> {
  try {
    return { content: [{ type: 'text', text: JSON.stringify(await work(), null, 1) }] }
  } catch (thrown) {
    return { content: [{ type: 'text', text: toFailure(thrown).message }], isError: true }
  }
}
