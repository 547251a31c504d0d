// Owns what a reader and the program do while they wait for the kill: each actor one call after another, all of them at once.
import path from 'node:path'
import type { CallInput, CallName, CallOutput } from '#contract/api.ts'
import { annotationColours } from '#domain/annotation.ts'
import type { Random } from '#core/ports.ts'
import { annotationId, madeDraft } from '#tests/core/annotations/made-annotations.ts'
import type { WireClient } from '#tests/support/wire-client.ts'
import type { Changes, Promised } from './promised.ts'

export interface Stage {
  client: WireClient
  promised: Promised
  random: Random
  ids: readonly string[]
  /** A folder for what leaves the library. */
  outside: string
  /** Called after every answer. */
  answered(): void
  isOver(): boolean
  /** A refusal that is no sentence, or names a bug. */
  complain(words: string): void
}

const STATES = ['later', 'shortlist', 'archive', 'dismissed', 'inbox'] as const
const TAGS = ['to cite', 'method', 'again', 'doubt'] as const
const COLOURS = Object.keys(annotationColours) as (keyof typeof annotationColours)[]

export const ACTORS: readonly ((stage: Stage) => Promise<void>)[] = [typing, deciding, tagging, marking, keeping]

function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random.fraction() * from.length)] as T
}

function some<T>(random: Random, from: readonly T[], most: number): T[] {
  return [...new Set(Array.from({ length: 1 + Math.floor(random.fraction() * most) }, () => pick(random, from)))]
}

/** Sends one call; true when it was acknowledged. What it sets is promised from then on. */
async function ask<Name extends CallName>(
  stage: Stage,
  changes: Changes,
  name: Name,
  input: CallInput<Name>,
): Promise<CallOutput<Name> | null> {
  const { kept, refused } = stage.promised.begin(changes)
  try {
    const answer = await stage.client.call(name, input)
    kept()
    return answer
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    // what was on its way when it died may have happened or not
    if (message === 'gone') throw thrown
    refused()
    if (!/^\S.*[.!]$/s.test(message) || message.includes('went wrong')) stage.complain(`${name}: ${message}`)
    return null
  } finally {
    stage.answered()
  }
}

/** Each actor has papers of its own, so that what it knows is what is there. */
function own(stage: Stage, part: number): string[] {
  return stage.ids.filter((_, index) => index % 3 === part).slice(0, 8)
}

async function typing(stage: Stage): Promise<void> {
  const id = pick(stage.random, own(stage, 0))
  const { note } = await stage.client.call('notes.get', { id })
  let [text, revision] = [note?.text ?? '', note?.revision ?? 0]
  while (!stage.isOver()) {
    const next =
      stage.random.fraction() < 0.03 ? '' : `${text}${pick(stage.random, ['a', 'é', ' ', '\n', '$x$', '🦔', 'quill '])}`.slice(-2000)
    const saved = await ask(stage, { [`note ${id}`]: next }, 'notes.save', { id, text: next, baseRevision: revision })
    if (saved) [text, revision] = [next, saved.revision]
  }
}

async function deciding(stage: Stage): Promise<void> {
  const ids = own(stage, 1)
  while (!stage.isOver()) {
    const chosen = some(stage.random, ids, 4)
    const dice = stage.random.fraction()
    if (dice < 0.6) {
      const state = pick(stage.random, STATES)
      await ask(stage, Object.fromEntries(chosen.map((id) => [`state ${id}`, state])), 'triage.decide', { ids: chosen, state })
    } else if (dice < 0.8) {
      const read = stage.random.fraction() < 0.5
      await ask(stage, Object.fromEntries(chosen.map((id) => [`read ${id}`, read ? '1' : '0'])), 'triage.setRead', { ids: chosen, read })
    } else {
      const listed = ids.filter((id) => ['later', 'shortlist'].includes(stage.promised.get(`state ${id}`) ?? ''))
      const [first, ...rest] = listed
      if (first !== undefined)
        await ask(stage, {}, 'readingList.move', { ids: [first], before: rest.length > 0 ? pick(stage.random, rest) : null })
    }
  }
}

async function tagging(stage: Stage): Promise<void> {
  const ids = own(stage, 2)
  while (!stage.isOver()) {
    const id = pick(stage.random, ids)
    const name = pick(stage.random, TAGS)
    const had = (stage.promised.get(`tags ${id}`) ?? '').split(',').filter((tag) => tag !== '')
    const adds = stage.random.fraction() < 0.6
    const next = adds ? [...new Set([...had, name])] : had.filter((tag) => tag !== name)
    await ask(stage, { [`tags ${id}`]: next.sort().join(',') }, adds ? 'tags.add' : 'tags.remove', { ids: [id], names: [name] })
    if (stage.random.fraction() < 0.2) {
      const author = `Writer ${Math.floor(stage.random.fraction() * 5)}`
      await ask(stage, { [`followed ${author.toLowerCase()}`]: author }, 'follow.add', { kind: 'author', text: author })
    }
  }
}

async function marking(stage: Stage): Promise<void> {
  const paperId = stage.ids[0] ?? null
  while (!stage.isOver()) {
    const id = annotationId(1 + Math.floor(stage.random.fraction() * 12))
    const name = `mark ${id}`
    const known = stage.promised.get(name) ?? ''
    const colour = pick(stage.random, COLOURS)
    const comment = `comment ${Math.floor(stage.random.fraction() * 1000)}`
    const number = Number(id.slice(-3))
    if (known === '')
      await ask(stage, { [name]: `${colour} ${comment}` }, 'annotations.add', {
        annotations: [madeDraft(number, { id, paperId, colour, comment })],
      })
    else if (stage.random.fraction() < 0.25) await ask(stage, { [name]: '' }, 'annotations.remove', { ids: [id] })
    else await ask(stage, { [name]: `${colour} ${comment}` }, 'annotations.change', { ids: [id], patch: { colour, comment } })
  }
}

/** What writes files, and what is asked of the outside. */
async function keeping(stage: Stage): Promise<void> {
  const file = (end: string): string => path.join(stage.outside, `${stage.random.uuid()}${end}`)
  const deeds: readonly (() => Promise<unknown>)[] = [
    () => ask(stage, {}, 'library.backup', {}),
    () => ask(stage, {}, 'library.archive', { path: file('.zip') }),
    () => ask(stage, {}, 'papers.pack', { ids: stage.ids.slice(0, 3), by: 'Ada' }),
    () => ask(stage, {}, 'library.export', { format: 'bibtex' }),
    () => ask(stage, {}, 'sync.run', {}),
    () => ask(stage, {}, 'files.makeOffline', { ids: some(stage.random, stage.ids, 2) }),
    () => ask(stage, {}, 'search.query', { text: 'quill' }),
    () => ask(stage, {}, 'settings.set', { textScale: 1 + Math.floor(stage.random.fraction() * 5) / 10 }),
  ]
  while (!stage.isOver()) await pick(stage.random, deeds)()
}
