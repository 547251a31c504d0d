// Owns saving a half-typed comment when the page goes away.

/** Calls `save` when the window is hidden or left; returns how to stop. */
export function reportUnsaved(save: () => void): () => void {
  const onHide = (): void => {
    if (document.visibilityState === 'hidden') save()
  }
  window.addEventListener('pagehide', save)
  document.addEventListener('visibilitychange', onHide)
  return () => {
    window.removeEventListener('pagehide', save)
    document.removeEventListener('visibilitychange', onHide)
  }
}
