// Owns what the reader of a simulated month does: a few minutes of random use, now and then.
import type { Random } from '#core/ports.ts'
import { annotationId, madeDraft } from '#tests/core/annotations/made-annotations.ts'
import type { Machine } from './machine.ts'

const STATES = ['later', 'shortlist', 'archive', 'dismissed', 'inbox'] as const
const TAGS = ['to cite', 'method', 'again'] as const
/** Refusals that are an answer and no fault. */
const MEANT = new Set(['conflict', 'not-found', 'nothing-to-undo', 'invalid-input'])

export interface Sitting {
  deeds: number
  wrong: string[]
}

export async function sitDown(machine: Machine, ids: readonly string[], random: Random): Promise<Sitting> {
  const sitting: Sitting = { deeds: 0, wrong: [] }
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.fraction() * from.length)] as T
  if (ids.length === 0) return sitting
  const deeds: readonly (() => readonly [name: string, input: unknown])[] = [
    () => ['triage.decide', { ids: [pick(ids), pick(ids)], state: pick(STATES) }],
    () => ['triage.setRead', { ids: [pick(ids)], read: random.fraction() < 0.7 }],
    () => ['tags.add', { ids: [pick(ids)], names: [pick(TAGS)] }],
    () => ['tags.remove', { ids: [pick(ids)], names: [pick(TAGS)] }],
    () => ['notes.save', { id: pick(ids), text: `a note ${random.uuid()}`, baseRevision: 0 }],
    () => ['annotations.add', { annotations: [madeDraft(1, { id: random.uuid(), paperId: pick(ids), comment: random.uuid() })] }],
    () => ['annotations.remove', { ids: [annotationId(Math.floor(random.fraction() * 9))] }],
    () => ['history.undo', {}],
    () => ['history.redo', {}],
  ]
  for (let deed = 0; deed < 12; deed += 1) {
    const [name, input] = pick(deeds)()
    const outcome = await machine.call(name, input)
    sitting.deeds += 1
    if (!outcome.ok && !MEANT.has(outcome.error.code)) sitting.wrong.push(`${name}: ${outcome.error.message} ${outcome.error.detail ?? ''}`)
  }
  return sitting
}
