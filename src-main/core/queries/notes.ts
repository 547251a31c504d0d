// Owns the reading of notes.
import type { Note } from '#domain/note.ts'
import type { PaperId } from '#domain/paper.ts'
import type { Store } from '../storage/store.ts'

export function getNote({ sql }: Store, id: PaperId): Note | null {
  const row = sql.prepare('SELECT text, revision, updated_at_ms FROM notes WHERE paper_id = ?').get(id)
  if (!row) return null
  return { paperId: id, text: String(row['text']), revision: Number(row['revision']), updatedAtMs: Number(row['updated_at_ms']) }
}
