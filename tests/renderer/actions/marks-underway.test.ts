// Owns the fact that a change of a mark stays on the page while it is on its way to be kept.
import { beforeEach, expect, test } from 'vitest'
import type { Annotation } from '#domain/annotation.ts'
import { changeMark, loadMarks } from '#renderer/actions/reader.ts'
import { client } from '#renderer/app/client.ts'
import { useReader } from '#renderer/state/reader.ts'
import { annotationId, MADE_HASH, madeDraft } from '../../core/annotations/made-annotations.ts'
import { settled, TestWire } from '../test-wire.ts'

const made = (colour: Annotation['colour'], modifiedAtMs: number): Annotation => ({
  ...madeDraft(1, { colour }),
  anchor: { state: 'exact', score: 1 },
  createdAtMs: 1,
  modifiedAtMs,
  author: null,
  source: null,
})
const YELLOW = made('yellow', 1)
const GREEN = made('green', 2)
const colour = (): string | undefined => useReader.getState().annotations[0]?.colour
const reads = (): number => wire.calls('annotations.ofFile').length
let wire = new TestWire()

beforeEach(() => {
  wire = new TestWire()
  client.attach(wire)
  const file = { hash: MADE_HASH, title: 'A made paper' } as unknown as NonNullable<ReturnType<typeof useReader.getState>['file']>
  useReader.setState({ file, annotations: [YELLOW] })
})

test('marks that were read before a change do not take it back', async () => {
  void loadMarks()
  const before = wire.last('annotations.ofFile')
  void changeMark(annotationId(1), { colour: 'green' })
  await wire.answerCall(before, { annotations: [YELLOW] })
  expect(colour()).toBe('green')
  await wire.answer('annotations.change', { sentence: '', historyId: null, ids: [] })
  await wire.answer('annotations.ofFile', { annotations: [GREEN] })
  expect(useReader.getState().annotations).toEqual([GREEN])
})

test('what others changed meanwhile is read once the change is kept', async () => {
  void changeMark(annotationId(1), { colour: 'green' })
  void loadMarks()
  expect(reads()).toBe(0)
  await wire.answer('annotations.change', { sentence: '', historyId: null, ids: [] })
  expect(reads()).toBe(1)
  await wire.answer('annotations.ofFile', { annotations: [GREEN] })
  expect(useReader.getState().annotations).toEqual([GREEN])
})

test('a change that is refused goes from the page', async () => {
  void changeMark(annotationId(1), { colour: 'green' })
  await wire.refuse('annotations.change', { code: 'not-found', message: 'That mark is not there any more.', retryable: false })
  await wire.answer('annotations.ofFile', { annotations: [YELLOW] })
  await settled()
  expect(colour()).toBe('yellow')
})
