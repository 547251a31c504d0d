// Owns the rows of digests and of the ways they go out.
import type { Delivery } from '#contract/digest.ts'
import type { Day } from '#domain/day.ts'
import { Digest, type DigestChannel, type DigestKind } from '#domain/digest.ts'
import { number, numberOrNull, text, textOrNull } from './columns.ts'
import type { Store } from './store.ts'

/** Digests are kept so that they can be sent again; older ones go. */
const DIGESTS_KEPT = 120

/** When the newest digest of this kind before this day was made. */
export function lastDigestAtMs({ sql }: Store, kind: DigestKind, before: Day): number | null {
  const row = sql.prepare('SELECT max(made_at_ms) AS at FROM digests WHERE kind = ? AND day < ?').get(kind, before)
  return row ? numberOrNull(row, 'at') : null
}

export function hasDigest({ sql }: Store, kind: DigestKind, day: Day): boolean {
  return sql.prepare('SELECT 1 FROM digests WHERE kind = ? AND day = ?').get(kind, day) !== undefined
}

/** Puts a digest and its ways into the library in one transaction, unless there is one of that kind and day; false then. */
export function storeDigest(store: Store, digest: Digest, channels: readonly DigestChannel[]): boolean {
  return store.transaction(() => {
    const { changes, lastInsertRowid } = store.sql
      .prepare('INSERT OR IGNORE INTO digests (kind, day, made_at_ms, content) VALUES (?, ?, ?, ?)')
      .run(digest.kind, digest.day, digest.madeAtMs, JSON.stringify(digest))
    if (changes === 0) return false
    const insert = store.sql.prepare(
      "INSERT INTO deliveries (digest_id, channel, state, next_try_at_ms, changed_at_ms) VALUES (?, ?, 'waiting', ?, ?)",
    )
    for (const channel of channels) insert.run(lastInsertRowid, channel, digest.madeAtMs, digest.madeAtMs)
    store.sql
      .prepare('DELETE FROM digests WHERE id NOT IN (SELECT id FROM digests ORDER BY made_at_ms DESC, id DESC LIMIT ?)')
      .run(DIGESTS_KEPT)
    return true
  })
}

const COLUMNS = 'v.id, v.channel, v.state, v.attempts, v.next_try_at_ms, v.changed_at_ms, v.problem, d.kind, d.day'

/** The newest first. */
export function listDeliveries({ sql }: Store, limit: number): Delivery[] {
  return sql
    .prepare(`SELECT ${COLUMNS} FROM deliveries v JOIN digests d ON d.id = v.digest_id ORDER BY v.id DESC LIMIT ?`)
    .all(limit)
    .map((row) => ({
      id: number(row, 'id'),
      channel: text(row, 'channel') as Delivery['channel'],
      state: text(row, 'state') as Delivery['state'],
      attempts: number(row, 'attempts'),
      nextTryAtMs: number(row, 'next_try_at_ms'),
      changedAtMs: number(row, 'changed_at_ms'),
      problem: textOrNull(row, 'problem'),
      kind: text(row, 'kind') as Delivery['kind'],
      day: text(row, 'day'),
    }))
}

export interface DueDelivery {
  id: number
  channel: DigestChannel
  attempts: number
  digest: Digest
}

/** What waits and whose time has come, the oldest first; after the clock was set back, also what waits for a time that it had seen. */
export function dueDeliveries({ sql }: Store, nowMs: number): DueDelivery[] {
  return sql
    .prepare(
      `SELECT v.id, v.channel, v.attempts, d.content FROM deliveries v JOIN digests d ON d.id = v.digest_id
       WHERE v.state = 'waiting' AND (v.next_try_at_ms <= ?1 OR v.changed_at_ms > ?1) ORDER BY v.id`,
    )
    .all(nowMs)
    .map((row) => ({
      id: number(row, 'id'),
      channel: text(row, 'channel') as DigestChannel,
      attempts: number(row, 'attempts'),
      digest: Digest.parse(JSON.parse(text(row, 'content'))),
    }))
}

export interface DeliveryNews {
  state: Delivery['state']
  problem?: string | null
  attempts?: number
  nextTryAtMs?: number
}

/** False when there is no such delivery in one of the states `from`. */
export function noteDelivery(store: Store, id: number, from: readonly Delivery['state'][], news: DeliveryNews, nowMs: number): boolean {
  const { changes } = store.sql
    .prepare(
      `UPDATE deliveries SET state = ?, problem = ?, attempts = coalesce(?, attempts), next_try_at_ms = coalesce(?, next_try_at_ms), changed_at_ms = ?
       WHERE id = ? AND state IN (SELECT value FROM json_each(?))`,
    )
    .run(news.state, news.problem ?? null, news.attempts ?? null, news.nextTryAtMs ?? null, nowMs, id, JSON.stringify(from))
  return changes > 0
}

/** What of this digest waits for another try is due now. */
export function hastenDeliveries({ sql }: Store, kind: DigestKind, day: Day, nowMs: number): void {
  sql
    .prepare(
      "UPDATE deliveries SET next_try_at_ms = ? WHERE state = 'waiting' AND digest_id = (SELECT id FROM digests WHERE kind = ? AND day = ?)",
    )
    .run(nowMs, kind, day)
}

/** What was being handed over when the program ended can't be known; it is never sent again without being asked. */
export function settleInterrupted(store: Store, nowMs: number): void {
  if (store.sql.prepare("SELECT 1 FROM deliveries WHERE state = 'handing'").get() === undefined) return
  store.sql
    .prepare(
      `UPDATE deliveries SET state = 'unsure', changed_at_ms = ?,
         problem = 'Dogear was stopped in the moment the mail server took this mail. It has most likely arrived; send it again if not.'
       WHERE state = 'handing'`,
    )
    .run(nowMs)
}
