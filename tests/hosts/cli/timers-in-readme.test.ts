// Owns the proof that what README gives for cron, systemd and launchd is taken by them, and that what they run makes the digest.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { cleanEnvironment } from '#tests/support/loopback-host.ts'
import { runCommand } from '#tests/support/command.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { madeRow } from '#tests/core/source/made-row.ts'
import { newDesk } from './dogear.ts'

const readme = readFileSync(path.join(repositoryRoot, 'README.md'), 'utf8')
const blocks = [...readme.matchAll(/```(\w*)\n([\s\S]*?)```/g)].map(([, , text = '']) => text.replaceAll('/path/to/dogear', repositoryRoot))
const cronLine = blocks.find((text) => /^\d+ \d+ \* /.test(text)) ?? ''
const units = blocks.filter((text) => text.startsWith('# dogear-digest.'))
const plist = blocks.find((text) => text.includes('<plist')) ?? ''

const has = (program: string, ...args: string[]): boolean => spawnSync(program, args).error === undefined

testUnless(has('systemd-analyze', '--version') ? null : 'no systemd-analyze here')(
  'systemd finds nothing wrong with the units',
  async () => {
    const folder = tempFolder()
    const files = units.map((text) => {
      const file = path.join(folder, /^# (\S+)/.exec(text)?.[1] ?? '')
      writeFileSync(file, text)
      return file
    })
    expect(files.map((file) => path.basename(file))).toEqual(['dogear-digest.service', 'dogear-digest.timer'])
    const env = { ...process.env, XDG_RUNTIME_DIR: folder }
    expect(await runCommand('systemd-analyze', ['--user', 'verify', ...files], { env })).toEqual({ code: 0, output: '' })
  },
)

/** Debian's, with `-n`, looks at a table and does not install it. */
const isDebiansCron = process.platform === 'linux' && spawnSync('crontab', ['-n', '-'], { input: '' }).status === 0
testUnless(isDebiansCron ? null : 'no crontab here that checks a table: `apt-get install cron` puts it there on Debian')(
  'cron takes the line',
  async () => {
    const file = path.join(tempFolder(), 'table')
    writeFileSync(file, cronLine)
    expect((await runCommand('crontab', ['-n', file])).code).toBe(0)
    writeFileSync(file, cronLine.replace('1-5', '1-9'))
    expect((await runCommand('crontab', ['-n', file])).code).toBe(1)
  },
)

testUnless(has('python3', '--version') ? null : 'no Python here, which reads property lists')(
  'the file for launchd is a property list',
  async () => {
    const file = path.join(tempFolder(), 'dogear.digest.plist')
    writeFileSync(file, plist)
    const { code, output } = await runCommand('python3', [
      '-c',
      'import json, plistlib, sys; print(json.dumps(plistlib.load(open(sys.argv[1], "rb"))))',
      file,
    ])
    expect(code).toBe(0)
    expect(JSON.parse(output)).toEqual({
      Label: 'dogear.digest',
      ProgramArguments: ['/bin/zsh', '-lc', commandOf(cronLine)],
      StartCalendarInterval: { Hour: 8, Minute: 0 },
    })
  },
)

testUnless(process.platform === 'win32' ? 'cron, systemd and launchd are not of Windows' : null)(
  'what they run fetches the days and hands the digest over once',
  async () => {
    const now = new Date().toISOString()
    const { replica } = await newDesk({ now, days: { [now.slice(0, 10)]: [madeRow('2608.00001')] } })
    const home = tempFolder()
    const out = path.join(home, 'digests')
    mkdirSync(out)
    mkdirSync(path.join(home, '.config/dogear'), { recursive: true })
    writeFileSync(
      path.join(home, '.config/dogear/settings.json'),
      JSON.stringify({ digest: { folderOn: true, folder: out, formats: ['md'] } }),
    )
    const env = cleanEnvironment(home, { DOGEAR_HF_URL: replica.url, DOGEAR_ARXIV_URL: replica.url })
    const command = commandOf(cronLine)
    const [, run = ''] = /ExecStart=\/bin\/sh -c "(.*)"/.exec(units[0] ?? '') ?? []
    expect(command).toBe(`cd ${repositoryRoot} && ${run}`)
    expect((await runCommand('/bin/sh', ['-c', command], { env })).output).toMatch(/The digest is sent\./)
    expect(readdirSync(out)).toEqual([expect.stringMatching(/^dogear-daily-\d{4}-\d\d-\d\d\.md$/)])
    expect((await runCommand('/bin/sh', ['-c', command], { env })).output).toMatch(/made before/)
  },
)

/** What a line of cron runs. */
function commandOf(line: string): string {
  return line.trim().replace(/^(?:\S+\s+){5}/, '')
}
