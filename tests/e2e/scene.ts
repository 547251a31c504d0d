// Owns the stage of an end-to-end test: a source, a running program, a browser window; all gone when the test ends.
import path from 'node:path'
import { afterAll, expect, onTestFinished } from 'vitest'
import { type ChromiumOptions, sharedChromium } from '#tests/support/chromium.ts'
import { type LoopbackHost, type LoopbackHostOptions, startLoopbackHost } from '#tests/support/loopback-host.ts'
import { type Replica, type ReplicaOptions, startReplica } from '#tests/replica/replica.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { type Reader, watchPage } from './reader.ts'

/** The evening of the newest of the project's own days. */
export const EVENING = '2026-08-21T20:00:00.000Z'
export const NEWEST_DAY_PAPERS = 41

export interface Scene {
  /** Null when the test begins without network. */
  replica: Replica | null
  host: LoopbackHost
  reader: Reader
  /** Opens the window at the host that runs now. */
  open(): Promise<void>
  /** Closes the window, quits, starts again and opens the window, as from one day to the next. */
  restart(changed?: LoopbackHostOptions): Promise<void>
}

export interface SceneOptions {
  /** False: no source can be reached. */
  online?: boolean
  replica?: ReplicaOptions
  host?: LoopbackHostOptions
  browser?: ChromiumOptions
  /** Sentences that the page may complain with, because the test breaks something on purpose. */
  mayComplain?: RegExp
}

/** The tests of a file share one browser. */
const browsers = sharedChromium()
afterAll(() => browsers.close())

/** Starts everything and opens the window; at the end nothing may have complained. */
export async function openScene({
  online = true,
  replica: replicaOptions,
  host: hostOptions,
  browser: browserOptions,
  mayComplain,
}: SceneOptions = {}): Promise<Scene> {
  const replica = online ? await startReplica({ now: EVENING, quota: 1_000_000, ...replicaOptions }) : null
  if (replica) onTestFinished(() => replica.close())
  const host = await startLoopbackHost({ now: EVENING, ...(replica ? { sourceUrl: replica.url } : {}), ...hostOptions })
  onTestFinished(() => host.close())
  const browser = await browsers.open(browserOptions)
  onTestFinished(() => browser.close())
  const page = await browser.context.newPage()
  const reader = await watchPage(page)
  onTestFinished(() => {
    expect(reader.problems.filter((problem) => !mayComplain?.test(problem))).toEqual([])
  })
  const open = async (): Promise<void> => {
    await page.goto(host.url())
    await page.getByRole('navigation', { name: 'Places' }).or(page.getByRole('main')).first().waitFor()
  }
  const restart = async (changed: LoopbackHostOptions = {}): Promise<void> => {
    await page.goto('about:blank')
    await host.restart(changed)
    await open()
  }
  onTestFinished(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    const file = path.join(repositoryRoot, 'out', 'failures', `${task.name.replace(/[^a-z0-9]+/gi, '-').slice(0, 80)}.png`)
    await page.screenshot({ path: file }).catch(() => undefined)
    process.stdout.write(`The window when it failed: ${path.relative(repositoryRoot, file)}\n${host.program().output()}`)
  })
  await open()
  return { replica, host, reader, open, restart }
}
