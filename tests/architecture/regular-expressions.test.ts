// Owns the proof that no text from outside can hold the program up in a regular expression.
import { checkSync } from 'recheck'
import { expect, test } from 'vitest'
import { parseAst } from 'vite'
import { filesUnder, textOf } from './sources.ts'

/** Milliseconds given to each: what is not settled in it is counted and printed. */
const PATIENCE_MS = 400
/** Time may grow with the square of the length: every text has a bound, and at that bound a square is milliseconds. */
const MOST_DEGREE = 2

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

test('no regular expression takes time that explodes with the length of its text', () => {
  process.env['RECHECK_BACKEND'] = 'pure'
  const all = filesUnder('src-main/**/*.ts', 'src-renderer/**/*.{ts,tsx}').flatMap(regularExpressionsIn)
  const distinct = new Map(all.map((found) => [`/${found.pattern}/${found.flags}`, found]))
  expect(distinct.size).toBeGreaterThan(100)
  const bad: string[] = []
  let unsettled = 0
  for (const [text, { file, pattern, flags }] of distinct) {
    const verdict = checkSync(pattern, flags, { timeout: PATIENCE_MS })
    if (verdict.status === 'unknown') unsettled += 1
    if (verdict.status !== 'vulnerable') continue
    const { complexity } = verdict
    if (complexity.type === 'exponential' || complexity.degree > MOST_DEGREE) bad.push(`${file}: ${text} ${complexity.summary}`)
  }
  process.stdout.write(`${distinct.size} regular expressions, ${unsettled} not settled in ${PATIENCE_MS} ms each\n`)
  expect(bad).toEqual([])
})

test('the examination finds one that explodes', () => {
  process.env['RECHECK_BACKEND'] = 'pure'
  expect(checkSync('^(a+)+$', '', { timeout: 10_000 })).toMatchObject({ status: 'vulnerable', complexity: { type: 'exponential' } })
})
