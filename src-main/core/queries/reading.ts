// Owns the reading of where a reader is in files.
import { Reading, ReaderTab, ReadingPlace } from '#contract/reading.ts'
import type { CallInput, CallOutput } from '#contract/api.ts'
import { fileReader, filePages } from '../storage/file-text-rows.ts'
import type { Store } from '../storage/store.ts'

export function getReading({ sql }: Store, hash: string): CallOutput<'reading.get'> {
  const row = sql.prepare('SELECT place, layout, furthest_page, seconds_read FROM readings WHERE file_hash = ?').get(hash)
  const marks = sql.prepare('SELECT name, place FROM reading_marks WHERE file_hash = ? ORDER BY name').all(hash)
  const reading = row && {
    place: JSON.parse(String(row['place'])) as unknown,
    layout: JSON.parse(String(row['layout'])) as unknown,
    furthestPage: Number(row['furthest_page']),
    secondsRead: Number(row['seconds_read']),
  }
  return {
    reading: reading ? Reading.parse(reading) : null,
    marks: marks.map((mark) => ({ name: String(mark['name']), place: ReadingPlace.parse(JSON.parse(String(mark['place']))) })),
  }
}

/** The pages that there are of those asked for. */
export function wordsOfPages(store: Store, { hash, from, count }: CallInput<'reading.words'>): CallOutput<'reading.words'> {
  const reader = fileReader(store, hash)
  if (!reader) return { words: null }
  const pages = Array.from({ length: Math.max(0, Math.min(count, reader.pages - from)) }, () => '')
  for (const { page, text } of filePages(store, hash, { from, count })) pages[page - from] = text
  return { words: { readBy: reader.readBy, ofPages: reader.pages, pages } }
}

export function readerTabs({ sql }: Store): CallOutput<'reading.tabs'> {
  const rows = sql
    .prepare(
      `SELECT t.file_hash, t.paper_id, t.title, t.active, f.version
       FROM reader_tabs t LEFT JOIN files f ON f.hash = t.file_hash ORDER BY t.position`,
    )
    .all()
  const active = rows.find((row) => row['active'] === 1)
  return {
    tabs: rows.map((row) =>
      ReaderTab.parse({ hash: row['file_hash'], paperId: row['paper_id'], title: row['title'], version: row['version'] }),
    ),
    active: active ? String(active['file_hash']) : null,
  }
}
