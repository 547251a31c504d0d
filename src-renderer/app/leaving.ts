// Owns the last moments of the page: each way in which it may go is told, so that what is not stored yet is sent.

/** Calls `save` before the page goes, when it goes and when it is hidden; saving twice must cost nothing. Returns how to stop. */
export function whenLeaving(save: () => void): () => void {
  const end = new AbortController()
  const { signal } = end
  const hidden = (): void => {
    if (document.visibilityState === 'hidden') save()
  }
  window.addEventListener('beforeunload', () => save(), { signal })
  window.addEventListener('pagehide', () => save(), { signal })
  document.addEventListener('visibilitychange', hidden, { signal })
  return () => end.abort()
}
