// Owns the order of Catch up: votes, lifted by what was saved before, and near-duplicates folded into the first of them or into one that is decided.
import { followKey } from '#domain/follow.ts'
import type { Author, Organization, PaperId } from '#domain/paper.ts'
import { json, number, text, textOrNull } from '../storage/columns.ts'
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

/** The papers in order, less those that are folded. */
export function catchUpIds(store: Store, missed: readonly PaperId[]): PaperId[] {
  const candidates = read(store, missed)
  const lifts = liftsOf(store, missed)
  const score = ({ id, votes }: Candidate): number => (votes + 1) * (1 + Math.min(1, (lifts.get(id) ?? 0) * LIFT))
  const ordered = candidates.toSorted((a, b) => score(b) - score(a) || (a.id < b.id ? 1 : -1))
  const decided = read(store, decidedLast(store))
  const folded = new Set([...foldedInto([...decided, ...ordered]).values()].flat())
  return ordered.map(({ id }) => id).filter((id) => !folded.has(id))
}

/** Of the missed papers, those that fold into one of `kept` or into one that is decided. */
export function nearDuplicates(store: Store, kept: readonly PaperId[], missed: readonly PaperId[]): PaperId[] {
  const decided = decidedLast(store)
  const known = new Set([...decided, ...kept])
  const rest = missed.filter((id) => !known.has(id))
  const folds = foldedInto([...read(store, decided), ...read(store, kept), ...read(store, rest)])
  const isMissed = new Set(rest)
  return [...folds.values()].flat().filter((id) => isMissed.has(id))
}

function decidedLast({ sql }: Store): PaperId[] {
  return sql
    .prepare(
      `SELECT paper_id FROM marks WHERE state <> 'inbox' AND decided_at_ms IS NOT NULL ORDER BY decided_at_ms DESC LIMIT ${DECIDED_LOOKED_AT}`,
    )
    .all()
    .map((row) => text(row, 'paper_id'))
}

/** By the paper that stays, those that follow it and say the same. */
function foldedInto(ordered: readonly Candidate[]): Map<PaperId, PaperId[]> {
  const postings = new Map<string, Candidate[]>()
  const byCode = new Map<string, Candidate>()
  const folds = new Map<PaperId, PaperId[]>()
  for (const candidate of ordered) {
    const near = nearest(candidate, postings, byCode)
    if (near) {
      folds.set(near.id, [...(folds.get(near.id) ?? []), candidate.id])
      continue
    }
    for (const word of candidate.words) {
      const posting = postings.get(word)
      if (posting) posting.push(candidate)
      else postings.set(word, [candidate])
    }
    if (candidate.codeUrl !== null) byCode.set(candidate.codeUrl, candidate)
  }
  return folds
}

function nearest(
  { words, codeUrl }: Candidate,
  postings: ReadonlyMap<string, readonly Candidate[]>,
  byCode: ReadonlyMap<string, Candidate>,
): Candidate | undefined {
  const sameCode = codeUrl === null ? undefined : byCode.get(codeUrl)
  if (sameCode && likeness(words, sameCode.words) >= SAME_TITLE / 2) return sameCode
  // what shares so much shares one of any few of its words: the rarest are asked, so that few others have to be compared
  const rarest = [...words].sort((a, b) => (postings.get(a)?.length ?? 0) - (postings.get(b)?.length ?? 0))
  const seen = new Set<Candidate>()
  for (const word of rarest.slice(0, Math.floor(words.size * (1 - SAME_TITLE)) + 1)) {
    for (const other of postings.get(word) ?? []) {
      if (seen.has(other)) continue
      seen.add(other)
      if (likeness(words, other.words) >= SAME_TITLE) return other
    }
  }
  return undefined
}

/** Shared words of all words of both, 0 to 1 (Jaccard). */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  return shared / (a.size + b.size - shared)
}

function read({ sql }: Store, ids: readonly PaperId[]): Candidate[] {
  const rows = sql
    .prepare('SELECT p.id, p.votes, p.title, p.code_url FROM json_each(?) e JOIN papers p ON p.id = e.value ORDER BY e.key')
    .all(JSON.stringify(ids))
  return rows.map((row) => ({
    id: text(row, 'id'),
    votes: number(row, 'votes'),
    words: new Set(
      text(row, 'title')
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? [],
    ),
    codeUrl: textOrNull(row, 'code_url'),
  }))
}

/** How many of a paper's authors, organizations and keywords the papers saved last have too. */
function liftsOf(store: Store, ids: readonly PaperId[]): Map<PaperId, number> {
  const saved = store.sql
    .prepare(`SELECT paper_id FROM marks WHERE first_saved_at_ms IS NOT NULL ORDER BY first_saved_at_ms DESC LIMIT ${SAVED_LOOKED_AT}`)
    .all()
    .map((row) => text(row, 'paper_id'))
  const liked = new Set<string>()
  forEachName(store, saved, (name) => liked.add(name))
  const lifts = new Map<PaperId, number>()
  forEachName(store, ids, (name, id) => {
    if (liked.has(name)) lifts.set(id, (lifts.get(id) ?? 0) + 1)
  })
  return lifts
}

/** Ten thousand names: read as they are stored and taken apart here, without an object for each. */
function forEachName({ sql }: Store, ids: readonly PaperId[], look: (name: string, id: PaperId) => void): void {
  const rows = sql
    .prepare('SELECT id, authors, organization, keywords FROM papers WHERE id IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(ids))
  for (const row of rows) {
    const id = text(row, 'id')
    for (const { name } of json<Author[]>(row, 'authors') ?? []) look(`author ${name.toLowerCase()}`, id)
    const organization = json<Organization>(row, 'organization')
    if (organization !== null) look(`organization ${organization.handle.toLowerCase()}`, id)
    for (const keyword of json<string[]>(row, 'keywords') ?? []) look(`keyword ${followKey('keyword', keyword)}`, id)
  }
}
