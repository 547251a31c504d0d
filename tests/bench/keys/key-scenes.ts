// Owns the keys that are measured: where each is pressed, what shows that it had its effect, and how the window is brought back for the next.
import type { Page } from 'playwright-core'
import { type Effect, installWatch, takeWatched, untilShown, type Watched, watchFor } from './in-page.ts'
import { startTrace, type Traced } from './trace.ts'

export interface KeyFigures {
  key: string
  presses: number
  /** Milliseconds from the key to the next painted frame. */
  frameP50: number
  frameP95: number
  frameP99: number
  frameMax: number
  /** … to the painted frame that shows the effect. */
  shownP50: number
  shownP95: number
  shownP99: number
  shownMax: number
  /** Share of presses whose effect was in the very next frame. */
  nextFrame: number
  /** From the trace: the dispatch of the key until the frame is committed, on the clock. */
  wallP50: number
  wallP99: number
  wallMax: number
  /** From the trace, meanwhile: processor time of the window's thread (handlers, render, style, layout, paint). What else runs on the machine is not in it. */
  cpuP50: number
  cpuP95: number
  cpuP99: number
  cpuMax: number
  /** Of that what went into handlers of events and the rendering that they began, without style and layout. */
  handlerP50: number
  handlerP99: number
  /** Of that style and layout which a handler asked for before the frame did. */
  forcedP50: number
  forcedP99: number
  /** Tasks over 50 ms on the clock; of them those that worked so long. */
  longTasks: number
  longestTask: number
  longTasksCpu: number
  longestTaskCpu: number
}

interface Scene {
  key: string
  presses: number
  effect: Effect['read']
  /** Goes to the place, before the first press. */
  enter(page: Page): Promise<void>
  press(page: Page, turn: number): Promise<void>
  /** Right before each press, not measured. */
  before?(page: Page): Promise<void>
  /** Brings the window back, not measured. */
  after?(page: Page, turn: number): Promise<void>
}

const REST_MS = 90

async function goTo(page: Page, keys: string): Promise<void> {
  for (const key of keys.split(' ')) await page.keyboard.press(key)
  await page.locator('[data-list] [role=option] [class*=title]').first().waitFor()
  await page.waitForTimeout(400)
}

const goToToday = (page: Page): Promise<void> => goTo(page, 'g t')
const key =
  (...names: string[]) =>
  async (page: Page, turn: number): Promise<void> =>
    await page.keyboard.press(names[turn % names.length] ?? 'j')

function forthAndBack(times: number, forth: string, back: string): Scene['press'] {
  return key(...Array<string>(times).fill(forth), ...Array<string>(times).fill(back))
}

async function openOrderMenu(page: Page): Promise<void> {
  await page.locator('[aria-label^="Order and filter"]').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menu').waitFor()
  await page.keyboard.type('with')
}

export const SCENES: readonly Scene[] = [
  { key: 'j', presses: 200, effect: 'selected', enter: (page) => goTo(page, 'g i'), press: forthAndBack(30, 'j', 'k') },
  { key: 'j in the archive', presses: 100, effect: 'selected', enter: (page) => goTo(page, 'g e'), press: forthAndBack(50, 'j', 'k') },
  {
    key: 'l',
    presses: 200,
    effect: 'selected',
    enter: (page) => goTo(page, 'g i'),
    press: key('l', 'e', 'd', 's'),
    // so that there is always something to decide; further down each time
    after: async (page, turn) => {
      await page.keyboard.press('z')
      await rest(page, 60)
      await page.keyboard.press(turn % 60 < 30 ? 'j' : 'k')
      await rest(page, 20)
    },
  },
  {
    key: 'z',
    presses: 100,
    effect: 'selected',
    enter: async (page) => {
      await goTo(page, 'g i')
      await page.keyboard.press('l')
      await rest(page, 150)
    },
    press: key('z'),
    after: async (page, turn) => {
      await page.keyboard.press(turn % 60 < 30 ? 'j' : 'k')
      await rest(page, 60)
      await page.keyboard.press('l')
      await rest(page, 150)
    },
  },
  {
    key: 'next day',
    presses: 60,
    effect: 'rows',
    enter: goToToday,
    press: forthAndBack(15, '[', ']'),
  },
  {
    key: 'open note',
    presses: 40,
    effect: 'focus',
    enter: goToToday,
    press: key('Shift+N'),
    after: async (page) => {
      await page.keyboard.press('Escape')
      await rest(page, 150)
      await page.keyboard.press('j')
      await rest(page, 150)
    },
  },
  {
    key: 'open palette',
    presses: 40,
    effect: 'focus',
    enter: goToToday,
    press: key('Control+k'),
    after: async (page) => {
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await rest(page, 100)
    },
  },
  {
    key: 'type in palette',
    presses: 80,
    effect: 'field',
    enter: async (page) => {
      await goToToday(page)
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('combobox').waitFor()
    },
    press: key(...'tag 19 reward mod'.split(''), ...Array<string>(17).fill('Backspace')),
  },
  {
    key: 'type in follow',
    presses: 40,
    effect: 'field',
    enter: async (page) => {
      await leaveDialog(page)
      await goToToday(page)
      await page.keyboard.press('f')
      await page.getByRole('dialog').getByRole('combobox').waitFor()
    },
    press: key(...'graph att'.split(''), ...Array<string>(9).fill('Backspace')),
  },
  {
    key: 'sort',
    presses: 30,
    effect: 'rows',
    enter: async (page) => {
      await leaveDialog(page)
      await goTo(page, 'g e')
    },
    press: key('Shift+V'),
    after: (page) => rest(page, 200),
  },
  {
    key: 'filter',
    presses: 24,
    effect: 'rows',
    enter: async (page) => {
      await goTo(page, 'g e')
      await openOrderMenu(page)
    },
    press: key('Enter'),
    after: (page) => rest(page, 250),
  },
  {
    key: 'g and a place',
    presses: 48,
    effect: 'title',
    enter: async (page) => {
      await page.keyboard.press('Escape')
      await page.getByRole('menu').waitFor({ state: 'detached' })
      await goToToday(page)
      // each place once, as in a day of use
      for (const place of PLACES) await goAlong(page, place)
    },
    press: async (page, turn) => await page.keyboard.press(PLACES[turn % PLACES.length] ?? 't'),
    before: async (page) => {
      await page.keyboard.press('g')
      await rest(page, 60)
    },
    after: (page) => rest(page, 200),
  },
  {
    key: 'open settings',
    presses: 20,
    effect: 'title',
    enter: goToToday,
    press: key('Control+,'),
    after: async (page) => {
      await page.keyboard.press('Escape')
      await rest(page, 200)
    },
  },
]

/** After `g`; each other than the one before. */
const PLACES = ['i', 'l', 'a', 'e', 'n', 't', 'y', 'k']

async function goAlong(page: Page, place: string): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press(place)
  await rest(page, 300)
}

async function leaveDialog(page: Page): Promise<void> {
  if ((await page.getByRole('dialog').count()) === 0) return
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

async function rest(page: Page, ms: number): Promise<void> {
  await page.waitForTimeout(ms)
}

/** Presses every key of the scenes in an open window, each at most `most` times. */
export async function measureKeys(
  page: Page,
  { only, most, say }: { only: readonly string[]; most: number; say(line: string): void },
): Promise<KeyFigures[]> {
  await installWatch(page)
  const figures: KeyFigures[] = []
  for (const scene of SCENES.filter(({ key: name }) => only.length === 0 || only.includes(name))) {
    await scene.enter(page)
    await takeWatched(page)
    const stopTrace = await startTrace(page)
    for (let turn = 0; turn < Math.min(scene.presses, most); turn += 1) {
      await scene.before?.(page)
      await watchFor(page, scene.effect)
      await scene.press(page, turn)
      // a hand that is not in step with the screen; what waits in the page for the effect is not to be at work meanwhile
      await rest(page, REST_MS + (turn % 7) * 3)
      await untilShown(page).catch((thrown: unknown) => {
        throw new Error(`${scene.key}: press ${turn + 1} showed nothing: ${String(thrown)}`)
      })
      await watchFor(page, null)
      await scene.after?.(page, turn)
    }
    figures.push(figuresOf(scene.key, await takeWatched(page), await stopTrace()))
    say(`${scene.key}: ${JSON.stringify(figures.at(-1))}`)
  }
  return figures
}

function figuresOf(name: string, { presses, longTasks }: Watched, traced: Traced): KeyFigures {
  const of = (values: readonly number[]): ((share: number) => number) => {
    const sorted = values.toSorted((a, b) => a - b)
    return (share) => round(sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0)
  }
  const frame = of(presses.map(({ frameMs }) => frameMs))
  const shown = of(presses.map(({ shownMs }) => shownMs))
  const wall = of(traced.presses.map(({ wallMs }) => wallMs))
  const handler = of(traced.presses.map(({ handlerMs }) => handlerMs))
  const forced = of(traced.presses.map(({ forcedMs }) => forcedMs))
  const cpu = of(traced.presses.map(({ cpuMs }) => cpuMs))
  return {
    key: name,
    presses: presses.length,
    frameP50: frame(0.5),
    frameP95: frame(0.95),
    frameP99: frame(0.99),
    frameMax: frame(1),
    shownP50: shown(0.5),
    shownP95: shown(0.95),
    shownP99: shown(0.99),
    shownMax: shown(1),
    nextFrame: round(presses.filter(({ frames }) => frames === 1).length / Math.max(1, presses.length)),
    wallP50: wall(0.5),
    wallP99: wall(0.99),
    wallMax: wall(1),
    cpuP50: cpu(0.5),
    cpuP95: cpu(0.95),
    cpuP99: cpu(0.99),
    cpuMax: cpu(1),
    handlerP50: handler(0.5),
    handlerP99: handler(0.99),
    forcedP50: forced(0.5),
    forcedP99: forced(0.99),
    longTasks: longTasks.length,
    longestTask: round(Math.max(0, ...longTasks)),
    longTasksCpu: traced.longTasks.length,
    longestTaskCpu: round(Math.max(0, ...traced.longTasks)),
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
