// Owns the proof of a decision: shown at once, next paper selected, sent in order, taken back with a sentence.
import { beforeEach, expect, test } from 'vitest'
import type { PaperState } from '#domain/marks.ts'
import type { PaperRow } from '#domain/paper.ts'
import { decide, snooze } from '#renderer/actions/decide.ts'
import { travel } from '#renderer/actions/history.ts'
import { moveToUndecided } from '#renderer/actions/move.ts'
import { moveInReadingList } from '#renderer/actions/reading-list.ts'
import { keepSelection } from '#renderer/actions/targets.ts'
import { client } from '#renderer/app/client.ts'
import { currentList, followRows, setList, useLists } from '#renderer/state/lists.ts'
import { papers } from '#renderer/state/papers.ts'
import { mark, select, usePlace } from '#renderer/state/place.ts'
import { useToasts } from '#renderer/state/toasts.ts'
import { setClock } from '#renderer/state/clock.ts'
import type { PaperPlace } from '#renderer/words/places.ts'
import { paperRow } from '../paper-rows.ts'
import { settled, TestWire } from '../test-wire.ts'

/** Each test has its own papers: what one of them leaves unanswered is nothing to the next. */
let round = 0
let IDS: string[] = []
let [A, B, C, D] = ['', '', '', '']
const DAY: PaperPlace = { kind: 'day', day: '2026-08-21' }

papers.watch(followRows)
keepSelection()
let wire = new TestWire()

beforeEach(() => {
  round += 1
  IDS = [1, 2, 3, 4].map((number) => `24${String(round).padStart(2, '0')}.0000${number}`)
  ;[A = '', B = '', C = '', D = ''] = IDS
  wire = new TestWire()
  client.attach(wire)
  setClock(Date.parse('2026-08-21T20:00:00Z'))
  useToasts.setState({ toasts: [], said: { sentence: '', turn: 0 } })
})

function open(place: PaperPlace, states: Partial<Record<string, PaperState>> = {}): void {
  useLists.setState({ byKey: {} })
  papers.put(IDS.map((id): PaperRow => paperRow(id, { state: states[id] ?? 'inbox' })))
  usePlace.setState({ place, selectedId: null, selectedIndex: 0, marked: new Set(), back: [] })
  const decided = Object.values(states).filter((state) => state !== 'inbox').length
  setList(place, { ids: IDS, order: IDS, status: 'ready', decided })
}

const selected = (): string | null => usePlace.getState().selectedId
const said = (): string => useToasts.getState().said.sentence

test('a list opens at its first undecided paper', () => {
  open(DAY, { [A]: 'later', [B]: 'archive' })
  expect(selected()).toBe(C)
})

/** A long list of which only the first rows are known here. */
function openLong(place: PaperPlace, known: Partial<Record<string, PaperState>>, undecided: string[]): void {
  useLists.setState({ byKey: {} })
  papers.put(Object.entries(known).map(([id, state = 'inbox']): PaperRow => paperRow(id, { state })))
  usePlace.setState({ place, selectedId: null, selectedIndex: 0, marked: new Set(), back: [] })
  setList(place, { ids: IDS, order: IDS, undecided: new Set(undecided), status: 'ready' })
}

test('a list of what was decided opens at its first paper, however few of its rows are known', () => {
  openLong({ kind: 'state', state: 'later' }, { [A]: 'later', [B]: 'later' }, [])
  expect(selected()).toBe(A)
})

test('notes and tags open at their first paper, also where that is decided', () => {
  for (const place of [{ kind: 'notes' }, { kind: 'tag', tag: 'lamps' }] as const) {
    openLong(place, { [A]: 'later' }, [B, C])
    expect(selected(), place.kind).toBe(A)
  }
})

test('the next undecided paper is one without a decision, also where its row is not known yet', () => {
  openLong({ kind: 'week', week: '2026-W34' }, { [A]: 'later', [B]: 'archive' }, [D])
  expect(selected()).toBe(D)
  moveToUndecided(1)
  expect([selected(), said()]).toEqual([D, 'No undecided paper below.'])
})

test('where only undecided papers are listed, as many are left as are listed', () => {
  open(DAY)
  setList(DAY, { filter: { undecided: true }, decided: 30 })
  decide('later')
  expect([currentList()?.ids.length, said()]).toEqual([3, 'Saved to Later, 3 left'])
})

test('a decision is shown, counted and said, and the next undecided paper is selected, before core has answered', () => {
  open(DAY, { [B]: 'later' })
  decide('later')
  expect(papers.get(A)?.state).toBe('later')
  expect(selected()).toBe(C)
  expect(currentList()?.decided).toBe(2)
  expect(said()).toBe('Saved to Later, 2 left')
  expect(wire.calls().map(({ name, input }) => ({ name, input }))).toEqual([{ name: 'triage.decide', input: { ids: [A], state: 'later' } }])
})

test('the last decision of a day says so', () => {
  open(DAY, { [B]: 'later', [C]: 'archive', [D]: 'archive' })
  decide('later')
  expect(said()).toMatch(/^Saved to Later, nothing left to decide on \w+day, /)
})

test('of a list that is not read yet nobody says what is left in it', () => {
  usePlace.setState({ place: DAY, selectedId: A, selectedIndex: 0, marked: new Set(), back: [] })
  useLists.setState({ byKey: {} })
  papers.put([paperRow(A, { state: 'inbox' })])
  setList(DAY, {})
  decide('later')
  expect(said()).toBe('Saved to Later')
})

test('decisions go out in the order they were made', () => {
  open(DAY)
  decide('later')
  decide('dismissed')
  decide('archive')
  expect(wire.calls('triage.decide').map((call) => call.input)).toEqual([
    { ids: [A], state: 'later' },
    { ids: [B], state: 'dismissed' },
    { ids: [C], state: 'archive' },
  ])
})

test('a refused decision is taken back, says why and gives the paper back', async () => {
  open(DAY)
  decide('later')
  await wire.refuse('triage.decide', { code: 'disk-full', message: 'The disk is full. Free some space.', retryable: true })
  expect(papers.get(A)?.state).toBe('inbox')
  expect(currentList()?.decided).toBe(0)
  expect(selected()).toBe(A)
  expect(useToasts.getState().toasts.at(-1)).toMatchObject({ kind: 'failure', sentence: 'The disk is full. Free some space.' })
})

test('the last undecided paper above comes when there is none below', () => {
  open(DAY, { [C]: 'later' })
  select(D, 3)
  decide('archive')
  expect(selected()).toBe(B)
})

test('with nothing left the selection stays and it is said', () => {
  open(DAY, { [A]: 'later', [B]: 'later', [C]: 'later' })
  decide('archive')
  expect(selected()).toBe(D)
  expect(said()).toContain('nothing left to decide')
})

test('a paper that was decided leaves the inbox at once', () => {
  open({ kind: 'inbox' })
  decide('dismissed')
  expect(currentList()?.ids).toEqual([B, C, D])
  expect(selected()).toBe(B)
  expect(said()).toBe('Dismissed, 3 left')
})

test('a refused decision brings the paper back to its place in the inbox', async () => {
  open({ kind: 'inbox' })
  select(B, 1)
  decide('dismissed')
  await wire.refuse('triage.decide', { code: 'busy', message: 'Busy.', retryable: true })
  expect(currentList()?.ids).toEqual(IDS)
  expect(selected()).toBe(B)
})

test('marked papers are decided together, as one step', () => {
  open(DAY)
  mark(new Set([A, C]))
  decide('shortlist')
  expect(wire.last('triage.decide').input).toEqual({ ids: [A, C], state: 'shortlist' })
  expect(usePlace.getState().marked.size).toBe(0)
  expect(said()).toBe('Saved to Shortlist: 2 papers, 2 left')
})

test('the last paper that leaves a list gives the selection to the one before', () => {
  open({ kind: 'state', state: 'later' }, { [A]: 'later', [B]: 'later', [C]: 'later', [D]: 'later' })
  select(D, 3)
  decide('archive')
  expect(currentList()?.ids).toEqual([A, B, C])
  expect(selected()).toBe(C)
})

test('a snoozed paper counts as decided until its day', () => {
  open(DAY)
  snooze([A], '2026-08-24')
  expect(currentList()?.decided).toBe(1)
  expect(selected()).toBe(B)
  expect(said()).toBe('Snoozed until Monday, 3 left')
})

test('undo brings the paper back into view and selects it', async () => {
  open({ kind: 'inbox' })
  decide('dismissed')
  await wire.answer('triage.decide', { sentence: 'Dismissed “Paper”.', historyId: 7, ids: [A] })
  expect(useToasts.getState().toasts.at(-1)).toMatchObject({ sentence: 'Dismissed “Paper”.', undo: true })
  select(D, 2)
  travel('undo')
  await settled()
  await wire.answer('history.undo', { sentence: 'Undone: Dismissed “Paper”.', historyId: 7, ids: [A], rows: [paperRow(A)] })
  expect(currentList()?.ids).toEqual(IDS)
  expect(selected()).toBe(A)
})

test('moving in the reading list is seen at once and sent as a place', () => {
  open({ kind: 'state', state: 'later' }, { [A]: 'later', [B]: 'later', [C]: 'later', [D]: 'later' })
  select(A, 0)
  moveInReadingList(1)
  expect(currentList()?.ids).toEqual([B, A, C, D])
  expect(wire.last('readingList.move').input).toEqual({ ids: [A], before: C })
  expect(selected()).toBe(A)
})

test('undo takes nobody back who went on before its step is answered', async () => {
  const inbox: PaperPlace = { kind: 'inbox' }
  open(inbox)
  decide('dismissed')
  await wire.answer('triage.decide', { sentence: 'Dismissed “Paper”.', historyId: 7, ids: [A] })
  open({ kind: 'state', state: 'later' }, {})
  setList({ kind: 'state', state: 'later' }, { ids: [C], order: [C], status: 'ready', decided: 0 })
  travel('undo')
  await settled()
  usePlace.setState({ place: { kind: 'journal' } })
  await wire.answer('history.undo', { sentence: 'Undone.', historyId: 7, ids: [A], rows: [paperRow(A)] })
  await settled()
  expect(usePlace.getState().place).toEqual({ kind: 'journal' })
})

test('papers that come back, in whichever order, stand where they stood', () => {
  open({ kind: 'inbox' })
  const give = (state: PaperState, ...ids: string[]): void => papers.put(ids.map((id) => paperRow(id, { state })))
  give('later', A, C, D)
  expect(currentList()?.ids).toEqual([B])
  give('inbox', D, A)
  expect(currentList()?.ids).toEqual([A, B, D])
  give('inbox', C)
  expect(currentList()?.ids).toEqual(IDS)
  give('archive', ...IDS)
  give('inbox', C, B)
  expect(currentList()?.ids).toEqual([B, C])
})
