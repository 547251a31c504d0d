// Owns the facts about marks on their way out and in, through a library.
import { parse } from 'csv-parse/sync'
import { beforeEach, describe, expect, it } from 'vitest'
import { readAreaImage, saveAreaImage } from '#core/annotations/area-image.ts'
import { exportMarks, type MarksFormat, marksAsText } from '#core/annotations/export-marks.ts'
import { importMarks } from '#core/annotations/import-marks.ts'
import { addAnnotations, removeAnnotations } from '#core/commands/annotations.ts'
import { undo } from '#core/history.ts'
import { annotationsOfFile } from '#core/queries/annotations.ts'
import { addPapers, openLibrary, TEST_NOW_MS, type TestLibrary } from '#tests/support/library.ts'
import { type MemoryAnnotationFiles, memoryAnnotationFiles } from '#tests/support/memory-annotation-files.ts'
import { annotationId, MADE_HASH, madeDraft } from './made-annotations.ts'
import { madePdf, string } from './made-pdf.ts'

const signal = new AbortController().signal
let library: TestLibrary
let files: MemoryAnnotationFiles
const marks = () => annotationsOfFile(library.store, MADE_HASH)
const bring = (path?: string) =>
  importMarks(
    { context: library.context, files },
    { hash: MADE_HASH, paperId: '2611.00001', ...(path === undefined ? {} : { path }) },
    { signal },
  )
const send = (format: MarksFormat, path?: string) =>
  exportMarks({ store: library.store, files, nowMs: TEST_NOW_MS }, { hash: MADE_HASH, format, path }, { signal })

beforeEach(async () => {
  library = openLibrary()
  files = memoryAnnotationFiles()
  addPapers(library, [{ id: '2611.00001', title: 'A *small* model' }])
  files.library.set(MADE_HASH, await madePdf([{ lines: ['words'] }, {}]))
})

const kinds = ['highlight', 'underline', 'note', 'area', 'text', 'ink'] as const
const addAll = () =>
  addAnnotations(library.context, {
    annotations: kinds.map((kind, index) => madeDraft(index + 1, { kind, comment: `c${index}`, tags: ['t'], role: 'method' })),
  })

describe("'annotations.export' and 'annotations.importFile'", () => {
  it.each(['pdf', 'json'] as const)('give the same set in an empty library by way of %s', async (format) => {
    library.pass(273)
    addAll()
    const before = marks()
    expect(await send(format, '/copy')).toMatchObject({ annotations: 6, path: '/copy' })
    library = openLibrary()
    expect(await bring('/copy')).toMatchObject({ added: 6, known: 0, unreadable: 0, sentence: 'Imported 6 marks.' })
    expect(marks()).toEqual(before)
  })

  it('import the same file once, as one step of undo', async () => {
    addAll()
    await send('pdf', '/copy')
    expect(await bring('/copy')).toMatchObject({ added: 0, known: 6, historyId: null })
    removeAnnotations(library.context, { ids: [annotationId(1), annotationId(2)] })
    expect(await bring('/copy')).toMatchObject({ added: 2, known: 4 })
    undo(library.store)
    expect(marks()).toHaveLength(4)
  })

  it('take another program’s marks from the file itself, once, also where they have no names', async () => {
    const line = { Subtype: 'Highlight', Rect: [72, 700, 300, 712], QuadPoints: [72, 712, 300, 712, 72, 700, 300, 700] }
    files.library.set(MADE_HASH, await madePdf([{ annotations: [line, line, { ...line, NM: string('named') }] }]))
    expect(await bring()).toMatchObject({ added: 3, ids: ['2611.00001'] })
    expect(await bring()).toMatchObject({ added: 0, known: 3 })
    expect(await send('pdf', '/copy')).toMatchObject({ annotations: 3 })
    expect(await bring('/copy')).toMatchObject({ added: 0, known: 3 })
  })

  it('say that marks from a file with other pages are to be checked', async () => {
    addAll()
    await send('pdf', '/copy')
    library = openLibrary()
    files.library.set(MADE_HASH, await madePdf([{}]))
    await bring('/copy')
    expect(new Set(marks().map(({ anchor }) => anchor.state))).toEqual(new Set(['fuzzy']))
  })

  it('take marks from a text as from a file, and a bibliography is none', async () => {
    addAll()
    const { text } = marksAsText(library.store, { hash: MADE_HASH }, 'json', { nowMs: TEST_NOW_MS })
    const sent = marks().length
    library = openLibrary()
    const take = (words: string) =>
      importMarks(
        { context: library.context, files },
        { hash: MADE_HASH, paperId: null, text: words },
        { signal: new AbortController().signal },
      )
    expect(await take(text)).toMatchObject({ added: sent, unreadable: 0 })
    expect(await take(text)).toMatchObject({ added: 0, known: sent })
    await expect(take('@article{a, title = {On calm}}')).rejects.toMatchObject({ code: 'unsupported' })
  })

  it('say in a sentence what can’t be read, and that there is nothing to write', async () => {
    files.outside.set('/page.pdf', '<html>')
    await expect(bring('/page.pdf')).rejects.toThrow('no PDF, no W3C Web Annotations')
    await expect(send('pdf')).rejects.toThrow('no marks')
  })
})

it("'annotations.asText' gives Markdown by page with links that open exactly there", () => {
  addAnnotations(library.context, {
    annotations: [
      madeDraft(2, { text: 'later *words*', sortKey: '00003|000900|00080', pageLabel: '4', comment: 'Why $x$?', tags: ['to check'] }),
      madeDraft(1, { text: 'first words', role: 'claim' }),
    ],
  })
  expect(marksAsText(library.store, { hash: MADE_HASH }, 'markdown', { nowMs: TEST_NOW_MS }).text).toBe(
    [
      '# A \\*small\\* model',
      '## Page 1',
      '> first words',
      `[highlight · yellow · claim](dogear://paper/2611.00001?annotation=${annotationId(1)})`,
      '## Page 4',
      '> later \\*words\\*',
      'Why $x$?',
      `[highlight · yellow · #to-check](dogear://paper/2611.00001?annotation=${annotationId(2)})\n`,
    ].join('\n\n'),
  )
})

it("'annotations.saveImage' keeps a PNG for 'annotations.image', and nothing else", () => {
  expect(readAreaImage(files, annotationId(1))).toBeNull()
  saveAreaImage(files, annotationId(1), 'iVBORw0KGgoAAA==')
  expect(readAreaImage(files, annotationId(1))).toBe('iVBORw0KGgoAAA==')
  expect(() => saveAreaImage(files, annotationId(1), btoa('<svg>'))).toThrow('not a PNG')
  expect(() => saveAreaImage(files, annotationId(1), '%')).toThrow('not a PNG')
})

it('puts the picture of an area beside the Markdown that shows it', async () => {
  addAnnotations(library.context, { annotations: [madeDraft(1, { kind: 'area', text: '' })] })
  saveAreaImage(files, annotationId(1), 'iVBORw0KGgoAAA==')
  await send('markdown', '/out/marks.md')
  expect(files.outside.get('/out/marks.md')).toContain(`![area](<marks.md.images/${annotationId(1)}.png>)`)
  expect(files.outside.has(`/out/marks.md.images/${annotationId(1)}.png`)).toBe(true)
})

it('reads the words under another program’s highlights off the page, and takes a comment that only repeats them away', async () => {
  const lines = ['The first line of a page.', 'A second line, which is split at the end: exam-', 'ple words go on here.']
  const quads = [72, 729, 400, 729, 72, 717, 400, 717]
  const two = [200, 717, 400, 717, 200, 705, 400, 705, 72, 705, 120, 705, 72, 693, 120, 693]
  files.library.set(
    MADE_HASH,
    await madePdf([
      {},
      {
        lines,
        annotations: [
          { Subtype: 'Highlight', Rect: [72, 693, 400, 717], QuadPoints: two, Contents: string('mine') },
          { Subtype: 'Highlight', Rect: [72, 717, 400, 729], QuadPoints: quads, Contents: string('The first line of a page') },
          { Subtype: 'Underline', Rect: [72, 100, 400, 120] },
        ],
      },
    ]),
  )
  await bring()
  expect(marks().map(({ text, comment, pageLabel }) => [text, comment, pageLabel])).toEqual([
    ['The first line of a page.', '', '2'],
    ['', '', '2'],
    ['at the end: example words', 'mine', '2'],
  ])
  expect(marks()[2]?.quote).toMatchObject({ prefix: ' of a page. A second line, which is split '.slice(-32), suffix: ' go on here.' })
})

it('places Web Annotations of other programs by their words, once, and counts those that are nowhere', async () => {
  files.library.set(MADE_HASH, await madePdf([{ lines: ['We train a small model', 'on long documents.'] }]))
  const item = (id: string, exact: string) => ({
    id,
    type: 'Annotation',
    created: '2026-01-02T03:04:05Z',
    body: [
      { type: 'TextualBody', value: 'Why?' },
      { type: 'TextualBody', value: 'proof', purpose: 'tagging' },
    ],
    target: [{ source: 'https://example.org/paper.pdf', selector: [{ type: 'TextQuoteSelector', exact, prefix: 'train a ' }] }],
  })
  const items = [
    item('urn:one', 'small\nmodel on long'),
    item('urn:two', 'these words are nowhere'),
    { type: 'Annotation', target: 'https://example.org' },
  ]
  files.outside.set('/others.json', JSON.stringify({ type: 'AnnotationPage', items }))
  expect(await bring('/others.json')).toMatchObject({ added: 1, unreadable: 2 })
  expect(await bring('/others.json')).toMatchObject({ added: 0, known: 1 })
  expect(marks()).toMatchObject([
    { text: 'small model on long', comment: 'Why?', tags: ['proof'], createdAtMs: Date.parse('2026-01-02T03:04:05Z') },
  ])
})

describe('an export of Hypothesis and a table', () => {
  const texts = () =>
    addAnnotations(library.context, {
      annotations: [
        madeDraft(1, {
          quote: { exact: 'a small model', prefix: 'We train ', suffix: ' on' },
          text: 'a small model',
          comment: '=why, "so"?\r\n',
          tags: ['to check'],
        }),
        madeDraft(2, { quote: { exact: 'long documents.', prefix: 'on ', suffix: '' }, text: 'long documents.', comment: '' }),
      ],
    })

  it.each(['hypothesis', 'csv'] as const)('come back by way of %s as the same words with their comments and tags, once', async (format) => {
    files.library.set(MADE_HASH, await madePdf([{ lines: ['We train a small model', 'on long documents.'] }]))
    texts()
    expect(await send(format, '/out')).toMatchObject({ annotations: 2 })
    expect(await bring('/out')).toMatchObject({ added: 0, known: 2 })
    library = openLibrary()
    expect(await bring('/out')).toMatchObject({ added: 2, unreadable: 0 })
    expect(await bring('/out')).toMatchObject({ added: 0, known: 2 })
    expect(marks().map(({ text, comment, tags }) => ({ text, comment, tags }))).toEqual([
      { text: 'a small model', comment: '=why, "so"?\r\n', tags: ['to check'] },
      { text: 'long documents.', comment: '', tags: [] },
    ])
  })

  it('come back by way of Markdown, also out of a file of a vault, with what their comments hold', async () => {
    const comment = '> quoted\n\n## Page 9\n\n[not a mark](https://example.org)'
    files.library.set(MADE_HASH, await madePdf([{ lines: ['We train a [small] *model*', 'on long documents.'] }]))
    const draft = (number: number, exact: string, more: object) =>
      madeDraft(number, { quote: { exact, prefix: '', suffix: '' }, text: exact, ...more })
    addAnnotations(library.context, {
      annotations: [
        draft(1, 'a [small] *model*', { comment, tags: ['to check'] }),
        draft(2, 'long documents.', { comment: '', pageLabel: '2' }),
        madeDraft(3, { kind: 'area', text: '', quote: null, comment: 'the figure', pageLabel: '2' }),
      ],
    })
    await send('markdown', '/out')
    expect(await bring('/out')).toMatchObject({ added: 0, known: 2, unreadable: 1 })
    const vaultFile = `---\ntitle: x\n---\n## Page 1\n\nmine\n\n<!-- dogear:begin highlights -->\n${String(files.outside.get('/out'))}\n<!-- dogear:end highlights -->\n`
    for (const text of [String(files.outside.get('/out')), vaultFile]) {
      library = openLibrary()
      files.outside.set('/out', text)
      expect(await bring('/out')).toMatchObject({ added: 2, unreadable: 1 })
      expect(await bring('/out')).toMatchObject({ added: 0, known: 2 })
      expect(marks().map((mark) => ({ text: mark.text, comment: mark.comment, tags: mark.tags }))).toEqual([
        { text: 'a [small] *model*', comment, tags: ['to-check'] },
        { text: 'long documents.', comment: '', tags: [] },
      ])
    }
  })

  it('name the paper, its page and who made each', async () => {
    texts()
    const hypothesis = JSON.parse(marksAsText(library.store, { ids: ['2611.00001'] }, 'hypothesis', { nowMs: TEST_NOW_MS }).text) as object
    expect(hypothesis).toMatchObject({
      annotations: [
        {
          uri: 'https://arxiv.org/pdf/2611.00001',
          document: { title: ['A *small* model'] },
          target: [
            { selector: [{ type: 'TextQuoteSelector', exact: 'a small model', prefix: 'We train ' }, {}, { type: 'PageSelector' }] },
          ],
        },
        {},
      ],
    })
    const csv = parse(marksAsText(library.store, {}, 'csv', { nowMs: TEST_NOW_MS }).text, { columns: true })
    expect(csv).toMatchObject([{ paper: '2611.00001', title: 'A *small* model', quote: 'a small model', tags: 'to check' }, {}])
  })

  it('of other programs are taken whatever their columns are called, and what has no quote is counted', async () => {
    files.library.set(MADE_HASH, await madePdf([{ lines: ['We train a small model'] }]))
    files.outside.set(
      '/h.csv',
      'Created at,Author,Quote,Comment,Tags\r\n2026-01-02,me,"a small model","a ""b""\nc","x,y"\r\n,,,only a comment,\r\n',
    )
    expect(await bring('/h.csv')).toMatchObject({ added: 1, unreadable: 1 })
    expect(marks()).toMatchObject([{ text: 'a small model', comment: 'a "b"\nc', tags: ['x', 'y'] }])
    files.outside.set('/broken.csv', 'quote,comment\n"never ends, x\n')
    expect(await bring('/broken.csv')).toMatchObject({ added: 0, unreadable: 1 })
    files.outside.set('/other.csv', 'a,b\n1,2\n')
    await expect(bring('/other.csv')).rejects.toThrow('a column “quote”')
  })
})
