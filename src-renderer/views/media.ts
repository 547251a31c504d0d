// Owns the widths at which the window is laid out otherwise.
import { useSyncExternalStore } from 'react'

export const WIDE = '(min-width: 900px), print'
export const SHEET = '(max-width: 599.98px)'

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}
