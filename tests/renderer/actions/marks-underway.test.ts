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

test('of thousands of marks only those that changed are read; one that is gone goes, and the others stay as they are', async () => {
  const [second, third] = [2, 3].map((number) => ({ ...YELLOW, ...madeDraft(number) })) as [Annotation, Annotation]
  useReader.setState({ annotations: [YELLOW, second, third] })
  void loadMarks([annotationId(1), annotationId(3), annotationId(4)])
  expect(wire.last('annotations.some').input).toEqual({ ids: [annotationId(1), annotationId(3), annotationId(4)] })
  const fourth = { ...YELLOW, ...madeDraft(4) }
  const elsewhere = { ...YELLOW, ...madeDraft(5), fileHash: 'f'.repeat(64) }
  await wire.answer('annotations.some', { annotations: [fourth, GREEN, elsewhere] })
  const { annotations } = useReader.getState()
  expect(annotations).toEqual([GREEN, second, fourth])
  expect(annotations[1]).toBe(second)
  expect(reads()).toBe(0)
})

test('marks that were told of while a change was on its way are read together once it is kept', async () => {
  void changeMark(annotationId(1), { colour: 'green' })
  void loadMarks([annotationId(1)])
  void loadMarks([annotationId(2)])
  expect(wire.calls('annotations.some')).toEqual([])
  await wire.answer('annotations.change', { sentence: '', historyId: null, ids: [] })
  expect(wire.last('annotations.some').input).toEqual({ ids: [annotationId(1), annotationId(2)] })
  await wire.answer('annotations.some', { annotations: [GREEN] })
  expect(useReader.getState().annotations).toEqual([GREEN])
})

test('a change that is refused goes from the page', async () => {
  void changeMark(annotationId(1), { colour: 'green' })
  await wire.refuse('annotations.change', { code: 'not-found', message: 'That mark is not there any more.', retryable: false })
  await wire.answer('annotations.ofFile', { annotations: [YELLOW] })
  await settled()
  expect(colour()).toBe('yellow')
})
