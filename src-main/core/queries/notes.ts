// Owns the reading of notes: one, a line of many, and the links between them.
import type { NamedPaper, NoteExcerpt } from '#contract/notes.ts'
import type { Note } from '#domain/note.ts'
import { isPaperId, type PaperId, parsePaperReference } from '#domain/paper.ts'
import { text } from '../storage/columns.ts'
import { shownSample } from '../storage/mode.ts'
import type { Store } from '../storage/store.ts'

export function getNote({ sql }: Store, id: PaperId): Note | null {
  const row = sql.prepare('SELECT text, revision, updated_at_ms FROM notes WHERE paper_id = ?').get(id)
  if (!row) return null
  return { paperId: id, text: String(row['text']), revision: Number(row['revision']), updatedAtMs: Number(row['updated_at_ms']) }
}

const EXCERPT_LENGTH = 240
const BEFORE_THE_WORD = 60

/** One line of each note, in the order asked. */
export function noteExcerpts(store: Store, { ids, around }: { ids: readonly PaperId[]; around: string }): NoteExcerpt[] {
  return ids.flatMap((id) => {
    const note = getNote(store, id)
    return note ? [{ id, text: excerptOf(note.text, around), updatedAtMs: note.updatedAtMs }] : []
  })
}

function excerptOf(note: string, around: string): string {
  const word = around.trim().split(/\s+/)[0]?.toLowerCase() ?? ''
  const at = word === '' ? -1 : note.toLowerCase().indexOf(word)
  const start = at <= BEFORE_THE_WORD ? 0 : at - BEFORE_THE_WORD
  const line = asRead(note.slice(start, start + EXCERPT_LENGTH * 2))
    .replace(/^[#>\-*\s]+/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toWellFormed()
  const cut = line.slice(0, EXCERPT_LENGTH).toWellFormed()
  return (start > 0 ? '… ' : '') + (cut.length < line.length ? `${cut} …` : cut)
}

const PAPERS = 'papers p LEFT JOIN arxiv_records a ON a.paper_id = p.id'
const TITLE = 'coalesce(a.title, p.title)'

/** What each `[[…]]` points at: an identifier or address first, else a title without regard to case. */
export function resolveLinks(store: Store, targets: readonly string[]): { target: string; paper: NamedPaper | null }[] {
  const byId = store.sql.prepare(`SELECT p.id, ${TITLE} AS title FROM ${PAPERS} WHERE p.id = ?`)
  const byTitle = store.sql.prepare(
    `SELECT p.id, ${TITLE} AS title FROM ${PAPERS} WHERE +p.sample = ? AND ${TITLE} = ? COLLATE NOCASE ORDER BY p.id DESC LIMIT 1`,
  )
  return targets.map((target) => {
    const id = isPaperId(target) ? target : parsePaperReference(target)?.id
    const row = id === undefined ? byTitle.get(shownSample(store), target) : byId.get(id)
    return { target, paper: row ? { id: text(row, 'id'), title: text(row, 'title') } : null }
  })
}

const LINK = /\[\[([^[\]\n]{1,400})\]\]/g

const PASTED = /!\[([^[\]\n]{0,200})\]\(dogear-image:[0-9a-f]{64}\.(?:png|jpg|gif|webp|avif)\)/g

/** A line of a note as it reads: of a link what it shows, of a pasted picture its words, or that it is one. */
function asRead(line: string): string {
  return line
    .replace(PASTED, (_, words: string) => words || '(picture)')
    .replace(LINK, (_, inner: string) => inner.slice(inner.indexOf('|') + 1).trim())
}

/** Papers whose note links to `id`, by its identifier or its title; what was written last first. */
export function backlinks({ sql }: Store, id: PaperId): { id: PaperId; title: string; text: string }[] {
  const own = sql.prepare(`SELECT ${TITLE} AS title FROM ${PAPERS} WHERE p.id = ?`).get(id)
  const title = own ? text(own, 'title').toLowerCase() : null
  const notes = sql
    .prepare(
      `SELECT n.paper_id, n.text, ${TITLE} AS title FROM notes n JOIN papers p ON p.id = n.paper_id LEFT JOIN arxiv_records a ON a.paper_id = p.id
       WHERE n.paper_id <> ? AND instr(n.text, '[[') > 0 ORDER BY n.updated_at_ms DESC`,
    )
    .all(id)
  return notes.flatMap((row) => {
    const note = text(row, 'text')
    for (const link of note.matchAll(LINK)) {
      const target = (link[1] ?? '').split('|', 1)[0]?.trim() ?? ''
      if (target !== id && parsePaperReference(target)?.id !== id && target.toLowerCase() !== title) continue
      const line = note.slice(note.lastIndexOf('\n', link.index) + 1).split('\n', 1)[0] ?? ''
      return [{ id: text(row, 'paper_id'), title: text(row, 'title'), text: asRead(line).slice(0, EXCERPT_LENGTH).toWellFormed() }]
    }
    return []
  })
}

/** Newest first among those that fit: an identifier that begins so, or a title with every word in it. */
export function namedPapers(store: Store, { text: typed, limit }: { text: string; limit: number }): NamedPaper[] {
  const words = typed
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8)
  if (words.length === 0) return []
  const like = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`
  const titles = words.map(() => `${TITLE} LIKE ? ESCAPE '\\'`).join(' AND ')
  const rows = store.sql
    .prepare(
      `SELECT p.id, ${TITLE} AS title FROM ${PAPERS} WHERE +p.sample = ? AND (substr(p.id, 1, ?) = ? OR (${titles})) ORDER BY p.id DESC LIMIT ?`,
    )
    .all(shownSample(store), typed.trim().length, typed.trim(), ...words.map(like), limit)
  return rows.map((row) => ({ id: text(row, 'id'), title: text(row, 'title') }))
}
