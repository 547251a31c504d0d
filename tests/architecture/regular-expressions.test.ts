// Owns the proof that no text from outside can hold the program up in a regular expression.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { checkSync } from 'recheck'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readMarksCsv } from '#core/annotations/marks-csv.ts'
import { paperFileName } from '#core/exchange/vault/vault-names.ts'
import { findPaperReferences, paperIdOfWord } from '#domain/paper-references.ts'
import { plainText } from '#domain/tex.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { regularExpressionsIn } from './found-regular-expressions.ts'
import { filesUnder, textOf } from './sources.ts'

/** Milliseconds given to each that is not in the list of settled ones. DOGEAR_SETTLE=1 writes that list anew. */
const PATIENCE_MS = 60_000
const LIST = 'tests/fixtures/settled-regular-expressions.json'
const PUMPED = 100_000

const { version: VERSION } = z.object({ version: z.string() }).parse(JSON.parse(textOf('node_modules/recheck/package.json')))

/**
 * By themselves these take the square of a text's length. Each gets a text that is short, for the reason told where it stands, and each way
 * in is given one that is long and made to do harm.
 */
const BOUNDED: readonly { pattern: RegExp; bound: string; pumped: () => unknown }[] = [
  {
    pattern: /^https?:\/\/(?:www\.|api\.)?semanticscholar\.org\/(?:.*\/)?arxiv[:/](.+)$/i,
    bound: 'a word of 300 letters',
    pumped: () => paperIdOfWord(`HTTP://SEMANTICSCHOLAR.ORG/M${'/ARXIV::'.repeat(PUMPED / 8)}\n`),
  },
  {
    pattern: /^(https?:\/\/[^/]+\/[^?#]*?)\/+(?=[?#]|$)/,
    bound: 'a word of 300 letters',
    pumped: () => paperIdOfWord(`http://#/${'/'.repeat(PUMPED)}\0`),
  },
  {
    pattern: /^[*•-]+(?=\S)|[.:!]+$/g,
    bound: 'a word of 300 letters',
    pumped: () => findPaperReferences(`\0${'!'.repeat(PUMPED)}*`),
  },
  {
    pattern: /^[\s.~-]+|[\s.,;-]+$/g,
    bound: 'the longest name of a file',
    pumped: () => paperFileName('obsidian', `a${','.repeat(PUMPED)}b`, '2611.00001'),
  },
  {
    pattern: /(?:\d[\d.,]*|[A-Za-z]+|[)\]])$/,
    bound: 'sixteen letters before a sign',
    pumped: () => plainText(`${'0'.repeat(PUMPED)}^{2}${'0'.repeat(PUMPED)}_x`),
  },
  {
    pattern: /(?:"((?:[^"]|"")*)(?:"|$)|([^,"\r\n]*))[^,\r\n]*(,|\r\n|\r|\n|$)/gy,
    bound: 'a cell, begun at one place only',
    pumped: () => readMarksCsv(`quote\n""${'""'.repeat(PUMPED / 2)},"\n${'"'.repeat(PUMPED + 1)}`),
  },
]

const Settled = z.object({ recheck: z.string(), settled: z.array(z.string()) })

/** What this very version of the examination found to take no more than a multiple of the length: its verdict does not change. */
function settledBefore(): Set<string> {
  const { recheck, settled } = Settled.parse(JSON.parse(textOf(LIST)))
  return new Set(recheck === VERSION ? settled : [])
}

test('every regular expression takes time in proportion to the length of its text, but for those whose text is short', () => {
  process.env['RECHECK_BACKEND'] = 'pure'
  const all = filesUnder('src-main/**/*.ts', 'src-renderer/**/*.{ts,tsx}').flatMap(regularExpressionsIn)
  const distinct = new Map(all.map((found) => [`/${found.pattern}/${found.flags}`, found]))
  expect(distinct.size).toBeGreaterThan(100)
  const before = settledBefore()
  const bounded = new Set(BOUNDED.map(({ pattern }) => String(pattern)))
  const isSettling = process.env['DOGEAR_SETTLE'] === '1'
  const settled: string[] = []
  const bad: string[] = []
  for (const [text, { file, pattern, flags }] of distinct) {
    if (bounded.delete(text)) continue
    if (before.has(text)) {
      settled.push(text)
      continue
    }
    const verdict = checkSync(pattern, flags, { timeout: PATIENCE_MS })
    if (verdict.status === 'safe') settled.push(text)
    else bad.push(`${file}: ${text} ${verdict.status === 'vulnerable' ? verdict.complexity.summary : 'was not settled'}`)
    if (isSettling) keepSettled([...before, ...settled])
  }
  if (isSettling) keepSettled(settled)
  process.stdout.write(`${distinct.size} regular expressions, ${BOUNDED.length} of them on short texts\n`)
  expect(bad).toEqual([])
  expect([...bounded], 'gone from the sources').toEqual([])
})

/** After each, so that it can be stopped and gone on with. */
function keepSettled(settled: readonly string[]): void {
  writeFileSync(
    path.join(repositoryRoot, LIST),
    `${JSON.stringify({ recheck: VERSION, settled: [...new Set(settled)].toSorted() }, null, 2)}\n`,
  )
}

test.each(BOUNDED.map(({ bound, pumped, pattern }) => [String(pattern), bound, pumped] as const))(
  '%s comes to its end with a hundred thousand letters, since it is given %s',
  (_pattern, _bound, pumped) => {
    pumped()
  },
)

test('the examination finds one that explodes, and one that takes the square', () => {
  process.env['RECHECK_BACKEND'] = 'pure'
  expect(checkSync('^(a+)+$', '', { timeout: PATIENCE_MS })).toMatchObject({ status: 'vulnerable', complexity: { type: 'exponential' } })
  expect(checkSync('a+$', '', { timeout: PATIENCE_MS })).toMatchObject({ status: 'vulnerable', complexity: { type: 'polynomial' } })
})
