// Owns the facts about finding the papers of a name that is followed: the same as before the lookup was made quick.
import { expect, it } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import type { SqlDatabase } from '#core/ports.ts'
import { migrations } from '#core/storage/migrations.ts'
import { followKey, type FollowKind } from '#domain/follow.ts'

const PAPERS = [
  {
    id: '2611.00001',
    title: 'Agents: a graph-neural view',
    authors: ['A. Writer', `O'Neil "The Quote" \\ Back`],
    handle: 'Some-Lab',
    keywords: ['Long-Context'],
  },
  {
    id: '2611.00002',
    title: 'Reagents in long  context',
    authors: ['B. Writer', 'Zoë Ångström'],
    handle: null,
    keywords: ['agents', 'graph'],
  },
  { id: '2611.00003', title: 'Nothing of the kind', authors: [], handle: 'other', keywords: [] },
]
const FOLLOWED: readonly (readonly [FollowKind, string])[] = [
  ['author', 'a. writer'],
  ['author', `O'Neil "The Quote" \\ Back`],
  ['author', 'Zoë Ångström'],
  ['author', 'Writer'],
  ['organization', 'some-lab'],
  ['organization', 'lab'],
  ['keyword', 'agents'],
  ['keyword', 'graph neural'],
  ['keyword', 'long context'],
  ['keyword', 'text'],
]

function fill(sql: SqlDatabase): void {
  for (const { id, title, authors, handle, keywords } of PAPERS) {
    sql
      .prepare(
        `INSERT INTO papers (id, title, abstract, authors, organization, media_urls, keywords, authors_take_part, votes, metrics_read_at_ms, changed_at_ms)
         VALUES (?, ?, '', ?, ?, '[]', ?, 0, 1, 5, 5)`,
      )
      .run(
        id,
        title,
        JSON.stringify(authors.map((name) => ({ name }))),
        handle === null ? null : JSON.stringify({ handle, name: handle }),
        JSON.stringify(keywords),
      )
  }
}

function matchesWith(newest: number): unknown[] {
  const sql = openDatabase(':memory:')
  for (const migration of migrations.filter(({ version }) => version < 19)) sql.exec(migration.sql)
  fill(sql)
  for (const migration of migrations.filter(({ version }) => version >= 19 && version <= newest)) sql.exec(migration.sql)
  for (const [kind, text] of FOLLOWED) sql.prepare('INSERT INTO follows VALUES (?, ?, ?, 0)').run(kind, followKey(kind, text), text)
  return sql.prepare('SELECT kind, key, paper_id FROM follow_matches ORDER BY kind, key, paper_id').all()
}

it('migration 019 finds what was found before it, signs and foreign letters in names included', () => {
  const found = matchesWith(19)
  expect(found).toEqual(matchesWith(18))
  expect(found.map((row) => Object.values(row as object).join(' '))).toEqual([
    'author a. writer 2611.00001',
    `author o'neil "the quote" \\ back 2611.00001`,
    'author zoë Ångström 2611.00002',
    'keyword agents 2611.00001',
    'keyword agents 2611.00002',
    'keyword graph neural 2611.00001',
    'keyword long context 2611.00001',
    'keyword long context 2611.00002',
    'organization some-lab 2611.00001',
  ])
})
