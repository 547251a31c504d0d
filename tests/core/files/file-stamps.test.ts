// Owns the facts about an opened PDF that names its paper: the paper comes by itself, once, and waits where there is no network.
import { expect, onTestFinished, test } from 'vitest'
import type { CallInput, CallName, CallOutput } from '#contract/api.ts'
import { createApp } from '#core/app.ts'
import type { HttpGet } from '#core/ports.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { madeDraft } from '#tests/core/annotations/made-annotations.ts'
import { madePdf } from '#tests/core/annotations/made-pdf.ts'
import { madeArxiv } from '#tests/core/exchange/atom-answer.ts'
import { memoryPorts } from '#tests/support/memory-ports.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

const PAPER = '2610.00005'
const FILE = '/home/reader/paper.pdf'

async function open({
  networkOn = true,
  path = ':memory:',
  http = madeArxiv(),
}: { networkOn?: boolean; path?: string; http?: HttpGet } = {}) {
  const memory = memoryPorts({ http, path })
  const settings = (on: boolean): CoreSettings =>
    CoreSettings.parse({ ...DEFAULT_SETTINGS, networkOn: on, fillArchive: false, fetchArxiv: false })
  const app = createApp(memory.ports, { settings: settings(networkOn), checkOutputs: true })
  onTestFinished(() => memory.finish(app.close()))
  const told: { sentence: string; undo: boolean }[] = []
  app.subscribe((frame) => frame.name === 'told' && told.push(frame.data))
  const call = async <Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> => {
    const outcome = await memory.finish(app.dispatch(name, input, { signal: new AbortController().signal }))
    if (!outcome.ok) throw new Error(outcome.error.message)
    return outcome.value as CallOutput<Name>
  }
  memory.files.outside.set(FILE, await madePdf([{ lines: [`arXiv:${PAPER}v3 [cs.LG] 3 Oct 2026`] }]))
  return { ...memory, app, told, call, online: () => app.configure(settings(true)) }
}

test('the paper that a PDF is of is added from arXiv and has the file, with the marks made meanwhile; undo takes it from the list', async () => {
  const { call, told, until } = await open()
  const { file, stamp } = await call('files.open', { path: FILE })
  expect(stamp).toBe(PAPER)
  await until(() => told.length > 0)
  expect(told).toEqual([{ sentence: `Added “On thing ${PAPER}”, which the PDF is of.`, undo: true }])
  expect(await call('papers.get', { id: PAPER })).toMatchObject({ state: 'later', offlineReady: true })
  expect((await call('files.ofPaper', { paperId: PAPER })).files).toMatchObject([{ hash: file.hash, origin: 'opened' }])
  await call('history.undo', {})
  expect((await call('papers.get', { id: PAPER })).state).toBe('inbox')
})

test('a paper that is in the library is not added again, and a decision about it stands', async () => {
  const { call, told, until } = await open()
  await call('papers.add', { text: PAPER })
  await call('triage.decide', { ids: [PAPER], state: 'archive' })
  await call('files.open', { path: FILE })
  await until(() => told.length > 0)
  expect(told).toEqual([{ sentence: `The PDF belongs to “On thing ${PAPER}”, which was in the library.`, undo: false }])
  expect(await call('papers.get', { id: PAPER })).toMatchObject({ state: 'archive', offlineReady: true })
  await call('files.open', { path: FILE })
  expect(told).toHaveLength(1)
})

test('without a network it waits, says so once, also over a restart, and the paper comes once there is one', async () => {
  const path = `${tempFolder()}/library.sqlite`
  const before = await open({ networkOn: false, path })
  const { file } = await before.call('files.open', { path: FILE })
  await before.call('annotations.add', { annotations: [{ ...madeDraft(1), paperId: null, fileHash: file.hash }] })
  await before.until(() => before.told.length > 0)
  await before.pass(300_000)
  expect(before.told.map(({ sentence }) => sentence)).toEqual([
    `The PDF says that it is arXiv ${PAPER}. That paper is added by itself once arXiv can be asked.`,
  ])
  await before.finish(before.app.close())
  const after = await open({ networkOn: false, path })
  after.online()
  await after.until(() => after.told.length > 0)
  expect(after.told[0]?.sentence).toMatch(/^Added “On thing/)
  expect((await after.call('annotations.ofPaper', { paperId: PAPER })).annotations).toHaveLength(1)
})

test('a paper that arXiv does not know, or refuses, is told and not asked for again', async () => {
  for (const [http, says] of [
    [madeArxiv({ unknown: [PAPER] }), /which arXiv does not know\.$/],
    [madeArxiv({ failFrom: 1 }), /which could not be added: /],
  ] as const) {
    const { call, told, until, pass, requested } = await open({ http })
    await call('files.open', { path: FILE })
    await until(() => told.length > 0)
    const asked = requested.length
    await pass(600_000)
    expect(told.map(({ sentence }) => sentence)).toEqual([expect.stringMatching(says)])
    expect(requested).toHaveLength(asked)
  }
})
