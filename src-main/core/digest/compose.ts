// Owns what stands in a digest: which papers of the library, in which section, and why.
import { counted } from '#domain/counted.ts'
import {
  type Digest,
  DIGEST_SPAN_MS,
  type DigestKind,
  type DigestPaper,
  type DigestSectionName,
  DigestSectionName as SectionNames,
  type DigestSettings,
} from '#domain/digest.ts'
import { addDays, type Day, daysBetween, localDayOf } from '#domain/day.ts'
import { type PaperId, paperLinks } from '#domain/paper.ts'
import { plainText } from '#domain/tex.ts'
import { risingPapers } from '../queries/rising.ts'
import { paperRows } from '../queries/rows.ts'
import { numberOrNull, text, textOrNull } from '../storage/columns.ts'
import { lastDigestAtMs } from '../storage/digest-rows.ts'
import { shownSample } from '../storage/mode.ts'
import type { Store } from '../storage/store.ts'
import { trimmedEnd } from '#domain/trimmed.ts'

const NEWS_FOR_DAYS = 14

/** A paper that a section wants, before its title is read. */
export interface Chosen {
  id: PaperId
  rise?: number | null
  why?: string | null
}

export interface ComposeOptions {
  kind: DigestKind
  nowMs: number
  /** The reader's calendar day the digest is for; the top papers are those of the newest feed day up to it. */
  day: Day
  settings: Pick<DigestSettings, 'sections' | 'papersPerSection'>
  /** New papers of saved searches since `digestSinceMs`, best first. */
  ofSearches: readonly Chosen[]
}

/** What is new in a digest is new since then: the last one of its kind, or as far as a first one looks back. */
export function digestSinceMs(store: Store, { kind, nowMs, day }: Pick<ComposeOptions, 'kind' | 'nowMs' | 'day'>): number {
  return lastDigestAtMs(store, kind, day) ?? nowMs - DIGEST_SPAN_MS[kind]
}

/**
 * Looks back to the last digest of this kind, or as far as a first one does. A paper stands once, in the first section that wants it.
 */
export function composeDigest(store: Store, { kind, nowMs, day, settings, ofSearches }: ComposeOptions): Digest {
  const sinceMs = digestSinceMs(store, { kind, nowMs, day })
  const readers: Record<DigestSectionName, () => readonly Chosen[]> = {
    searches: () => ofSearches,
    rising: () => risingPapers(store, sinceMs),
    followed: () => followedSince(store, sinceMs),
    top: () => top(store, kind, day),
    waiting: () => waiting(store, nowMs),
  }
  const shown = new Set<PaperId>()
  const sections: Digest['sections'] = []
  for (const name of SectionNames.options) {
    if (!settings.sections.includes(name)) continue
    const wanted = readers[name]().filter(({ id }) => !shown.has(id))
    const papers = describe(store, wanted.slice(0, settings.papersPerSection))
    for (const { id } of papers) shown.add(id)
    if (papers.length > 0) sections.push({ name, papers, more: Math.max(0, wanted.length - settings.papersPerSection) })
  }
  return { kind, day, sinceMs, madeAtMs: nowMs, title: titleOf(kind, day), subject: subjectOf(titleOf(kind, day), sections), sections }
}

/** The source tells of older days too, and archives bring them: what stands only on days before this one is no news, nor is what was added by hand. */
export function oldestNewsDay(sinceMs: number): Day {
  return addDays(localDayOf(sinceMs), -NEWS_FOR_DAYS)
}

// `+p.sample`: SQLite would else walk every paper by the index on `sample`, which nearly all share

/** New papers of followed names, each with the name that put it here. */
function followedSince(store: Store, sinceMs: number): Chosen[] {
  return store.sql
    .prepare(
      `SELECT p.id, group_concat(f.name, ', ' ORDER BY f.name) AS names FROM follow_matches fm JOIN follows f USING (kind, key)
       JOIN papers p ON p.id = fm.paper_id LEFT JOIN marks m ON m.paper_id = p.id
       WHERE +p.sample = ?1 AND coalesce(m.state, 'inbox') <> 'dismissed' AND p.newest_day >= ?2
         AND (SELECT min(s.read_at_ms) FROM metric_snapshots s WHERE s.paper_id = p.id) > ?3
       GROUP BY p.id ORDER BY p.votes DESC, p.id DESC`,
    )
    .all(shownSample(store), oldestNewsDay(sinceMs), sinceMs)
    .map((row) => ({ id: text(row, 'id'), why: `you follow ${text(row, 'names')}` }))
}

/** The newest day with papers up to this one of the reader's calendar; null where there is none. */
export function newestDayUpTo(store: Store, day: Day): Day | null {
  const newest = store.sql
    .prepare('SELECT max(d.day) AS day FROM days d JOIN day_entries e ON e.day = d.day WHERE d.day <= ? AND d.sample = ?')
    // the feed is ahead of some clocks
    .get(addDays(day, 1), shownSample(store))
  return textOrNull(newest ?? { day: null }, 'day')
}

function top(store: Store, kind: DigestKind, day: Day): Chosen[] {
  const sample = shownSample(store)
  const newest = newestDayUpTo(store, day)
  if (newest === null) return []
  const from = kind === 'daily' ? newest : addDays(newest, -6)
  return store.sql
    .prepare(
      `SELECT p.id FROM day_entries e JOIN papers p ON p.id = e.paper_id LEFT JOIN marks m ON m.paper_id = p.id
       WHERE e.day BETWEEN ? AND ? AND +p.sample = ? AND coalesce(m.state, 'inbox') <> 'dismissed'
       GROUP BY p.id ORDER BY p.votes DESC, min(e.position), p.id`,
    )
    .all(from, newest, sample)
    .map((row) => ({ id: text(row, 'id') }))
}

/** What was saved first stands first: it has waited longest. */
function waiting(store: Store, nowMs: number): Chosen[] {
  const today = localDayOf(nowMs)
  return store.sql
    .prepare(
      `SELECT m.paper_id AS id, m.first_saved_at_ms FROM marks m JOIN papers p ON p.id = m.paper_id
       WHERE m.state IN ('shortlist', 'later') AND m.read = 0 AND (m.snoozed_until IS NULL OR m.snoozed_until <= ?) AND +p.sample = ?
       ORDER BY coalesce(m.first_saved_at_ms, 0), m.list_position, m.paper_id`,
    )
    .all(today, shownSample(store))
    .map((row) => {
      const savedAtMs = numberOrNull(row, 'first_saved_at_ms')
      const days = savedAtMs === null ? 0 : daysBetween(localDayOf(savedAtMs), today)
      return { id: text(row, 'id'), why: days < 1 ? 'saved today' : `waiting for ${counted(days, 'day')}` }
    })
}

const SUMMARY_LENGTH = 280

function describe(store: Store, chosen: readonly Chosen[]): DigestPaper[] {
  const byId = new Map(chosen.map((one) => [one.id, one]))
  return paperRows(
    store,
    chosen.map(({ id }) => id),
  ).map((row) => {
    const abstract = store.sql
      .prepare(
        'SELECT coalesce(a.abstract, p.abstract) AS abstract FROM papers p LEFT JOIN arxiv_records a ON a.paper_id = p.id WHERE p.id = ?',
      )
      .get(row.id)
    const more = row.authorCount - row.authors.length
    return {
      id: row.id,
      title: plainText(row.title),
      authors: row.authors.join(', ') + (more > 0 ? ` +${more}` : ''),
      organization: row.organization,
      votes: row.votes,
      rise: byId.get(row.id)?.rise ?? null,
      summary: beginning(plainText(String(abstract?.['abstract'] ?? '')), SUMMARY_LENGTH),
      why: byId.get(row.id)?.why ?? null,
      url: row.sample ? null : (paperLinks(row.id)?.huggingFace ?? null),
    }
  })
}

/** Cut at a word. */
function beginning(words: string, length: number): string {
  const line = words.replace(/\s+/g, ' ').trim()
  if (line.length <= length) return line
  const cut = line.slice(0, length)
  const space = cut.lastIndexOf(' ')
  return `${trimmedEnd(space > length / 2 ? cut.slice(0, space) : [...cut].slice(0, -1).join(''), ' ,;:.–-')}…`
}

/** The names of months are English, as every word of the program. */
function titleOf(kind: DigestKind, day: Day): string {
  const date = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
    .format(Date.parse(`${day}T00:00:00Z`))
    .replace(',', '')
  return kind === 'daily' ? `Papers, ${date}` : `Papers of the week to ${date}`
}

function subjectOf(title: string, sections: Digest['sections']): string {
  const first = sections[0]?.papers[0]?.title
  return first === undefined ? title : `${title}: ${first.length > 90 ? `${first.slice(0, 89)}…` : first}`
}
