// Owns scrolling that eases to where it goes: held keys add up, a reader who wants no motion gets none.

const MS = 110

interface Gliding {
  from: number
  to: number
  startedMs: number
}

const gliding = new WeakMap<HTMLElement, Gliding>()

/** Scrolls down by `pixels`, up when they are negative. */
export function glide(element: HTMLElement, pixels: number): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return element.scrollBy({ top: pixels, behavior: 'instant' })
  const running = gliding.get(element)
  const most = element.scrollHeight - element.clientHeight
  const to = Math.min(most, Math.max(0, (running?.to ?? element.scrollTop) + pixels))
  const next: Gliding = { from: element.scrollTop, to, startedMs: performance.now() }
  gliding.set(element, next)
  if (!running) requestAnimationFrame(() => step(element))
}

function step(element: HTMLElement): void {
  const now = gliding.get(element)
  if (!now) return
  const share = Math.min(1, (performance.now() - now.startedMs) / MS)
  element.scrollTop = now.from + (now.to - now.from) * (1 - (1 - share) ** 3)
  if (share < 1) requestAnimationFrame(() => step(element))
  else gliding.delete(element)
}
