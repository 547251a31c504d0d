// Owns parts of the window whose code is loaded when they are first shown.
import { type FunctionComponent, useLayoutEffect, useState } from 'react'

const early: (() => unknown)[] = []

/** Has something done after the start, when there is nothing else to do, so that the first key that needs it is as quick as the next. */
export function doEarly(work: () => unknown): void {
  early.push(work)
}

/** Loads what is small and likely, one after the other when there is nothing else to do: it is there when the program has gone away. */
export async function loadEarly(): Promise<void> {
  for (const work of early) {
    await new Promise((resolve) => requestIdleCallback(resolve))
    try {
      await work()
    } catch {
      // told where it is shown, which tries again
    }
  }
}

/**
 * A component that loads its code once, when it is first shown: until then nothing stands there, and where it can't be loaded it throws what was
 * thrown, while it is rendered. React's own `lazy` would show it late: what follows a fallback is held back for up to 300 ms.
 */
export function whenLoaded(load: () => Promise<FunctionComponent>, { isEarly = false } = {}): FunctionComponent {
  if (isEarly) doEarly(load)
  let loaded: FunctionComponent | undefined
  return function WhenLoaded() {
    const [answer, setAnswer] = useState<{ failure?: { thrown: unknown } }>({})
    useLayoutEffect(() => {
      if (loaded) return undefined
      let isGone = false
      load().then(
        (component) => {
          loaded = component
          if (!isGone) setAnswer({})
        },
        (thrown: unknown) => isGone || setAnswer({ failure: { thrown } }),
      )
      return () => {
        isGone = true
      }
    }, [])
    if (answer.failure) throw answer.failure.thrown
    const Shown = loaded
    return Shown ? <Shown /> : null
  }
}
