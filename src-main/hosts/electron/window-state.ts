// Owns where the window was: read at start, kept while it moves, never off the screens that are there.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { writeFileAtomic } from '#adapters/files.ts'

const Bounds = z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int().min(320), height: z.number().int().min(240) })
export type Bounds = z.infer<typeof Bounds>
const WindowState = z.object({ bounds: Bounds, maximized: z.boolean() })
export type WindowState = z.infer<typeof WindowState>

/** A piece of the title bar this large must be on a screen, else the window can't be taken hold of. */
const HOLD_PX = 80

/** Undefined when there is none, it is damaged, or no screen shows it. Screens are work areas in screen pixels. */
export function readWindowState(file: string, screens: readonly Bounds[]): WindowState | undefined {
  try {
    const state = WindowState.parse(JSON.parse(readFileSync(file, 'utf8')))
    return screens.some((screen) => canBeHeld(state.bounds, screen)) ? state : undefined
  } catch {
    return undefined
  }
}

/** Never throws: where a window stood is not worth an error. */
export function keepWindowState(file: string, state: WindowState): void {
  try {
    writeFileAtomic(file, JSON.stringify(state))
  } catch {
    // it opens in the usual place next time
  }
}

function canBeHeld(bounds: Bounds, screen: Bounds): boolean {
  const across = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x)
  return across >= HOLD_PX && bounds.y >= screen.y - 8 && bounds.y <= screen.y + screen.height - HOLD_PX
}
