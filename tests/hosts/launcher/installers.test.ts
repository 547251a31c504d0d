// Owns the facts about the installers for Linux as far as they are laid out here: all that the tools get which wrap them, and which need the network.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build, type CliOptions, Platform } from 'electron-builder'
import { afterAll, beforeAll, expect } from 'vitest'
import { packConfiguration } from '#hosts/launcher/package-app.ts'
import { runCommand } from '#tests/support/command.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { newTempFolder, removeFolder, tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'

const notLinux = process.platform === 'linux' ? null : 'installers for Linux are laid out on Linux only'
const test = testUnless(notLinux)
const VALIDATOR = '/usr/bin/desktop-file-validate'
const validated = testUnless(notLinux ?? (existsSync(VALIDATOR) ? null : 'needs desktop-file-utils'))

/** `fpm`: the words that the tool for a .deb is called with. The texts of files that are put beside the program, by their place. */
const deb = { fpm: [] as string[], files: new Map<string, string>() }
let appImageEntry = ''

/** What electron-builder shows before it calls a tool. */
type LaidOut = readonly [readonly string[], string] | { desktop: string }

function take(laidOut: LaidOut): Promise<boolean> {
  if ('desktop' in laidOut) appImageEntry = laidOut.desktop
  else {
    deb.fpm = [...laidOut[0]]
    for (const [, from = '', to = ''] of laidOut[0].map((word) => /^([^=]+)=(\/usr\/.+)$/.exec(word) ?? []))
      if (from !== '') deb.files.set(to, readFileSync(from, 'latin1'))
  }
  // it is done with here
  return Promise.resolve(true)
}

const folder = newTempFolder()
afterAll(() => removeFolder(folder))

beforeAll(async () => {
  if (notLinux !== null) return
  const prepackaged = path.join(folder, 'linux-unpacked')
  mkdirSync(path.join(prepackaged, 'resources'), { recursive: true })
  writeFileSync(path.join(prepackaged, 'dogear'), '')
  const configuration = packConfiguration(repositoryRoot)
  const options: CliOptions & { effectiveOptionComputed: typeof take } = {
    projectDir: repositoryRoot,
    publish: 'never',
    prepackaged,
    targets: Platform.LINUX.createTarget(),
    config: {
      ...configuration,
      directories: { ...configuration.directories, output: path.join(folder, 'out') },
      electronVersion: '45.4.1',
      extraMetadata: { homepage: 'https://dogear.example/' },
    },
    effectiveOptionComputed: take,
  }
  await build(options)
})

const entries = (): string[] => [appImageEntry, deb.files.get('/usr/share/applications/dogear.desktop') ?? '']
const valuesOf = (entry: string, key: string): string[] => [
  ...new Set((new RegExp(`^${key}=(.*)$`, 'm').exec(entry)?.[1] ?? '').split(';').filter((value) => value !== '')),
]

test('both installers open PDFs and links of the program, in the menu under its name, with the sandbox as it is', () => {
  for (const entry of entries()) {
    expect(valuesOf(entry, 'MimeType')).toEqual(['application/pdf', 'x-scheme-handler/dogear'])
    expect([valuesOf(entry, 'Name'), valuesOf(entry, 'Icon'), valuesOf(entry, 'Categories')]).toEqual([['Dogear'], ['dogear'], ['Office']])
    expect(valuesOf(entry, 'Exec')[0]).toMatch(/^(?:AppRun|\/opt\/Dogear\/dogear) %U$/)
  }
})

test('a .deb has icons of all usual sizes, and tells the system nothing new about PDFs', () => {
  const icons = [16, 32, 48, 64, 128, 256, 512].map((size) => `/usr/share/icons/hicolor/${size}x${size}/apps/dogear.png`)
  expect([...deb.files.keys()].toSorted()).toEqual([...icons, '/usr/share/applications/dogear.desktop'].toSorted())
  for (const icon of icons) {
    const png = Buffer.from(deb.files.get(icon) ?? '', 'latin1')
    // signature, then the first chunk with width and height (PNG 1.2, 3.1 and 4.1.1)
    expect([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([
      'PNG',
      ...Array<number>(2).fill(Number(/(\d+)x/.exec(icon)?.[1])),
    ])
  }
})

test('a .deb names its version, licence, maintainer and home, and says what it is in one line and at length', () => {
  const said = (option: string): string => deb.fpm[deb.fpm.indexOf(`--${option}`) + 1] ?? ''
  const { version } = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8')) as { version: string }
  expect([said('name'), said('version'), said('license'), said('url')]).toEqual(['dogear', version, 'MIT', 'https://dogear.example/'])
  expect(said('maintainer')).not.toBe('')
  expect(said('description')).toMatch(/^[^\n]{10,80}\n .{40,}$/)
})

validated('the entry of each in the menu is one that the validator of desktop files takes', async () => {
  const entriesFolder = tempFolder()
  for (const [index, entry] of entries().entries()) {
    const file = path.join(entriesFolder, `${index}.desktop`)
    // an AppImage’s own launcher stands beside the entry
    writeFileSync(file, entry)
    expect(await runCommand(VALIDATOR, [file])).toMatchObject({ code: 0, output: '' })
  }
})
