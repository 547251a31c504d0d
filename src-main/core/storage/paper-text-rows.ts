// Owns the rows about the texts of papers that are kept beside their PDFs.
import { PaperText, type TextPlace } from '#contract/texts.ts'
import type { PaperId } from '#domain/paper.ts'
import { number } from './columns.ts'
import { outsideTransaction } from './outside-transaction.ts'
import type { Store } from './store.ts'

export interface PaperTextFacts {
  form: PaperText['form']
  bytes: number
  fetchedAtMs: number
}

export function paperText({ sql }: Store, paperId: PaperId): PaperTextFacts | null {
  const row = sql.prepare('SELECT * FROM paper_texts WHERE paper_id = ?').get(paperId)
  if (!row) return null
  return { form: PaperText.shape.form.parse(row['form']), bytes: number(row, 'bytes'), fetchedAtMs: number(row, 'fetched_at_ms') }
}

export function storePaperText(store: Store, paperId: PaperId, { form, bytes, fetchedAtMs }: PaperTextFacts): void {
  outsideTransaction(store, () =>
    store.sql
      .prepare('INSERT OR REPLACE INTO paper_texts (paper_id, form, bytes, fetched_at_ms) VALUES (?, ?, ?, ?)')
      .run(paperId, form, bytes, fetchedAtMs),
  )
}

export function textsTotal({ sql }: Store): { files: number; bytes: number } {
  const row = sql.prepare('SELECT count(*) AS files, coalesce(sum(bytes), 0) AS bytes FROM paper_texts').get()
  return { files: Number(row?.['files']), bytes: Number(row?.['bytes']) }
}

export function textPlace({ sql }: Store, paperId: PaperId): TextPlace | null {
  const row = sql.prepare('SELECT block, share FROM text_places WHERE paper_id = ?').get(paperId)
  return row ? { block: number(row, 'block'), share: number(row, 'share') } : null
}

export function storeTextPlace(store: Store, paperId: PaperId, { block, share }: TextPlace): void {
  outsideTransaction(store, () =>
    store.sql.prepare('INSERT OR REPLACE INTO text_places (paper_id, block, share) VALUES (?, ?, ?)').run(paperId, block, share),
  )
}
