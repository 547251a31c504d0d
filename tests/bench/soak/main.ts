// Owns `npm run bench:soak`: hours of random use of a large library in minutes, and what they leave behind.
import { parseArgs } from 'node:util'
import { soak } from './soak.ts'

const { values } = parseArgs({
  options: {
    papers: { type: 'string', default: '50000' },
    hours: { type: 'string', default: '8' },
    /** Simulated hours in a real one. */
    speed: { type: 'string', default: '48' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const result = await soak({
  papers: Number(values.papers),
  hours: Number(values.hours),
  speed: Number(values.speed),
  seed: Number(values.seed),
  say,
})
if (values.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
else {
  const { threads, ...rest } = result
  for (const [name, value] of Object.entries(rest)) process.stdout.write(`${name}: ${JSON.stringify(value)}\n`)
  for (const thread of threads) process.stdout.write(`${JSON.stringify(thread, null, 2)}\n`)
}
