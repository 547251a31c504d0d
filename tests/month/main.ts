// Owns `npm run month -- [--seed S] [--days N] [--alone] [--only NAME]`: a simulated month with everything that goes wrong.
import { parseArgs } from 'node:util'
import { liveMonth, monthSummary } from './month.ts'
import { TROUBLES } from './weather.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    days: { type: 'string', default: '30' },
    /** Every trouble by itself, a month each. */
    alone: { type: 'boolean', default: false },
    only: { type: 'string' },
    loud: { type: 'boolean', default: false },
  },
})
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const lives = values.alone
  ? Object.keys(TROUBLES).map((name) => [name])
  : [values.only === undefined ? Object.keys(TROUBLES) : values.only.split(',')]
let wrong = 0
for (const only of lives) {
  const begunMs = performance.now()
  const month = await liveMonth({ seed: Number(values.seed), days: Number(values.days), only, ...(values.loud ? { say } : {}) })
  for (const words of month.wrong.slice(0, 30)) say(`✗ ${words}`)
  wrong += month.wrong.length
  say(`${only.length === 1 ? `${only[0]}, ` : ''}${monthSummary(month)} (${((performance.now() - begunMs) / 1000).toFixed(0)} s)`)
}
process.exitCode = wrong === 0 ? 0 : 1
