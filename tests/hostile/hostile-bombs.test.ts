// Owns the proof that no answer and no file can be so large, so deep or so repeated that the program stops: a sentence, within bounds, and it goes on.
import { afterAll, expect, onTestFinished, test } from 'vitest'
import type { CallName } from '#contract/api.ts'
import { createApp } from '#core/app.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { madeRow } from '#tests/core/source/made-row.ts'
import { memoryAnnotationFiles } from '#tests/support/memory-annotation-files.ts'
import { memoryPorts, scriptedHttp, type ScriptedAnswer } from '#tests/support/memory-ports.ts'
import { MADE_HASH } from '#tests/core/annotations/made-annotations.ts'

const DAY = '2026-08-21'
const NOW_MS = Date.parse(`${DAY}T20:00:00Z`)
const PAPER = '2608.00001'
const signal = new AbortController().signal

let given = 0
afterAll(() => void process.stdout.write(`${given} bombs\n`))

function openDesk(answer: () => ScriptedAnswer) {
  const memory = memoryPorts({ nowMs: NOW_MS, http: scriptedHttp(answer) })
  const files = memoryAnnotationFiles()
  const settings = CoreSettings.parse({ ...DEFAULT_SETTINGS, fillArchive: false, fetchArxiv: false })
  const app = createApp({ ...memory.ports, annotationFiles: files }, { settings, checkOutputs: true })
  onTestFinished(() => memory.finish(app.close()))
  given += 1
  const ask = async (name: CallName, input: unknown) => await memory.finish(app.dispatch(name, input, { signal }))
  return { ...memory, files, ask }
}

type Desk = ReturnType<typeof openDesk>

/** A value or a sentence, and the lists still answer. */
async function goesOn({ ask, logged }: Desk, name: CallName, input: unknown): Promise<void> {
  const outcome = await ask(name, input)
  if (!outcome.ok) expect([outcome.error.code, outcome.error.detail]).not.toEqual(['internal', expect.anything()])
  expect(logged.filter(({ level }) => level === 'error')).toEqual([])
  for (const kind of ['inbox', 'all']) expect(await ask('papers.list', { place: { kind } })).toMatchObject({ ok: true })
  expect(await ask('sync.activity', {})).toMatchObject({ ok: true })
  expect(Object.keys(Object.prototype)).toEqual([])
}

const DEEP = 100_000
const MB = 1_000_000
const deepArrays = `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`
const deepObjects = `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`
const row = (fields: string): string => `[{"paper":{"id":"${PAPER}","title":"A title","summary":"Words.",${fields}}}]`

const JSON_BOMBS: readonly (readonly [what: string, body: () => string])[] = [
  ['lists a hundred thousand deep', () => deepArrays],
  ['objects a hundred thousand deep', () => deepObjects],
  ['a row with a hundred thousand deep list of authors', () => row(`"authors":${deepArrays}`)],
  ['a row with a hundred thousand deep field that nobody knows', () => row(`"x":${deepObjects}`)],
  ['a row that is a hundred thousand deep itself', () => `[${deepArrays}]`],
  ['fifty million opening brackets', () => '['.repeat(50 * MB)],
  ['thirty million opening brackets', () => '['.repeat(30 * MB)],
  ['a figure of ten thousand digits', () => row(`"upvotes":${'9'.repeat(10_000)}`)],
  ['a figure beyond all figures', () => row('"upvotes":1e999,"githubStars":-1e999')],
  ['the same key a hundred thousand times', () => row(Array(DEEP).fill('"upvotes":1').join(','))],
  [
    '__proto__ in every place',
    () => row('"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"authors":[{"__proto__":{"name":"x"}}]'),
  ],
  ['a text of twenty million letters', () => row(`"authors":[{"name":"${'a'.repeat(20 * MB)}"}]`)],
  ['a hundred thousand rows of nothing', () => `[${Array(DEEP).fill('{}').join(',')}]`],
  ['a hundred thousand authors', () => row(`"authors":[${Array(DEEP).fill('{"name":"A. Writer"}').join(',')}]`)],
  ['a text that never ends', () => `["${'\\'.repeat(MB)}`],
]

test.each(JSON_BOMBS)('%s from Hugging Face', async (_what, body) => {
  await goesOn(
    openDesk(() => ({ body: body() })),
    'sync.run',
    { from: DAY, to: DAY },
  )
})

const feed = (inside: string): string => `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">${inside}</feed>`
const XML_BOMBS: readonly (readonly [what: string, body: () => string])[] = [
  ['elements a hundred thousand deep', () => feed('<a>'.repeat(DEEP))],
  ['entries a hundred thousand deep', () => feed('<entry>'.repeat(DEEP))],
  ['a hundred thousand attributes', () => feed(`<a ${Array.from({ length: DEEP }, (_, index) => `a${index}="1"`).join(' ')}/>`)],
  ['a hundred thousand prefixes', () => feed(`<a ${Array.from({ length: DEEP / 10 }, (_, index) => `xmlns:p${index}="u"`).join(' ')}/>`)],
  [
    'entities that a billion laughs come of',
    () =>
      `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>${feed('<entry><title>&b;</title></entry>')}`,
  ],
  ['a hundred thousand entries', () => feed('<entry><id>x</id></entry>'.repeat(DEEP))],
  ['a text of twenty million letters', () => feed(`<entry><title>${'a'.repeat(20 * MB)}</title></entry>`)],
  ['JSON', () => deepArrays],
]

test.each(XML_BOMBS)('%s from arXiv', async (_what, body) => {
  await goesOn(
    openDesk(() => ({ body: body() })),
    'papers.add',
    { text: PAPER },
  )
})

test.each([...JSON_BOMBS, ...XML_BOMBS])('%s in a file that is added or holds marks', async (_what, body) => {
  const desk = openDesk(() => ({ body: '[]' }))
  const text = body()
  desk.files.outside.set('/bomb.json', text)
  await goesOn(desk, 'papers.addFile', { path: '/bomb.json' })
  if (text.length < 20 * MB) {
    desk.files.outside.set('/marks.json', `{"type":"AnnotationPage","first":${text}}`)
    for (const path of ['/bomb.json', '/marks.json']) await goesOn(desk, 'annotations.importFile', { hash: MADE_HASH, path })
  }
})

const W3C = (depth: number): string => `${'{"first":'.repeat(depth)}{"type":"Annotation","target":1}${'}'.repeat(depth)}`

test.each([10, 150, 10_000])('pages of marks inside of each other, %i deep', async (depth) => {
  const desk = openDesk(() => ({ body: '[]' }))
  desk.files.outside.set('/marks.json', W3C(depth))
  await goesOn(desk, 'annotations.importFile', { hash: MADE_HASH, path: '/marks.json' })
})

test.each([
  ['that begins its facts and its title a hundred thousand times', '<info><title'.repeat(DEEP)],
  ['of a hundred thousand links that do not end', '<link '.repeat(DEEP)],
  ['whose name does not end', `<info><id>${' '.repeat(MB)}`],
])('a citation style %s is refused with a sentence', async (_what, inside) => {
  const desk = openDesk(() => ({ body: '[]' }))
  const outcome = await desk.ask('citations.addStyle', { style: `<style>${inside}` })
  expect(outcome).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
})

test('the rows of a day are read as ever beside all of this', async () => {
  const desk = openDesk(() => ({ body: JSON.stringify([madeRow(PAPER, { paper: { submittedOnDailyAt: `${DAY}T00:00:00.000Z` } })]) }))
  expect(await desk.ask('sync.run', { from: DAY, to: DAY })).toMatchObject({ ok: true })
  expect(await desk.ask('papers.get', { id: PAPER })).toMatchObject({ ok: true, value: { id: PAPER } })
})
