// Owns the facts about one window's session: frames in, results and events out, what a fall and a close do to it.
import { expect, test } from 'vitest'
import type { EventFrame } from '#contract/api.ts'
import type { Outcome, ServerFrame } from '#contract/wire.ts'
import { createClientSession } from '#hosts/client-session.ts'
import type { Core, CoreState } from '#hosts/core-thread/core-thread.ts'
import type { HostCalls } from '#hosts/host-calls.ts'
import { DEFAULT_SETTINGS } from '#domain/settings.ts'

interface Asked {
  name: string
  signal: AbortSignal
  answer(outcome: Outcome): void
}

function fixture(phase: CoreState = { phase: 'up' }) {
  const asked: Asked[] = []
  const sent: ServerFrame[] = []
  const states = new Set<(state: CoreState) => void>()
  const events = new Set<(frame: EventFrame) => void>()
  const subscribe =
    <T>(set: Set<T>) =>
    (listener: T) => {
      set.add(listener)
      return () => set.delete(listener)
    }
  const core: Core = {
    call: (name, _input, { signal }) => new Promise((answer) => asked.push({ name, signal, answer })),
    onEvent: subscribe(events),
    onState: subscribe(states),
    state: () => phase,
    configure: () => {},
    unlock: () => {},
    ready: Promise.resolve(),
    retry: () => {},
    care: () => Promise.reject(new Error('not here')),
    close: () => Promise.resolve(),
  }
  const hostCalls: HostCalls = {
    call: (name) => Promise.resolve({ ok: true, value: name }),
    onEvent: subscribe(events),
    emit: (frame) => events.forEach((listener) => listener(frame)),
    settings: () => DEFAULT_SETTINGS,
  }
  const session = createClientSession({ core, hostCalls, send: (frame) => sent.push(frame) })
  const say = (state: CoreState): void => states.forEach((listener) => listener(state))
  return { session, asked, sent, say, emit: hostCalls.emit, states, events }
}

const call = (id: number, name = 'library.status'): unknown => ({ type: 'call', id, name, input: {} })
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('says at once whether core is up, and nothing while it opens', () => {
  expect(fixture().sent).toEqual([{ type: 'host', core: 'up', sentence: null }])
  expect(fixture({ phase: 'starting' }).sent).toEqual([])
  const failure = { code: 'busy' as const, message: 'Busy.', retryable: true }
  expect(fixture({ phase: 'down', sentence: 'Busy.', failure }).sent).toEqual([{ type: 'host', core: 'down', sentence: 'Busy.' }])
})

test('results carry the id of their call, whoever answers it', async () => {
  const { session, asked, sent } = fixture()
  session.receive(call(7))
  session.receive(call(8, 'settings.get'))
  asked[0]?.answer({ ok: true, value: 'status' })
  await settled()
  expect(sent.slice(1)).toEqual([
    { type: 'result', id: 8, result: { ok: true, value: 'settings.get' } },
    { type: 'result', id: 7, result: { ok: true, value: 'status' } },
  ])
  expect(asked.map(({ name }) => name)).toEqual(['library.status'])
})

test('what is no frame is dropped and counted', () => {
  const { session, asked } = fixture()
  for (const frame of [
    null,
    'x',
    {},
    { type: 'call' },
    { type: 'call', id: 1.5, name: 'a' },
    { type: 'call', id: 1, name: 'a'.repeat(65) },
  ]) {
    expect(session.receive(frame)).toBe(false)
  }
  expect(asked).toEqual([])
})

test('cancel reaches the call it names', () => {
  const { session, asked } = fixture()
  session.receive(call(1))
  session.receive({ type: 'cancel', id: 1 })
  session.receive({ type: 'cancel', id: 99 })
  expect(asked[0]?.signal.aborted).toBe(true)
})

test('a call that is asked twice while it runs is answered once', async () => {
  const { session, asked, sent } = fixture()
  session.receive(call(1))
  session.receive(call(1))
  expect(asked).toHaveLength(1)
  asked[0]?.answer({ ok: true, value: 1 })
  await settled()
  expect(sent.filter(({ type }) => type === 'result')).toHaveLength(1)
})

test('a fall is said, what was in flight is not answered any more, and it may be asked again', async () => {
  const { session, asked, sent, say } = fixture()
  session.receive(call(1))
  say({ phase: 'down', sentence: 'Fell.', failure: { code: 'internal', message: 'Fell.', retryable: true } })
  asked[0]?.answer({ ok: false, error: { code: 'internal', message: 'Fell.', retryable: true } })
  await settled()
  say({ phase: 'up' })
  session.receive(call(1))
  asked[1]?.answer({ ok: true, value: 1 })
  await settled()
  expect(sent.slice(1)).toEqual([
    { type: 'host', core: 'down', sentence: 'Fell.' },
    { type: 'host', core: 'up', sentence: null },
    { type: 'result', id: 1, result: { ok: true, value: 1 } },
  ])
})

test('a library that can’t be opened is said as such, and calls of the host are answered over the fall of core', async () => {
  const failure = { code: 'damaged-database' as const, message: 'Damaged.', retryable: false }
  expect(fixture({ phase: 'down', sentence: 'Damaged.', failure }).sent).toEqual([{ type: 'host', core: 'damaged', sentence: 'Damaged.' }])
  const { session, sent, say } = fixture()
  session.receive(call(1, 'copies.list'))
  say({ phase: 'down', sentence: 'Damaged.', failure })
  await settled()
  expect(sent.at(-1)).toEqual({ type: 'result', id: 1, result: { ok: true, value: 'copies.list' } })
})

test('too many calls at once are refused as busy', () => {
  const { session, sent } = fixture()
  for (let id = 0; id < 2001; id += 1) session.receive(call(id))
  expect(sent.at(-1)).toMatchObject({ type: 'result', id: 2000, result: { ok: false, error: { code: 'busy', retryable: true } } })
})

test('closing stops questions, lets changes happen, and nothing is sent afterwards', async () => {
  const { session, asked, sent, emit, states, events } = fixture()
  session.receive(call(1))
  session.receive(call(2, 'triage.decide'))
  session.close()
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false])
  asked[1]?.answer({ ok: true, value: 1 })
  emit({ name: 'action', data: { id: 'a' } })
  await settled()
  expect(sent).toHaveLength(1)
  expect([states.size, events.size]).toEqual([0, 0])
})
