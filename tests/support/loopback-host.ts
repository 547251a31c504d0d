// Owns a real `dogear serve` in a test: its data folder, its source, its page, and ways to end it that a reader's day has.
import path from 'node:path'
import { type Program, startProgram } from './program.ts'
import { repositoryRoot } from './repository.ts'
import { newTempFolder, removeFolder } from './temp-folder.ts'

export interface LoopbackHostOptions {
  /** Where Hugging Face and arXiv are: the address of a replica. Without it, an address where nobody answers. */
  sourceUrl?: string
  /** What the program takes for now, as ISO 8601. */
  now?: string
  /** Kept by the caller; without it a new one that goes when the host is closed. */
  dataFolder?: string
  args?: readonly string[]
  env?: NodeJS.ProcessEnv
  /** Killed so long after its start, ready or not; the promise rejects when it was not. */
  killAfterMs?: number
}

export interface LoopbackHost {
  readonly dataFolder: string
  /** The page with its one-time token, of the process that runs now. */
  url(): string
  program(): Program
  /** Ends the process (SIGTERM, as closing does) and starts another on the same folder; options replace the former ones. */
  restart(changed?: LoopbackHostOptions): Promise<void>
  /** Ends the process as a power cut would; `restart` brings it back. */
  kill(): Promise<void>
  stop(): Promise<number | null>
  /** Ends the process and removes the folder when it is its own. */
  close(): Promise<void>
}

/** A port of this machine where nobody listens (TCP port 1 is never given out). */
const NOBODY = 'http://127.0.0.1:1'
const READY = /dogear listening on (http:\/\/127\.0\.0\.1:\d+\/\S*)/

/** Arguments that every host and command takes to reach a source other than the real one. */
export function sourceArgs(sourceUrl: string | undefined): string[] {
  return ['--hf-url', sourceUrl ?? NOBODY, '--arxiv-url', sourceUrl ?? NOBODY]
}

/** The environment of a program under test: nothing of the person who runs the tests, and no real address by accident. */
export function cleanEnvironment(home: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { PATH, LANG, SystemRoot, TEMP, TMPDIR } = process.env
  return {
    ...(PATH === undefined ? {} : { PATH }),
    ...(LANG === undefined ? {} : { LANG }),
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
    ...(TEMP === undefined ? {} : { TEMP }),
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    HOME: home,
    USERPROFILE: home,
    APPDATA: path.join(home, 'AppData'),
    XDG_CONFIG_HOME: path.join(home, '.config'),
    DOGEAR_HF_URL: NOBODY,
    DOGEAR_ARXIV_URL: NOBODY,
    ...more,
  }
}

export async function startLoopbackHost(options: LoopbackHostOptions = {}): Promise<LoopbackHost> {
  const own = options.dataFolder === undefined ? newTempFolder() : null
  const dataFolder = options.dataFolder ?? own ?? ''
  let current = options
  let program = launch(dataFolder, current)
  const first = program
  if (options.killAfterMs !== undefined) setTimeout(() => void first.end('SIGKILL'), options.killAfterMs)
  let url = await pageOf(program)
  return {
    dataFolder,
    url: () => url,
    program: () => program,
    restart: async (changed = {}) => {
      await program.end()
      current = { ...current, ...changed }
      program = launch(dataFolder, current)
      url = await pageOf(program)
    },
    kill: async () => void (await program.end('SIGKILL')),
    stop: () => program.end(),
    close: async () => {
      await program.end()
      if (own !== null) removeFolder(own)
    },
  }
}

function launch(dataFolder: string, { sourceUrl, now, args = [], env = {} }: LoopbackHostOptions): Program {
  const guard = path.join(repositoryRoot, 'src-main', 'hosts', 'cli', 'dogear.mjs')
  const all = [
    guard,
    'serve',
    '--data',
    dataFolder,
    '--no-open',
    ...sourceArgs(sourceUrl),
    ...(now === undefined ? [] : ['--now', now]),
    ...args,
  ]
  return startProgram(process.execPath, all, { cwd: repositoryRoot, env: cleanEnvironment(dataFolder, env) })
}

async function pageOf(program: Program): Promise<string> {
  const match = await program.says(READY)
  return match[1] ?? ''
}
