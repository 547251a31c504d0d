// Owns when a page's links are told to screen readers as standing among its words: once the pages rest, and only where a page has as many as a reader has.
import { idle, pagesAtRest } from './page-rest.ts'

/** What a page's layers tell pdf.js's `TextAccessibilityManager`, which measures every run and link of the page, and asks for the layout after each. */
export interface LinksInWords {
  setTextMapping(runs: HTMLElement[]): void
  enable(): void
  disable(): void
  addPointerInTextLayer(link: HTMLElement, isRemovable: boolean): string | null
  removePointerInTextLayer(link: HTMLElement): void
}

/** A page of references has some hundred; its time grows with their square, and 32,768 held up the window for 17 s. */
export const MOST_LINKS = 1_000

/** Has the page, which pdf.js draws next, place its links so. */
export function placeLinksAtRest(page: object): void {
  let placing: LinksInWords | undefined
  Object.defineProperty(page, '_accessibilityManager', {
    get: () => placing,
    set: (own: LinksInWords | null) => {
      placing = own ? linksAtRest(own) : undefined
    },
  })
}

export function linksAtRest(own: LinksInWords): LinksInWords {
  const all = new Set<HTMLElement>()
  const waiting = new Map<HTMLElement, boolean>()
  /** The words of the page while they are there; others each time that it is drawn. */
  let words: object | null = null
  let placing: object | null = null
  let isOwnEnabled = false

  const place = async (): Promise<void> => {
    if (words === null || placing === words || waiting.size === 0) return
    const now = (placing = words)
    await pagesAtRest()
    await idle()
    placing = null
    if (words !== now) return
    if (waiting.size > 0 && all.size <= MOST_LINKS) {
      if (!isOwnEnabled) own.enable()
      isOwnEnabled = true
      for (const [link, isRemovable] of waiting) own.addPointerInTextLayer(link, isRemovable)
    }
    waiting.clear()
  }
  return {
    setTextMapping: (runs) => own.setTextMapping(runs),
    enable: () => {
      words = {}
      void place()
    },
    disable: () => {
      words = null
      all.clear()
      waiting.clear()
      if (isOwnEnabled) own.disable()
      isOwnEnabled = false
    },
    addPointerInTextLayer: (link, isRemovable) => {
      all.add(link)
      waiting.set(link, isRemovable)
      void place()
      return null
    },
    removePointerInTextLayer: (link) => {
      all.delete(link)
      waiting.delete(link)
      if (isOwnEnabled) own.removePointerInTextLayer(link)
    },
  }
}
