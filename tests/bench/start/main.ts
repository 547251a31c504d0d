// Owns `npm run bench:start`: from the start of the process to a list that answers keys, of a library that was open before, and the memory of core and window.
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { libraryFile } from '#adapters/data-folder.ts'
import { launchChromium } from '#tests/support/chromium.ts'
import { startLoopbackHost } from '#tests/support/loopback-host.ts'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'
import { untilIdle } from '../idle.ts'
import { makeLibrary } from './made-library.ts'

const NEWEST = '2026-11-20'
const BYTES_PER_MB = 1_048_576

interface Started {
  papers: number
  /** Milliseconds, medians: process start → the page can be asked for → rows are on the screen and `j` moves. */
  hostReadyMs: number
  listUsableMs: number
  /** The same browser from asking for an empty page to having shown it, in the same run. */
  emptyPageMs: number
  ratioToEmptyPage: number
  coreRssMb: number
  coreRssIndexedMb: number
  windowRssMb: number
}

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '5000,50000' },
    runs: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
})
const results: Started[] = []
for (const size of values.sizes.split(',').map(Number)) results.push(await measure(size, Number(values.runs)))
if (values.json) console.log(JSON.stringify(results, null, 2))
else {
  console.log(`${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.version}`)
  console.table(results)
}

async function measure(papers: number, runs: number): Promise<Started> {
  const dataFolder = newTempFolder()
  makeLibrary(dataFolder, papers, NEWEST)
  await startUntilIndexed(dataFolder)
  const samples: Omit<Started, 'papers' | 'ratioToEmptyPage'>[] = []
  for (let run = 0; run < runs; run++) samples.push(await startOnce(dataFolder))
  removeFolder(dataFolder)
  const middle = (name: keyof (typeof samples)[number]): number => round(median(samples.map((sample) => sample[name])))
  const listUsableMs = middle('listUsableMs')
  const emptyPageMs = middle('emptyPageMs')
  return {
    papers,
    hostReadyMs: middle('hostReadyMs'),
    listUsableMs,
    emptyPageMs,
    ratioToEmptyPage: round(listUsableMs / emptyPageMs),
    coreRssMb: middle('coreRssMb'),
    coreRssIndexedMb: middle('coreRssIndexedMb'),
    windowRssMb: middle('windowRssMb'),
  }
}

/** A library that was open before has its index saved, from a thousand papers on. */
async function startUntilIndexed(dataFolder: string): Promise<void> {
  const host = await startLoopbackHost({ dataFolder, now: `${NEWEST}T20:00:00Z`, args: ['--offline'] })
  await untilIdle(host.program().pid)
  const database = new DatabaseSync(libraryFile(dataFolder), { readOnly: true })
  const saved = database.prepare('SELECT 1 FROM search_index_saves')
  const papers = Number(database.prepare('SELECT count(*) AS papers FROM papers').get()?.['papers'])
  while (papers > 1000 && !saved.get()) await setTimeout(1000)
  database.close()
  await host.stop()
}

async function startOnce(dataFolder: string): Promise<Omit<Started, 'papers' | 'ratioToEmptyPage'>> {
  const browser = await launchChromium()
  try {
    const page = browser.context.pages()[0] ?? (await browser.context.newPage())
    const emptyPageMs = await showEmptyPage((url) => page.goto(url))
    const startedAt = performance.now()
    const host = await startLoopbackHost({ dataFolder, now: `${NEWEST}T20:00:00Z`, args: ['--offline'] })
    const hostReadyMs = performance.now() - startedAt
    try {
      await page.goto(host.url(), { waitUntil: 'commit' })
      const rows = page.getByRole('option')
      await rows.first().waitFor()
      await page.keyboard.press('j')
      await page.locator('[role=option][aria-selected=true]').nth(0).waitFor()
      const listUsableMs = performance.now() - startedAt
      const coreRssMb = rssMb(host.program().pid)
      await untilIdle(host.program().pid)
      return {
        hostReadyMs,
        listUsableMs,
        emptyPageMs,
        coreRssMb,
        coreRssIndexedMb: rssMb(host.program().pid),
        windowRssMb: Math.max(...renderers().map(rssMb), 0),
      }
    } finally {
      await host.stop()
    }
  } finally {
    await browser.close()
  }
}

async function showEmptyPage(show: (url: string) => Promise<unknown>): Promise<number> {
  const server = createServer((_request, response) =>
    response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>empty</title>'),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const startedAt = performance.now()
  await show(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const ms = performance.now() - startedAt
  server.closeAllConnections()
  server.close()
  return ms
}

/** Resident memory of a process, from /proc; 0 where there is none. */
function rssMb(pid: number): number {
  const match = /VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`))
  return (Number(match?.[1] ?? 0) * 1024) / BYTES_PER_MB
}

function renderers(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => read(`/proc/${pid}/cmdline`).includes('--type=renderer'))
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
