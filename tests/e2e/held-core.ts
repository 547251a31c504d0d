// Owns a core whose answers are held back in the end-to-end tests, and what moved on the page meanwhile.
import type { Page, WebSocketRoute } from 'playwright-core'
import { z } from 'zod'
import { ServerFrame } from '#contract/wire.ts'

const Frame = z.object({ type: z.literal('call'), id: z.number(), name: z.string() })

export interface HeldCore {
  /** From now on answers to these calls wait. */
  hold(...names: string[]): void
  /** Whether an answer to one of these calls waits. */
  holds(...names: string[]): boolean
  /** Lets go everything that waits; what comes is let through. */
  release(): void
}

/** Stands between the page and the host; has to be there before the page is opened. */
export async function holdCore(page: Page): Promise<HeldCore> {
  let held = new Set<string>()
  let waiting: { name: string; send: () => void }[] = []
  await page.routeWebSocket(/\/wire$/, (window: WebSocketRoute) => {
    const host = window.connectToServer()
    const names = new Map<number, string>()
    window.onMessage((message) => {
      const call = Frame.safeParse(JSON.parse(String(message)))
      if (call.success) names.set(call.data.id, call.data.name)
      host.send(message)
    })
    host.onMessage((message) => {
      const frame = ServerFrame.safeParse(JSON.parse(String(message)))
      const name = frame.data?.type === 'result' ? names.get(frame.data.id) : undefined
      const send = (): void => window.send(message)
      if (name !== undefined && held.has(name)) waiting.push({ name, send })
      else send()
    })
  })
  return {
    hold: (...names) => {
      held = new Set(names)
    },
    holds: (...names) => names.every((name) => waiting.some((answer) => answer.name === name)),
    release: () => {
      held = new Set()
      const all = waiting
      waiting = []
      all.forEach(({ send }) => send())
    },
  }
}

/** For so long Chromium takes a shift for the doing of a key, and a little more. */
const RECENT_MS = 600

/**
 * From now on every shift of what is seen is written down, but for what a key itself moved, as Chromium counts it: what comes has to be held
 * until `isLongAfterKeys`.
 */
export async function watchShifts(page: Page): Promise<{ shifts(): Promise<string[]>; isLongAfterKeys(): Promise<unknown> }> {
  await page.evaluate(() => {
    const all: string[] = []
    Reflect.set(window, 'allShifts', all)
    Reflect.set(window, 'keyAt', performance.now())
    addEventListener('keydown', () => Reflect.set(window, 'keyAt', performance.now()), { capture: true })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (Reflect.get(entry, 'hadRecentInput') === true) continue
        const sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[] = Reflect.get(entry, 'sources')
        for (const { node, previousRect, currentRect } of sources) {
          const element = node instanceof Element ? node : node?.parentElement
          const name = `${element?.tagName ?? '?'} ${element?.textContent?.slice(0, 30) ?? ''}`
          all.push(`${name}: ${previousRect.x},${previousRect.y} → ${currentRect.x},${currentRect.y}`)
        }
      }
    }).observe({ type: 'layout-shift' })
  })
  return {
    isLongAfterKeys: () => page.waitForFunction((recent) => performance.now() - Reflect.get(window, 'keyAt') > recent, RECENT_MS),
    shifts: async () => {
      // a shift is told after the frame it happened in
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
      return await page.evaluate((): string[] => Reflect.get(window, 'allShifts'))
    },
  }
}
