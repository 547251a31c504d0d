// Owns what becomes of a page that crashed or is stuck: said, loaded again, and asked about when that happens again and again.
import { type BrowserWindow, dialog } from 'electron'
import type { LogEntry } from '#core/ports.ts'

const MOST_RELOADS = 3
const RELOADS_WITHIN_MS = 60_000

export const CAME_BACK = {
  title: 'The window stopped and was loaded again',
  body: 'Everything that was saved is here; of what was being typed the last second may be missing.',
}

export interface WindowHealth {
  /** True once after the page was loaded again for a crash. */
  takeCameBack(): boolean
}

/** `gone` is called before the page is loaded again. */
export function watchWindow(
  window: BrowserWindow,
  { gone, log, quit }: { gone(): void; log(entry: LogEntry): void; quit(): void },
): WindowHealth {
  const contents = window.webContents
  const reloads: number[] = []
  let cameBack = false

  const loadAgain = (): void => {
    cameBack = true
    contents.reload()
  }
  const ask = async (message: string, detail: string, buttons: [string, string]): Promise<number> => {
    const { response } = await dialog.showMessageBox(window, { type: 'warning', message, detail, buttons, defaultId: 0, cancelId: 0 })
    return response
  }

  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    gone()
    if (reason === 'clean-exit' || window.isDestroyed()) return
    log({ level: 'error', event: 'page gone', facts: { reason, exitCode } })
    const now = performance.now()
    while (reloads[0] !== undefined && now - reloads[0] > RELOADS_WITHIN_MS) reloads.shift()
    reloads.push(now)
    if (reloads.length <= MOST_RELOADS) return loadAgain()
    void ask('The window stopped again and again.', 'Everything that was saved is safe.', ['Load it again', 'Quit']).then((answer) => {
      if (window.isDestroyed()) return
      if (answer === 1) quit()
      else loadAgain()
    })
  })
  let isAsking = false
  window.on('unresponsive', () => {
    if (isAsking) return
    isAsking = true
    log({ level: 'warning', event: 'page stuck' })
    void ask('The window does not answer.', 'Everything that was saved is safe. Waiting often helps.', ['Wait', 'Load it again']).then(
      (answer) => {
        isAsking = false
        // loaded again by what follows a crash
        if (answer === 1 && !window.isDestroyed()) contents.forcefullyCrashRenderer()
      },
    )
  })
  return {
    takeCameBack: () => {
      const was = cameBack
      cameBack = false
      return was
    },
  }
}
