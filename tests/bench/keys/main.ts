// Owns `npm run bench:keys -- [--sizes 5000,50000,200000] [--only KEY,…] [--parts quiet,…] [--presses MOST] [--json]`: from a key to its frame in Chromium, with and without a sync.
// The document of `--json`, times in milliseconds: `machine`; `results`, one for each size: `papers`; `recorded`, false where they are made ones;
// `lists` (see ListFigures): core's processor time for a list, also at a stretch; `quiet` and `syncing` (see KeyFigures): for each key its `presses`,
// `frameP50 P95 P99 Max` from the key to the next painted frame and `shownP50 …` to the one with its effect, both as a reader at this machine sees it;
// `nextFrame`, the share where these are the same; `wallP50 P99 Max` and `cpuP50 P95 P99 Max` from the trace, from the dispatch of the key to the
// commit of the next frame, by the clock and in processor time of the window's thread, which another program's work does not change;
// `handlerP50 P99`, the part of it in handlers and the rendering they began, without style, layout and paint; `forcedP50 P99`, style and layout that a
// handler asked for before the frame did;
// `longTasks`, `longestTask` by the clock and `longTasksCpu`, `longestTaskCpu` in processor time; `memory` (see MemoryFigures);
// `commands` (see CommandFigures): what each other call waits for while a command over very many papers runs.
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { launchChromium } from '#tests/support/chromium.ts'
import { type LoopbackHost, startLoopbackHost } from '#tests/support/loopback-host.ts'
import { sharedDataFolder } from '#tests/support/shared-data.ts'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'
import { joinHost } from '#tests/support/wire-client.ts'
import { untilIdle } from '../idle.ts'
import { startReplicaProcess } from '../replica-process.ts'
import { type CommandFigures, measureCommands } from './core-commands.ts'
import { type ListFigures, measureLists } from './core-lists.ts'
import { type KeyFigures, measureKeys } from './key-scenes.ts'
import { type MemoryFigures, measureCoreMemory, measureWindowMemory, memoryFigures } from './memory.ts'
import { makeUsedLibrary } from './used-library.ts'

const NEWEST = '2026-11-20'
const NOW = `${NEWEST}T20:00:00Z`

interface Figures {
  papers: number
  recorded: boolean
  lists: ListFigures[]
  quiet: KeyFigures[]
  syncing: KeyFigures[]
  memory: MemoryFigures | null
  commands: CommandFigures[]
}

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '5000,50000,200000' },
    only: { type: 'string', default: '' },
    parts: { type: 'string', default: 'lists,quiet,syncing,memory,commands' },
    presses: { type: 'string', default: '1000' },
    decisions: { type: 'string', default: '2000' },
    tags: { type: 'string', default: '20000' },
    json: { type: 'boolean', default: false },
  },
})
const parts = new Set(values.parts.split(','))
const only = values.only === '' ? [] : values.only.split(',')
const say = (line: string): void => {
  if (!values.json) process.stderr.write(`${line}\n`)
}
const machine = `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.version}`
const results: Figures[] = []
for (const size of values.sizes.split(',').map(Number)) results.push(await measure(size))
if (values.json) console.log(JSON.stringify({ machine, results }, null, 2))
else {
  console.log(machine)
  for (const { papers, recorded, lists, quiet, syncing, memory, commands } of results) {
    console.log(`\n${papers.toLocaleString('en')} papers (${recorded ? 'recorded, dated and numbered anew' : 'made'})`)
    if (lists.length > 0) console.table(lists)
    if (quiet.length > 0) console.table(quiet)
    if (syncing.length > 0) console.log('while days are fetched and stored')
    if (syncing.length > 0) console.table(syncing)
    if (memory) console.log(memory)
    if (commands.length > 0) console.table(commands)
  }
}

async function measure(papers: number): Promise<Figures> {
  const dataFolder = newTempFolder()
  try {
    const { recorded } = makeUsedLibrary(dataFolder, papers, NEWEST, Number(values.tags))
    say(`${papers} papers stored`)
    const lists = parts.has('lists') ? await measureLists(dataFolder, Date.parse(NOW)) : []
    const quiet = parts.has('quiet') ? await inWindow(dataFolder, { syncing: false }) : []
    const syncing = parts.has('syncing') ? await inWindow(dataFolder, { syncing: true }) : []
    const memory = parts.has('memory') ? await measureMemory(dataFolder, Number(values.decisions)) : null
    const commands = parts.has('commands') ? await measureCommands(dataFolder, Date.parse(NOW)) : []
    return { papers, recorded, lists, quiet, syncing, memory, commands }
  } finally {
    removeFolder(dataFolder)
  }
}

async function inWindow(dataFolder: string, { syncing }: { syncing: boolean }): Promise<KeyFigures[]> {
  const shared = sharedDataFolder()
  const replica = syncing ? await startReplicaProcess(shared === null ? null : path.join(shared, 'daily'), NOW) : null
  const host = await startLoopbackHost({
    dataFolder,
    now: NOW,
    ...(replica ? { sourceUrl: replica.url } : { args: ['--offline'] }),
  })
  const browser = await launchChromium()
  let stop = (): void => undefined
  try {
    const page = await browser.context.newPage()
    await page.goto(host.url())
    // the link lets one browser in, so the sync is asked for as from its second tab
    const cookie = (await browser.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    if (replica) stop = await syncForEver(host, cookie)
    await page.locator('[data-list] [role=option]').first().waitFor()
    if (!syncing) await untilIdle(host.program().pid)
    return await measureKeys(page, { only, most: Number(values.presses), say: (line) => say(`${syncing ? 'syncing, ' : ''}${line}`) })
  } finally {
    stop()
    await browser.close()
    await host.close()
    replica?.end()
  }
}

async function measureMemory(dataFolder: string, decisions: number): Promise<MemoryFigures> {
  const host = await startLoopbackHost({ dataFolder, now: NOW, args: ['--offline'] })
  const browser = await launchChromium()
  let windowMb: number[]
  try {
    const page = await browser.context.newPage()
    await page.goto(host.url())
    await page.locator('[data-list] [role=option]').first().waitFor()
    await untilIdle(host.program().pid)
    windowMb = await measureWindowMemory(page, decisions)
  } finally {
    await browser.close()
    await host.close()
  }
  return memoryFigures(decisions, windowMb, await measureCoreMemory(dataFolder, decisions, Date.parse(NOW)))
}

/** A sync of other days after another, as long as it is wanted. */
async function syncForEver(host: LoopbackHost, cookie: string): Promise<() => void> {
  const client = await joinHost(new URL(host.url()).origin, cookie)
  let isWanted = true
  void (async () => {
    while (isWanted) {
      // days that are in the library already, so that every one of them is stored over another
      await client
        .call('sync.run', { from: '2024-03-12', to: '2026-05-29' })
        .catch(() => new Promise((resolve) => setTimeout(resolve, 500)))
    }
  })()
  return () => {
    isWanted = false
    client.close()
  }
}
