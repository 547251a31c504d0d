// Owns the order of Catch up: votes, lifted by what was saved before, and near-duplicates folded into the first of them or into one that is decided.
import type { Author, Organization, PaperId } from '#domain/paper.ts'
import type { SqlRow } from '../ports.ts'
import { json, number, text, textOrNull } from '../storage/columns.ts'
import { INBOX_IDS, inboxSinceShown } from '../storage/inbox.ts'
import { isShown, shownSample } from '../storage/mode.ts'
import type { Store } from '../storage/store.ts'

interface Candidate {
  id: PaperId
  votes: number
  words: ReadonlySet<string>
  codeUrl: string | null
}

/** Titles that share this much of their words are the same work told twice. */
const SAME_TITLE = 0.8
/** Each name shared with a saved paper lifts by this, up to twice the votes. */
const LIFT = 0.25
const SAVED_LOOKED_AT = 500
/** What was decided last; a twin of one of these was decided with it. */
const DECIDED_LOOKED_AT = 400

/** A part of them at a time: some milliseconds. */
const PAPERS_A_TURN = 250

export interface CatchUp {
  kind: 'catch-up'
  /** In order, less those that are folded. */
  ids: PaperId[]
  folded: number
}

/** Undecided papers of the inbox from before the newest day, in order. After months away they are thousands: `yieldTurn` lets other calls in between. */
export async function catchUp(store: Store, today: string, yieldTurn: () => Promise<void>): Promise<CatchUp> {
  const ids = missedIds(store, today)
  const lifts = await liftsOf(store, ids, yieldTurn)
  const candidates = await read(store, ids, yieldTurn)
  const scores = new Map(candidates.map(({ id, votes }) => [id, (votes + 1) * (1 + Math.min(1, (lifts.get(id) ?? 0) * LIFT))]))
  const score = ({ id }: Candidate): number => scores.get(id) ?? 0
  const ordered = candidates.toSorted((a, b) => score(b) - score(a) || (a.id < b.id ? 1 : -1))
  await yieldTurn()
  const folded = await foldedIds([...(await read(store, decidedLast(store), yieldTurn)), ...ordered], yieldTurn)
  const shown = ordered.map(({ id }) => id).filter((id) => !folded.has(id))
  return { kind: 'catch-up', ids: shown, folded: ordered.length - shown.length }
}

/** Of all that was missed, those that fold into one of `kept` or into one that is decided. */
export async function nearDuplicates(
  store: Store,
  kept: readonly PaperId[],
  all: readonly PaperId[],
  yieldTurn: () => Promise<void>,
): Promise<PaperId[]> {
  const decided = decidedLast(store)
  const known = new Set([...decided, ...kept])
  const rest = all.filter((id) => !known.has(id))
  const folded = await foldedIds(await read(store, [...decided, ...kept, ...rest], yieldTurn), yieldTurn)
  return rest.filter((id) => folded.has(id))
}

/** Undecided papers of the inbox from before the newest day. */
export function missedIds(store: Store, today: string): PaperId[] {
  // one row for all of them: thousands of rows of one word each cost more than finding them
  return json<PaperId[]>(missed(store, today, 'json_group_array(p.id)'), 'found') ?? []
}

export function missedCount(store: Store, today: string): number {
  return number(missed(store, today, 'count(*)'), 'found')
}

function missed(store: Store, today: string, what: string): SqlRow {
  const shown = shownSample(store)
  const found = store.sql
    .prepare(
      `SELECT ${what} AS found FROM paper_order p LEFT JOIN marks m ON m.paper_id = p.id
       WHERE ${isShown('p.id', shown)} AND coalesce(m.state, 'inbox') = 'inbox' AND (m.snoozed_until IS NULL OR m.snoozed_until <= ?)
         AND p.newest_day < (SELECT max(newest_day) FROM papers WHERE sample = ?) AND p.id IN (${INBOX_IDS})`,
    )
    .get(today, shown, shown, inboxSinceShown(store, shown))
  return found ?? {}
}

async function inTurns<T>(things: readonly T[], yieldTurn: () => Promise<void>, look: (part: readonly T[]) => void): Promise<void> {
  for (let start = 0; start < things.length; start += PAPERS_A_TURN) {
    if (start > 0) await yieldTurn()
    look(things.slice(start, start + PAPERS_A_TURN))
  }
}

function decidedLast({ sql }: Store): PaperId[] {
  return sql
    .prepare(
      `SELECT paper_id FROM marks WHERE state <> 'inbox' AND decided_at_ms IS NOT NULL ORDER BY decided_at_ms DESC LIMIT ${DECIDED_LOOKED_AT}`,
    )
    .all()
    .map((row) => text(row, 'paper_id'))
}

/** Those that say the same as one before them. */
async function foldedIds(ordered: readonly Candidate[], yieldTurn: () => Promise<void>): Promise<Set<PaperId>> {
  const postings = new Map<string, Candidate[]>()
  const byCode = new Map<string, Candidate>()
  const folded = new Set<PaperId>()
  await inTurns(ordered, yieldTurn, (part) => {
    for (const candidate of part) {
      if (isFolded(candidate, postings, byCode)) {
        folded.add(candidate.id)
        continue
      }
      for (const word of candidate.words) {
        const posting = postings.get(word)
        if (posting) posting.push(candidate)
        else postings.set(word, [candidate])
      }
      if (candidate.codeUrl !== null) byCode.set(candidate.codeUrl, candidate)
    }
  })
  return folded
}

function isFolded(
  { words, codeUrl }: Candidate,
  postings: ReadonlyMap<string, readonly Candidate[]>,
  byCode: ReadonlyMap<string, Candidate>,
): boolean {
  const sameCode = codeUrl === null ? undefined : byCode.get(codeUrl)
  if (sameCode && likeness(words, sameCode.words) >= SAME_TITLE / 2) return true
  // what shares so much shares one of any few of its words: the rarest are asked, so that few others have to be compared
  const rarest = [...words].sort((a, b) => (postings.get(a)?.length ?? 0) - (postings.get(b)?.length ?? 0))
  const seen = new Set<Candidate>()
  for (const word of rarest.slice(0, Math.floor(words.size * (1 - SAME_TITLE)) + 1)) {
    for (const other of postings.get(word) ?? []) {
      if (seen.has(other)) continue
      seen.add(other)
      if (likeness(words, other.words) >= SAME_TITLE) return true
    }
  }
  return false
}

/** Shared words of all words of both, 0 to 1 (Jaccard). */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  return shared / (a.size + b.size - shared)
}

async function read({ sql }: Store, ids: readonly PaperId[], yieldTurn: () => Promise<void>): Promise<Candidate[]> {
  const candidates: Candidate[] = []
  await inTurns(ids, yieldTurn, (part) => {
    const rows = sql
      .prepare('SELECT p.id, p.votes, p.title, p.code_url FROM json_each(?) e JOIN papers p ON p.id = e.value ORDER BY e.key')
      .all(JSON.stringify(part))
    for (const row of rows) {
      const words = text(row, 'title')
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu)
      candidates.push({ id: text(row, 'id'), votes: number(row, 'votes'), words: new Set(words), codeUrl: textOrNull(row, 'code_url') })
    }
  })
  return candidates
}

/** How many of a paper's authors, organizations and keywords the papers saved last have too. */
async function liftsOf(store: Store, ids: readonly PaperId[], yieldTurn: () => Promise<void>): Promise<Map<PaperId, number>> {
  const saved = store.sql
    .prepare(`SELECT paper_id FROM marks WHERE first_saved_at_ms IS NOT NULL ORDER BY first_saved_at_ms DESC LIMIT ${SAVED_LOOKED_AT}`)
    .all()
    .map((row) => text(row, 'paper_id'))
  const liked = { authors: new Set<string>(), organizations: new Set<string>(), keywords: new Set<string>() }
  await inTurns(saved, yieldTurn, (part) => {
    for (const { authors, organization, keywords } of namesOf(store, part)) {
      for (const name of authors) liked.authors.add(name)
      if (organization !== null) liked.organizations.add(organization)
      for (const name of keywords) liked.keywords.add(name)
    }
  })
  const lifts = new Map<PaperId, number>()
  await inTurns(ids, yieldTurn, (part) => {
    for (const { id, authors, organization, keywords } of namesOf(store, part)) {
      let shared = organization !== null && liked.organizations.has(organization) ? 1 : 0
      for (const name of authors) if (liked.authors.has(name)) shared += 1
      for (const name of keywords) if (liked.keywords.has(name)) shared += 1
      if (shared > 0) lifts.set(id, shared)
    }
  })
  return lifts
}

interface Names {
  id: PaperId
  authors: string[]
  organization: string | null
  keywords: string[]
}

/** In small letters. */
function namesOf({ sql }: Store, ids: readonly PaperId[]): Names[] {
  return sql
    .prepare('SELECT id, authors, organization, keywords FROM papers WHERE id IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(ids))
    .map((row) => ({
      id: text(row, 'id'),
      authors: (json<Author[]>(row, 'authors') ?? []).map(({ name }) => name.toLowerCase()),
      organization: json<Organization>(row, 'organization')?.handle.toLowerCase() ?? null,
      keywords: (json<string[]>(row, 'keywords') ?? []).map((keyword) => keyword.toLowerCase()),
    }))
}
