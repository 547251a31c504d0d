// Owns parts of the window whose code is loaded when they are first shown.
import { type FunctionComponent, useLayoutEffect, useState } from 'react'

/**
 * A component that loads its code once, when it is first shown: until then nothing stands there, and where it can't be loaded it throws what was
 * thrown, while it is rendered. React's own `lazy` would show it late: what follows a fallback is held back for up to 300 ms.
 */
export function whenLoaded(load: () => Promise<FunctionComponent>): FunctionComponent {
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
