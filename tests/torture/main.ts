// Owns `npm run torture -- --runs N [--seed S]`: kills real programs at random moments and looks whether a promise broke.
import { parseArgs } from 'node:util'
import { summary, torture } from './torture.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    lanes: { type: 'string', default: '2' },
  },
})
const say = (line: string): void => void process.stdout.write(`${line}\n`)
say(`Seeds from ${values.seed} on.`)
const startedAtMs = performance.now()
const tortured = await torture({ runs: Number(values.runs), seed: Number(values.seed), lanes: Number(values.lanes), say })
say(`${summary(tortured)} (${((performance.now() - startedAtMs) / 1000).toFixed(0)} s)`)
process.exitCode = tortured.failed.length === 0 ? 0 : 1
