// Owns the proof that no text from outside can hold the program up in a regular expression.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { checkSync } from 'recheck'
import { expect, test } from 'vitest'
import { parseAst } from 'vite'
import { z } from 'zod'
import { repositoryRoot } from '#tests/support/repository.ts'
import { filesUnder, textOf } from './sources.ts'

/** Milliseconds given to each that is not in the list of settled ones: what takes longer is named, and settled with DOGEAR_SETTLE=1. */
const PATIENCE_MS = 400
const SETTLING_MS = 10_000
const LIST = 'tests/fixtures/settled-regular-expressions.json'
/** Time may grow with the square of the length: every text has a bound, and at that bound a square is milliseconds. */
const MOST_DEGREE = 2

const { version: VERSION } = z.object({ version: z.string() }).parse(JSON.parse(textOf('node_modules/recheck/package.json')))

interface Found {
  file: string
  pattern: string
  flags: string
}

function regularExpressionsIn(file: string): Found[] {
  const found: Found[] = []
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (typeof node !== 'object' || node === null) return
    const { type, regex } = node as { type?: unknown; regex?: { pattern: string; flags: string } }
    if (type === 'Literal' && regex) found.push({ file, ...regex })
    Object.values(node).forEach(visit)
  }
  visit(parseAst(textOf(file), { lang: file.endsWith('x') ? 'tsx' : 'ts' }))
  return found
}

const Settled = z.object({ recheck: z.string(), settled: z.array(z.string()) })

/** What this very version of the examination has settled before: its verdict does not change. */
function settledBefore(): Set<string> {
  const { recheck, settled } = Settled.parse(JSON.parse(textOf(LIST)))
  return new Set(recheck === VERSION ? settled : [])
}

test('no regular expression takes time that explodes with the length of its text', () => {
  process.env['RECHECK_BACKEND'] = 'pure'
  const isSettling = process.env['DOGEAR_SETTLE'] === '1'
  const all = filesUnder('src-main/**/*.ts', 'src-renderer/**/*.{ts,tsx}').flatMap(regularExpressionsIn)
  const distinct = new Map(all.map((found) => [`/${found.pattern}/${found.flags}`, found]))
  expect(distinct.size).toBeGreaterThan(100)
  const before = settledBefore()
  const settled: string[] = []
  const bad: string[] = []
  const open: string[] = []
  for (const [text, { file, pattern, flags }] of distinct) {
    if (before.has(text)) {
      settled.push(text)
      continue
    }
    const verdict = checkSync(pattern, flags, { timeout: isSettling ? SETTLING_MS : PATIENCE_MS })
    if (verdict.status === 'unknown') open.push(`${file}: ${text}`)
    else if (verdict.status === 'vulnerable' && explodes(verdict.complexity)) bad.push(`${file}: ${text} ${verdict.complexity.summary}`)
    else {
      settled.push(text)
      if (isSettling) keepSettled(settled)
    }
  }
  process.stdout.write(
    `${distinct.size} regular expressions, ${open.length} not settled in ${PATIENCE_MS} ms each\n${open.map((line) => `  ${line}\n`).join('')}`,
  )
  expect(bad).toEqual([])
})

/** After each, so that it can be stopped and gone on with. */
function keepSettled(settled: readonly string[]): void {
  const list = [...new Set([...settledBefore(), ...settled])].toSorted()
  writeFileSync(path.join(repositoryRoot, LIST), `${JSON.stringify({ recheck: VERSION, settled: list }, null, 2)}\n`)
}

function explodes(complexity: { type: string; degree?: number }): boolean {
  return complexity.type === 'exponential' || (complexity.degree ?? 1) > MOST_DEGREE
}

test('the examination finds one that explodes', () => {
  process.env['RECHECK_BACKEND'] = 'pure'
  expect(checkSync('^(a+)+$', '', { timeout: 10_000 })).toMatchObject({ status: 'vulnerable', complexity: { type: 'exponential' } })
})
