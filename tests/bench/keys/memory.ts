// Owns what a long day costs in memory: the window's heap and core's after collecting garbage, over thousands of decisions.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Page } from 'playwright-core'
import { openApp } from '#hosts/core-thread/open-app.ts'
import { DEFAULT_SETTINGS } from '#domain/settings.ts'

export interface MemoryFigures {
  decisions: number
  /** Heap in MB after each quarter, garbage collected. */
  windowMb: number[]
  coreMb: number[]
  /** From the first quarter to the last, kB for each decision. */
  windowKbADecision: number
  coreKbADecision: number
}

const PARTS = 5
const BYTES_A_MB = 1_048_576
const KEYS = ['l', 'e', 'd', 'z', 'l', 'e', 'j', 'd'] as const

/** Presses keys of a day in the window; what is decided is brought back now and then, so that there is always something to decide. */
export async function measureWindowMemory(page: Page, decisions: number): Promise<number[]> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  const heapMb = async (): Promise<number> => {
    for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    return Math.round((usedSize / BYTES_A_MB) * 100) / 100
  }
  for (const key of ['g', 'i', 'Home']) await page.keyboard.press(key)
  const sizes: number[] = []
  let pressed = 0
  for (let part = 0; part < PARTS; part += 1) {
    for (; pressed < ((part + 1) * decisions) / PARTS; pressed += 1) {
      await page.keyboard.press(KEYS[pressed % KEYS.length] ?? 'l')
      // half of what was decided comes back in time
      if (pressed % 4 === 3) await page.keyboard.press('z')
      if (pressed % 100 === 99) await page.waitForTimeout(200)
    }
    await page.waitForTimeout(1500)
    sizes.push(await heapMb())
  }
  await session.detach()
  return sizes
}

/** The same number of decisions through core itself, with what a window asks after each. */
export async function measureCoreMemory(dataFolder: string, decisions: number, nowMs: number): Promise<number[]> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const settings = { ...DEFAULT_SETTINGS, networkOn: false }
  const app = openApp({ dataFolder, settings, appVersion: '0.0.0', clockOffsetMs: nowMs - Date.now() })
  const call = async (name: string, input: unknown): Promise<unknown> => {
    const outcome = await app.dispatch(name, input, { signal: new AbortController().signal })
    if (!outcome.ok) throw new Error(outcome.error.message)
    return outcome.value
  }
  // of a small library the window has decided all of the inbox
  const { ids } = (await call('papers.list', { place: { kind: 'all' } })) as { ids: string[] }
  const sizes: number[] = []
  let decided = 0
  for (let part = 0; part < PARTS; part += 1) {
    for (; decided < ((part + 1) * decisions) / PARTS; decided += 1) {
      const id = ids[decided % ids.length] ?? ''
      await call('triage.decide', { ids: [id], state: (['later', 'archive', 'dismissed'] as const)[decided % 3] })
      await call('papers.rows', { ids: [id] })
      await call('library.status', {})
      if (decided % 4 === 3) await call('history.undo', {})
      if (decided % 50 === 49) await call('papers.list', { place: { kind: 'inbox' } })
    }
    collect()
    collect()
    sizes.push(Math.round((process.memoryUsage().heapUsed / BYTES_A_MB) * 100) / 100)
  }
  await app.close()
  return sizes
}

export function memoryFigures(decisions: number, windowMb: number[], coreMb: number[]): MemoryFigures {
  const slope = (sizes: number[]): number => {
    const grown = (sizes.at(-1) ?? 0) - (sizes[0] ?? 0)
    return Math.round(((grown * 1024) / ((decisions * (PARTS - 1)) / PARTS)) * 100) / 100
  }
  return { decisions, windowMb, coreMb, windowKbADecision: slope(windowMb), coreKbADecision: slope(coreMb) }
}
