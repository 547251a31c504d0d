// Owns what the tests need of the machine: a browser, a virtual screen, fonts, a real Electron; fetched where that is allowed.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { findChromium } from './chromium.ts'
import { type CommandResult, runCommand } from './command.ts'
import { findElectron, layOutElectron } from './electron-runtime.ts'
import { repositoryRoot } from './repository.ts'
import { findXvfb } from './virtual-screen.ts'

interface Need {
  what: string
  isHere: () => boolean
  /** Debian's names; the browser brings most libraries and Electron links to a few more. */
  packages: readonly string[]
}

const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** Fetches what is missing where it may; says in one line what it could not, and leaves the tests to be skipped for it. */
export async function prepareMachine(): Promise<void> {
  if (process.platform === 'linux') await prepareDebian()
  await prepareElectron()
}

async function prepareDebian(): Promise<void> {
  const libraries = (
    await runCommand('ldconfig', ['-p'], { env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/sbin:/usr/sbin` } })
  ).output
  const has = (library: string) => (): boolean => libraries.includes(library)
  const needs: Need[] = [
    { what: 'Chromium', isHere: () => findChromium() !== null, packages: ['chromium', 'fonts-dejavu-core', 'fonts-liberation'] },
    { what: 'Xvfb', isHere: () => findXvfb() !== null, packages: ['xvfb'] },
    { what: 'unzip', isHere: () => existsSync('/usr/bin/unzip'), packages: ['unzip'] },
    { what: 'poppler', isHere: () => existsSync('/usr/bin/pdftoppm'), packages: ['poppler-utils'] },
    {
      what: 'LaTeX and biber',
      isHere: () => existsSync('/usr/bin/pdflatex') && existsSync('/usr/bin/biber'),
      packages: ['texlive-latex-base', 'biber'],
    },
    {
      what: 'biblatex',
      isHere: () => ['biblatex', 'etoolbox'].every((name) => existsSync(`/usr/share/texlive/texmf-dist/tex/latex/${name}/${name}.sty`)),
      packages: ['texlive-bibtex-extra', 'texlive-latex-recommended'],
    },
    { what: 'cron', isHere: () => existsSync('/usr/bin/crontab'), packages: ['cron'] },
    { what: 'strace', isHere: () => existsSync('/usr/bin/strace'), packages: ['strace'] },
    { what: 'desktop-file-utils', isHere: () => existsSync('/usr/bin/desktop-file-validate'), packages: ['desktop-file-utils'] },
    { what: 'qpdf', isHere: () => existsSync('/usr/bin/qpdf'), packages: ['qpdf'] },
    { what: 'GTK', isHere: has('libgtk-3.so.0'), packages: ['libgtk-3-0'] },
    { what: 'NSS', isHere: has('libnss3.so'), packages: ['libnss3'] },
    { what: 'ALSA', isHere: has('libasound.so.2'), packages: ['libasound2'] },
    { what: 'GBM', isHere: has('libgbm.so.1'), packages: ['libgbm1'] },
  ]
  const missing = needs.filter((need) => !need.isHere())
  if (missing.length === 0) return
  const names = missing.map((need) => need.what).join(', ')
  const packages = missing.flatMap((need) => need.packages)
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const mayInstall =
    existsSync('/usr/bin/apt-get') && (asRoot.length === 0 || (process.env['CI'] !== undefined && existsSync('/usr/bin/sudo')))
  if (!mayInstall) {
    say(`Missing here: ${names}. On Debian this puts them there: sudo apt-get install ${packages.join(' ')}`)
    return
  }
  say(`Installing what is missing here (${names}) …`)
  const run = (...words: string[]): Promise<CommandResult> => {
    const [program = '', ...args] = [...asRoot, ...words]
    return runCommand(program, args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  }
  const update = await run('apt-get', '-q', 'update')
  const present = await Promise.all(packages.map((name) => currentName(name)))
  const install = await run('apt-get', '-q', '-y', '--no-install-recommends', 'install', ...present)
  const failed = [update, install].find((result) => result.code !== 0)
  if (failed) say(`apt-get could not: ${failed.output.trim().split('\n').slice(-3).join(' / ')}`)
}

/** Newer Debian and Ubuntu append `t64` to the libraries that were rebuilt for 64-bit times. */
async function currentName(name: string): Promise<string> {
  const renamed = `${name}t64`
  return (await runCommand('apt-cache', ['show', renamed])).code === 0 ? renamed : name
}

async function prepareElectron(): Promise<void> {
  if (findElectron()) return
  if (process.env['DOGEAR_TEST_ELECTRON'] === 'download') {
    say('Downloading Electron …')
    const installer = path.join(repositoryRoot, 'node_modules', 'electron', 'install.js')
    const { ELECTRON_OVERRIDE_DIST_PATH: _, ...env } = process.env
    const result = await runCommand(process.execPath, [installer], { cwd: repositoryRoot, env })
    if (result.code !== 0) say(`Electron could not be downloaded: ${result.output.trim().split('\n').at(-1) ?? ''}`)
    return
  }
  try {
    say('Laying out a real Electron for the tests …')
    await layOutElectron()
  } catch (thrown) {
    say(thrown instanceof Error ? thrown.message : String(thrown))
  }
}
