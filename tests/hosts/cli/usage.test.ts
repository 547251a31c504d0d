// Owns the facts about what the command line understands, and how it says what it does not.
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { actionList } from '#contract/actions.ts'
import { COMMANDS } from '#hosts/cli/commands.ts'
import { WINDOW_COMMANDS } from '#hosts/cli/commands/window.ts'
import { EXIT_MEANINGS } from '#hosts/cli/exit-codes.ts'
import { cleanEnvironment } from '#tests/support/loopback-host.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { DOGEAR, dogear } from './dogear.ts'

const long = 'x'.repeat(5000)

describe('what is not understood', () => {
  it.each<[args: string[], says: string | RegExp]>([
    [['frob'], 'Dogear knows no command “frob”. See dogear help.'],
    [['list', '--frob'], 'dogear list knows no option --frob. See dogear help list.'],
    [['list', '-x'], 'dogear list knows no option -x. See dogear help list.'],
    [['list', 'more'], /^dogear list does not take “more”/],
    [['list', '--state'], '--state needs a value: --state STATE. See dogear help list.'],
    [['list', '--state', '--json'], /^{/],
    [['list', '--state', '--day', '2026-08-21'], '--state needs a value: --state STATE. See dogear help list.'],
    [['list', '--state', 'later', '--state', 'archive'], '--state is given twice. See dogear help list.'],
    [['list', '--offline=yes'], '--offline takes no value. See dogear help list.'],
    [['list', '--state', 'frob'], '“frob” is no state. The states are inbox, later, shortlist, archive, dismissed.'],
    [['list', '--state', 'constructor'], /^“constructor” is no state/],
    [['list', '--day', '2026-02-30'], '--day 2026-02-30 is not a day. Write one like 2026-03-02.'],
    [['list', '--day', 'today'], '--day today is not a day. Write one like 2026-03-02.'],
    [['sync', '--from', '2023-01-01'], '--from 2023-01-01 is before the first Daily Papers, 2023-05-04.'],
    [['sync', '--from', '2026-08-21', '--to', '2026-08-20'], '--to 2026-08-20 is before --from 2026-08-21.'],
    [['show'], /^dogear show needs more: dogear show ID/],
    [['show', '../../etc/passwd'], /^“\.\.\/\.\.\/etc\/passwd” is not the identifier of a paper/],
    [['show', 'hep-th/../9901001'], /is not the identifier of a paper/],
    [['show', long], /^“x{60}…” is not the identifier/],
    [['mark', '2608.00001'], /^dogear mark needs more/],
    [['mark', '2608.00001', 'gone'], /^“gone” is no state/],
    [['mark', '../x', 'later'], /is not the identifier/],
    [['note', '2608.00001', '--set', 'a', '--append', 'b'], 'dogear note takes --set or --append, not both.'],
    [['tag', '2608.00001', 'frob', 'x'], 'dogear tag takes add or remove after the ID, not “frob”.'],
    [['tag', '2608.00001', 'add'], 'dogear tag 2608.00001 add needs the name of a tag.'],
    [['tag', '2608.00001', 'add', '##'], /can’t be a tag/],
    [['search'], /^dogear search needs more/],
    [['search', '  '], 'dogear search needs words to search for.'],
    [['search', 'x', '--limit', '0'], '--limit 0 is not a number from 1 to 1000.'],
    [['search', 'x', '--limit', '1e2'], '--limit 1e2 is not a number from 1 to 1000.'],
    [['export'], 'dogear export needs --format. The formats are json, csv, bibtex, biblatex, ris, csl-json, markdown.'],
    [['export', '--format', 'pdf'], '“pdf” is no format. The formats are json, csv, bibtex, biblatex, ris, csl-json, markdown.'],
    [['list', '--now', 'yesterday'], /^“yesterday” is not a time/],
    [['list', '--hf-url', 'http://example.org'], /^--hf-url http:\/\/example\.org can’t be used/],
    [['list', '--data', ''], '--data needs a value after it.'],
  ])('%j ends with 2 and a sentence', async (args, says) => {
    const folder = tempFolder()
    const { code, stdout, stderr } = await dogear(args, { cwd: folder })
    expect(code).toBe(2)
    const said = args.includes('--json') ? stdout : stderr
    expect(args.includes('--json') ? stderr : stdout).toBe('')
    if (typeof says === 'string') expect(said).toBe(`${says}\n`)
    else expect(said).toMatch(says)
    expect(said).not.toMatch(/\n\s+at /)
    expect(existsSync(path.join(folder, '.local'))).toBe(false)
  })

  it('is one JSON document with --json, wherever it stands', async () => {
    for (const args of [
      ['--json', 'frob'],
      ['list', '--frob', '--json'],
      ['--json', 'show', '../x'],
    ]) {
      const { code, stdout, stderr } = await dogear(args)
      expect({ code, stderr }).toEqual({ code: 2, stderr: '' })
      expect(JSON.parse(stdout)).toEqual({ error: { code: 'invalid-input', message: expect.stringMatching(/^.*\.$/) } })
    }
  })
})

describe('help', () => {
  it('names every command and every exit code', async () => {
    const { code, stdout } = await dogear(['help'])
    expect(code).toBe(0)
    for (const { usage } of [...WINDOW_COMMANDS, ...COMMANDS]) expect(stdout).toContain(`dogear ${usage}`)
    for (const [number, meaning] of EXIT_MEANINGS) expect(stdout).toContain(`  ${String(number).padEnd(3)}  ${meaning}\n`)
  })

  it('is in README with the same words', () => {
    const readme = readFileSync(path.join(repositoryRoot, 'README.md'), 'utf8').replaceAll('\\|', '|').replace(/ +/g, ' ')
    for (const { usage } of [...WINDOW_COMMANDS, ...COMMANDS]) expect(readme).toContain(`dogear ${usage}`)
    for (const [number, meaning] of EXIT_MEANINGS) expect(readme).toContain(`| ${number} | ${meaning} |`)
  })

  it('tells one command, also by --help', async () => {
    const [byWord, byOption] = [await dogear(['help', 'mark']), await dogear(['mark', '--help'])]
    expect(byWord.stdout).toContain('dogear mark ID… STATE')
    expect(byOption).toEqual(byWord)
    expect((await dogear(['help', 'frob'])).code).toBe(2)
  })

  it('tells the keys of the window, from the same table as the window', async () => {
    const { code, stdout } = await dogear(['help', 'keys'])
    expect(code).toBe(0)
    for (const { title, keys } of actionList()) if (keys.length > 0) expect(stdout).toContain(`  ${title}\n`)
    expect(stdout).toMatch(/^ {2}l +Later$/m)
    expect(stdout).toMatch(/^ {2}z, Ctrl\/Cmd\+z +Undo$/m)
  })

  it('is what a bare dogear prints, with 2', async () => {
    expect((await dogear([])).code).toBe(2)
    expect((await dogear(['--help'])).code).toBe(0)
  })
})

describe('around the program', () => {
  it('stops quietly when its reader has seen enough', async () => {
    const folder = tempFolder()
    await dogear(['list', '--data', folder])
    const { code, stderr } = await new Promise<{ code: number | null; stderr: string }>((resolve) => {
      const child = spawn(process.execPath, [DOGEAR, 'export', '--format', 'json', '--data', folder], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: cleanEnvironment(folder),
      })
      let said = ''
      child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
      child.stdout.destroy()
      child.on('close', (number) => resolve({ code: number, stderr: said }))
    })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  it('says which Node is needed when this one is too old and none came with the project', async () => {
    const folder = tempFolder()
    const copy = path.join(folder, 'src-main', 'hosts', 'cli', 'dogear.mjs')
    const { code, output } = await oldNode(folder, copy)
    expect(output).toBe('Dogear needs Node 22.18 or newer, and this is 20.19.0: install a newer Node and run this again.\n')
    expect(code).toBe(1)
  })

  it('hands over to the Node of the project when this one is too old', async () => {
    const folder = tempFolder()
    const bin = path.join(folder, 'node_modules', '.bin', 'node')
    const copy = path.join(folder, 'src-main', 'hosts', 'cli', 'dogear.mjs')
    const { code, output } = await oldNode(folder, copy, {
      [bin]: '#!/bin/sh\nif [ "$1" = --version ]; then echo v24.1.0; else shift; echo "ran with $*"; exit 4; fi\n',
    })
    expect(output).toBe('ran with list --state later\n')
    expect(code).toBe(4)
  })

  it('keeps the library as it is in a folder that may not be written, and says so', async (context) => {
    if (process.getuid?.() === 0) context.skip('root may write everywhere')
    const folder = tempFolder()
    await dogear(['list', '--data', folder])
    chmodSync(folder, 0o500)
    const { code, stderr } = await dogear(['undo', '--data', folder])
    chmodSync(folder, 0o700)
    expect(code).toBe(7)
    expect(stderr).toMatch(/^The data folder .* can’t be .*written/)
  })

  it('says so when the data folder is a file', async () => {
    const file = path.join(tempFolder(), 'file')
    writeFileSync(file, '')
    const { code, stderr } = await dogear(['list', '--data', file])
    expect(code).toBe(3)
    expect(stderr).toBe(`The data folder ${file} is not a folder. Choose another with --data.\n`)
  })
})

/** Runs a copy of the entry in a Node that says it is 20.19, with other files beside it. */
async function oldNode(folder: string, copy: string, files: Record<string, string> = {}): Promise<{ code: number | null; output: string }> {
  const { mkdirSync } = await import('node:fs')
  for (const [file, content] of Object.entries({ ...files, [copy]: readFileSync(DOGEAR, 'utf8') })) {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, content, { mode: 0o755 })
  }
  const older = path.join(folder, 'older.mjs')
  writeFileSync(older, "Object.defineProperty(process.versions, 'node', { value: '20.19.0' })\n")
  return await new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', older, copy, 'list', '--state', 'later'], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.on('close', (code) => resolve({ code, output }))
  })
}
