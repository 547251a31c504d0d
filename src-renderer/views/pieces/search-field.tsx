// Owns the line that something is looked for in.
import type { ComponentProps } from 'react'

/** Not the browser's own kind for a search, which Esc empties, also where it only ends a composition. */
export function SearchField(props: Omit<ComponentProps<'input'>, 'type' | 'role'>) {
  return <input type="text" role="searchbox" {...props} />
}
