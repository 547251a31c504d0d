// Owns the replica's command line: reads the options, says where it listens, ends on Ctrl+C.
import { parseArgs } from 'node:util'
import { FAULT_NAMES, parseFault } from './faults.ts'
import type { ReplicaOptions } from './replica.ts'
import { startReplica } from './replica.ts'

const USAGE = `node tests/replica/main.ts [--days DIR] [--port N] [--now ISO] [--quota N] [--fault NAME…] [--papers FILE] [--pdfs DIR]

  --days DIR     recorded days, YYYY-MM-DD.json or DATE__CAPTURED__hash.json; the project's own fixtures unless given
  --port N       the port on 127.0.0.1; a free one unless given
  --now ISO      where the replica's clock begins, such as 2026-08-21T20:00:00Z; it ticks on from there
  --quota N      requests to /api/ in five minutes, 500 unless given
  --fault NAME   again for several; NAME=TIMES strikes so often, NAME@PATH only there
                 ${FAULT_NAMES.join(' ')}
  --papers FILE  arXiv records, .jsonl or .jsonl.gz
  --pdfs DIR     PDFs named for papers, such as 2608.90001v1.pdf
`

class UsageError extends Error {}

function countOf(text: string | undefined, option: string, least: number, most: number): number | undefined {
  if (text === undefined) return undefined
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most)) throw new UsageError(`${option} is a number from ${least} to ${most}`)
  return value
}

function optionsOf(args: string[]): ReplicaOptions | 'help' {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      days: { type: 'string' },
      port: { type: 'string' },
      now: { type: 'string' },
      quota: { type: 'string' },
      fault: { type: 'string', multiple: true, default: [] },
      papers: { type: 'string' },
      pdfs: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  if (positionals.length > 0 && values.fault.length === 0) throw new UsageError(`"${positionals[0]}" is not an option`)
  const faults = [...values.fault, ...positionals].flatMap((names) => names.split(',')).filter(Boolean)
  for (const fault of faults) parseFault(fault)
  const port = countOf(values.port, '--port', 0, 65_535)
  const quota = countOf(values.quota, '--quota', 0, 999_999_999)
  return {
    faults,
    ...(values.days === undefined ? {} : { days: values.days }),
    ...(port === undefined ? {} : { port }),
    ...(values.now === undefined ? {} : { now: values.now }),
    ...(quota === undefined ? {} : { quota }),
    ...(values.papers === undefined ? {} : { papers: values.papers }),
    ...(values.pdfs === undefined ? {} : { pdfs: values.pdfs }),
  }
}

let options: ReplicaOptions | 'help'
try {
  options = optionsOf(process.argv.slice(2))
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown)
  console.error(USAGE)
  process.exit(2)
}
if (options === 'help') {
  console.log(USAGE)
  process.exit(0)
}
try {
  const replica = await startReplica(options)
  console.log(`replica listening on ${replica.url}`)
  console.error(`The feed's clock reads ${new Date(replica.nowMs()).toISOString()}; its day is ${replica.today()}.`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void replica.close().then(() => process.exit(0)))
} catch (thrown) {
  console.error(`The replica could not start: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
  process.exit(1)
}
