// Owns `dogear sync`: fetches days and stores them.
import { counted } from '#domain/counted.ts'
import { daysBetween } from '#domain/day.ts'
import { DogearError } from '#domain/errors.ts'
import { feedDayFrom } from '../arguments.ts'
import type { CliCommand } from '../cli-command.ts'
import { EXIT, exitCodeOf } from '../exit-codes.ts'
import { say } from '../terminal.ts'

export const sync: CliCommand = {
  name: 'sync',
  usage: 'sync [--from DAY] [--to DAY]',
  summary: 'fetch the last 14 days, or the days named',
  options: {
    from: { value: 'DAY', help: 'the first day to fetch; 14 days in all unless told' },
    to: { value: 'DAY', help: 'the last day to fetch; the newest one unless told' },
  },
  words: { least: 0, most: 0 },
  run: async ({ option, open, progress }) => {
    const fromText = option('from')
    const toText = option('to')
    const from = fromText === undefined ? undefined : feedDayFrom(fromText, '--from')
    const to = toText === undefined ? undefined : feedDayFrom(toText, '--to')
    if (from !== undefined && to !== undefined && daysBetween(from, to) < 0)
      throw new DogearError('invalid-input', `--to ${to} is before --from ${from}.`)
    const library = await open('sync')
    library.onEvent((frame) => {
      if (frame.name === 'sync') progress(frame.data.sentence)
    })
    const report = await library.call('sync.run', {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      trending: false,
    })
    // a day that failed does not take back the others: the report stands, the number says that some of it is missing
    const failure = (await library.call('sync.status', {})).lastFailure
    if (failure !== null) say(failure.message)
    const aside =
      report.setAside === 0
        ? ''
        : ` ${counted(report.setAside, 'row')} could not be read and ${report.setAside === 1 ? 'was' : 'were'} set aside.`
    return {
      json: report,
      exitCode: failure === null ? EXIT.ok : exitCodeOf(failure.code),
      text: `Fetched ${counted(report.days, 'day')} with ${counted(report.papers, 'paper')} in ${counted(report.requests, 'request')}, ${(report.ms / 1000).toFixed(1)} s.${aside}\n`,
    }
  },
}
