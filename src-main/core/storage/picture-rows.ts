// Owns the rows about pictures that are kept: where each came from, what it is, when it was seen last.
import { PictureType } from '#domain/picture.ts'
import { number, text, textOrNull } from './columns.ts'
import { outsideTransaction } from './outside-transaction.ts'
import type { Store } from './store.ts'

export interface KeptPicture {
  url: string
  /** Null where it could not be had. */
  file: { hash: string; type: PictureType } | null
  bytes: number
  askedAtMs: number
  usedAtMs: number
}

export function keptPictures({ sql }: Store, urls: readonly string[]): Map<string, KeptPicture> {
  const rows = sql.prepare('SELECT * FROM pictures WHERE url IN (SELECT value FROM json_each(?))').all(JSON.stringify(urls))
  return new Map(rows.map((row) => [text(row, 'url'), toPicture(row)]))
}

export function storePicture(store: Store, { url, file, bytes, askedAtMs, usedAtMs }: KeptPicture): void {
  outsideTransaction(store, () =>
    store.sql
      .prepare('INSERT OR REPLACE INTO pictures (url, hash, type, bytes, asked_at_ms, used_at_ms) VALUES (?, ?, ?, ?, ?, ?)')
      .run(url, file?.hash ?? null, file?.type ?? null, bytes, askedAtMs, usedAtMs),
  )
}

export function noteUse(store: Store, urls: readonly string[], atMs: number): void {
  outsideTransaction(store, () =>
    store.sql.prepare('UPDATE pictures SET used_at_ms = ? WHERE url IN (SELECT value FROM json_each(?))').run(atMs, JSON.stringify(urls)),
  )
}

/** Files and what they weigh; several addresses may give the same one. */
export function picturesTotal({ sql }: Store): { pictures: number; bytes: number } {
  const row = sql
    .prepare(
      'SELECT count(*) AS pictures, coalesce(sum(bytes), 0) AS bytes FROM (SELECT hash, max(bytes) AS bytes FROM pictures WHERE hash IS NOT NULL GROUP BY hash)',
    )
    .get()
  return { pictures: number(row ?? {}, 'pictures'), bytes: number(row ?? {}, 'bytes') }
}

/** Takes those that were seen longest ago out, until the rest weighs no more than `mostBytes`; the files that no row names any more. */
export function dropOldest(store: Store, mostBytes: number): { hash: string; type: PictureType }[] {
  const { sql } = store
  let left = picturesTotal(store).bytes
  if (left <= mostBytes) return []
  return outsideTransaction(store, () => {
    const gone: { hash: string; type: PictureType }[] = []
    for (const row of sql
      .prepare('SELECT hash, type, max(bytes) AS bytes FROM pictures WHERE hash IS NOT NULL GROUP BY hash ORDER BY max(used_at_ms)')
      .all()) {
      if (left <= mostBytes) break
      const hash = text(row, 'hash')
      sql.prepare('DELETE FROM pictures WHERE hash = ?').run(hash)
      left -= number(row, 'bytes')
      gone.push({ hash, type: PictureType.parse(row['type']) })
    }
    return gone
  })
}

function toPicture(row: Parameters<typeof text>[0]): KeptPicture {
  const hash = textOrNull(row, 'hash')
  const type = PictureType.safeParse(row['type'])
  return {
    url: text(row, 'url'),
    file: hash !== null && type.success ? { hash, type: type.data } : null,
    bytes: number(row, 'bytes'),
    askedAtMs: number(row, 'asked_at_ms'),
    usedAtMs: number(row, 'used_at_ms'),
  }
}
