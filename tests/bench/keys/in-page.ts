// Owns what is measured inside the page: from a key's event to the next painted frame, and to the frame that shows its effect.
import type { Page } from 'playwright-core'

/** What the page marks in the trace at each key that is watched. */
export const WATCHED_KEY = 'watched key'

/** Of one key press, in milliseconds from the event's own time. */
export interface PressTimes {
  /** The next frame was painted. */
  frameMs: number
  /** The frame that shows the effect was painted. */
  shownMs: number
  /** Frames begun until then; 1 is the very next. */
  frames: number
}

export interface Watched {
  presses: PressTimes[]
  /** Tasks of the window over 50 ms, from the first key on. */
  longTasks: number[]
}

/** What of the page changes when a key had its effect; a CSS selector and what is read of what it finds. */
export interface Effect {
  read: 'selected' | 'rows' | 'focus' | 'field' | 'title'
}

/** Puts the watch into the page. It is off until `watchFor`. */
export async function installWatch(page: Page): Promise<void> {
  await page.evaluate((watchedKey) => {
    interface State {
      effect: Effect['read'] | null
      presses: PressTimes[]
      longTasks: number[]
      open: number
    }
    const state: State = { effect: null, presses: [], longTasks: [], open: 0 }
    Reflect.set(window, 'keyWatch', state)

    const read: Record<Effect['read'], () => string> = {
      selected: () => document.querySelector('[data-list] [data-selected]')?.id ?? '',
      // rows that are filled, so that bones are not taken for an answer
      rows: () => {
        const rows = [...document.querySelectorAll('[data-list] [role=option]')].slice(0, 4)
        return rows.every((row) => (row.textContent ?? '') !== '')
          ? `${rows[0]?.getAttribute('aria-setsize') ?? ''} ${rows.map(({ id }) => id).join(' ')}`
          : ''
      },
      focus: () => {
        const { activeElement: it } = document
        return it instanceof HTMLElement && (it.isContentEditable || it.matches('input, textarea')) ? 'a field' : 'no field'
      },
      title: () => document.querySelector('h1')?.textContent ?? '',
      field: () => (document.activeElement instanceof HTMLInputElement ? `typed: ${document.activeElement.value}` : ''),
    }

    new PerformanceObserver((list) => {
      if (state.effect !== null) for (const entry of list.getEntries()) state.longTasks.push(entry.duration)
    }).observe({ entryTypes: ['longtask'] })

    const afterwards = (then: () => void): void => {
      const channel = new MessageChannel()
      channel.port1.onmessage = then
      channel.port2.postMessage(null)
    }

    window.addEventListener(
      'keydown',
      (event) => {
        const { effect } = state
        if (effect === null) return
        const atMs = event.timeStamp
        performance.mark(watchedKey)
        const before = read[effect]()
        const times: PressTimes = { frameMs: 0, shownMs: 0, frames: 0 }
        state.open += 1
        const look = (): void => {
          const now = read[effect]()
          const isShown = now !== '' && now !== before
          times.frames += 1
          const isFirst = times.frames === 1
          if (!isShown) requestAnimationFrame(look)
          if (!isShown && !isFirst) return
          afterwards(() => {
            const paintedMs = performance.now() - atMs
            if (isFirst) times.frameMs = paintedMs
            if (!isShown) return
            times.shownMs = paintedMs
            state.presses.push(times)
            state.open -= 1
          })
        }
        requestAnimationFrame(look)
      },
      { capture: true },
    )
  }, WATCHED_KEY)
}

export async function watchFor(page: Page, effect: Effect['read'] | null): Promise<void> {
  await page.evaluate((named) => void Object.assign(Reflect.get(window, 'keyWatch'), { effect: named }), effect)
}

/** Waits until every key that was watched has shown its effect. */
export async function untilShown(page: Page): Promise<void> {
  await page.waitForFunction(() => Reflect.get(window, 'keyWatch').open === 0, null, { polling: 30, timeout: 30_000 })
}

/** What was measured since the last time. */
export async function takeWatched(page: Page): Promise<Watched> {
  return await page.evaluate(() => {
    const state = Reflect.get(window, 'keyWatch') as Watched
    const taken: Watched = { presses: state.presses, longTasks: state.longTasks }
    Object.assign(state, { presses: [], longTasks: [] })
    return taken
  })
}
