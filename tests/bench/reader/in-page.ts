// Owns what is measured inside a page, the same for every reader: when a page is sharp, how frames come, what is blank. Runs in the browser.

export interface Scrolled {
  frames: number
  /** Milliseconds. */
  medianFrameMs: number
  worstFrameMs: number
  /** Shares of the frames. */
  lateFrames: number
  blankFrames: number
}

/** Where a reader has its pages: the element that scrolls, the pages in it, and what each is drawn on. */
export interface Surface {
  scroller: string
  page: string
  drawing: string
  /** Whether pages carry their number; else the reader is asked which one is in front. */
  numbered: boolean
}

export const DOM_SURFACE: Surface = {
  scroller: '[data-bench-scroller], [data-document]:not([inert]) [data-links]',
  page: '.page',
  drawing: 'canvas, img',
  numbered: true,
}
/** EmbedPDF's, in its shadow root: nothing there has a name, so pages are known by being placed and large. */
export const EMBED_SURFACE: Surface = {
  scroller: 'div[style*="overflow: auto"]',
  page: 'div[style*="position: absolute"]',
  drawing: 'img, canvas',
  numbered: false,
}

/** Nothing that is asked for takes longer. */
const LONGEST_MS = 60_000

/** Put into the page once; a string, so that no tool changes it on the way. */
export const IN_PAGE = `
window.bench = (() => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const root = () => document.querySelector('embedpdf-container')?.shadowRoot ?? document
  const isSharp = (drawing) => {
    const width = drawing.naturalWidth ?? drawing.width
    if (!(width >= drawing.getBoundingClientRect().width * 0.95)) return false
    const small = new OffscreenCanvas(64, 64)
    const context = small.getContext('2d', { willReadFrequently: true })
    context.fillStyle = 'white'
    context.fillRect(0, 0, 64, 64)
    try { context.drawImage(drawing, 0, 0, 64, 64) } catch { return false }
    const { data } = context.getImageData(0, 0, 64, 64)
    let ink = 0
    for (let at = 0; at < data.length; at += 4) if (data[at] < 225) ink += 1
    return ink > 8
  }
  const scrollerOf = (surface) => root().querySelector(surface.scroller)
  const pagesOf = (surface) => {
    const all = [...(scrollerOf(surface) ?? root()).querySelectorAll(surface.page)]
    return all.filter((each) => each.offsetWidth > 300 && each.offsetHeight > 300)
  }
  const pageAt = (surface, number) => {
    if (surface.numbered) return scrollerOf(surface)?.querySelector(surface.page + '[data-page-number="' + number + '"]')
    if (window.bench.current() !== number) return null
    const middle = innerHeight / 2
    return pagesOf(surface).find((each) => {
      const { top, bottom } = each.getBoundingClientRect()
      return top < middle && bottom > 60
    })
  }
  const drawn = (surface, element) => {
    const box = element.getBoundingClientRect()
    const drawings = [...element.querySelectorAll(surface.drawing)].filter((each) => each.getBoundingClientRect().width > box.width * 0.5)
    return drawings.some(isSharp)
  }
  return {
    started: 0,
    words: '',
    current: () => 0,
    start(selector) {
      this.started = performance.now()
      this.words = selector ? (document.querySelector(selector)?.textContent ?? '') : ''
    },
    async sharp(surface, number) {
      const began = performance.now()
      for (;;) {
        if (performance.now() - began > ${LONGEST_MS}) throw new Error('Page ' + number + ' does not become sharp.')
        const element = pageAt(surface, number)
        if (element && element.getBoundingClientRect().top < innerHeight && drawn(surface, element)) return performance.now() - this.started
        await frame()
      }
    },
    async scroll(surface, pagesPerSecond, seconds) {
      const scroller = scrollerOf(surface)
      const [first, second] = pagesOf(surface).map((each) => each.getBoundingClientRect())
      const step = second ? second.top - first.top : first.height
      const deltas = []
      let blank = 0
      let position = scroller.scrollTop
      let last = await frame()
      const end = last + seconds * 1000
      while (last < end) {
        const now = await frame()
        deltas.push(now - last)
        position += (step * pagesPerSecond * (now - last)) / 1000
        last = now
        scroller.scrollTop = position
        const view = scroller.getBoundingClientRect()
        const isBlank = pagesOf(surface).some((page) => {
          const box = page.getBoundingClientRect()
          const seen = Math.min(box.bottom, view.bottom) - Math.max(box.top, view.top)
          return seen > view.height * 0.25 && ![...page.querySelectorAll(surface.drawing)].some((each) => each.getBoundingClientRect().width > box.width * 0.5)
        })
        if (isBlank) blank += 1
      }
      const sorted = deltas.toSorted((a, b) => a - b)
      return {
        frames: deltas.length,
        medianFrameMs: sorted[sorted.length >> 1],
        worstFrameMs: sorted.at(-1),
        lateFrames: deltas.filter((delta) => delta > 34).length / deltas.length,
        blankFrames: blank / deltas.length,
      }
    },
    /** Resolves once the words in an element have been the same for a while; the time of their last change. */
    async settled(selector, quietMs) {
      const read = () => document.querySelector(selector)?.textContent ?? ''
      let { words } = this
      let changed = performance.now()
      let seen = false
      for (;;) {
        const next = read()
        if (next !== words) { words = next; changed = performance.now(); seen = true }
        const quiet = performance.now() - changed
        if ((seen && /[1-9]/.test(words) && quiet > quietMs) || quiet > ${LONGEST_MS}) return { ms: changed - this.started, words }
        await frame()
      }
    },
  }
})()
`
