// Owns why a copy of the library was made, and the words for it.
export const COPY_KINDS = ['by-hand', 'daily', 'before-update', 'before-restore', 'before-repair', 'damaged'] as const

/** Those made by hand, and damaged libraries, are never taken away. */
export type CopyKind = (typeof COPY_KINDS)[number]

export const COPY_KIND_TITLES: Readonly<Record<CopyKind, string>> = {
  'by-hand': 'made by hand',
  daily: 'daily',
  'before-update': 'before an update',
  'before-restore': 'before a copy was put back',
  'before-repair': 'before a repair',
  damaged: 'damaged, as it was found',
}
