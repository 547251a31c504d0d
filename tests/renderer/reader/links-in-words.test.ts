// Owns the facts about when links are placed among words for screen readers: at rest, once per drawing, and not where there are thousands.
import { expect, test, vi } from 'vitest'
import { type LinksInWords, linksAtRest, MOST_LINKS } from '#renderer/reader/links-in-words.ts'
import { REST_MS } from '#renderer/reader/page-rest.ts'
import { withRestingClock } from './resting-pages.ts'

withRestingClock()

const link = (id: number): HTMLElement => ({ id: `link ${id}` }) as HTMLElement
const rest = (): Promise<unknown> => vi.advanceTimersByTimeAsync(REST_MS + 10)

/** What pdf.js's own does, written down. */
function placed(): { links: LinksInWords; told: string[] } {
  const told: string[] = []
  const own: LinksInWords = {
    setTextMapping: () => undefined,
    enable: () => void told.push('enabled'),
    disable: () => void told.push('disabled'),
    addPointerInTextLayer: ({ id }) => {
      told.push(id)
      return null
    },
    removePointerInTextLayer: ({ id }) => void told.push(`no ${id}`),
  }
  return { links: linksAtRest(own), told }
}

test('links are placed once the pages rest, whether they or the words came first, and later ones after them', async () => {
  const { links, told } = placed()
  links.addPointerInTextLayer(link(1), false)
  links.enable()
  links.addPointerInTextLayer(link(2), false)
  await vi.advanceTimersByTimeAsync(REST_MS / 2)
  expect(told).toEqual([])
  await rest()
  expect(told).toEqual(['enabled', 'link 1', 'link 2'])
  links.addPointerInTextLayer(link(3), false)
  await rest()
  expect(told).toEqual(['enabled', 'link 1', 'link 2', 'link 3'])
})

test('a page without links is not measured', async () => {
  const { links, told } = placed()
  links.enable()
  await rest()
  links.disable()
  expect(told).toEqual([])
})

test('what was let go of before the pages rest is not placed, and is placed anew when it is drawn again', async () => {
  const { links, told } = placed()
  links.enable()
  links.addPointerInTextLayer(link(1), false)
  links.disable()
  links.enable()
  links.addPointerInTextLayer(link(2), false)
  const gone = link(3)
  links.addPointerInTextLayer(gone, false)
  links.removePointerInTextLayer(gone)
  await rest()
  expect(told).toEqual(['enabled', 'link 2'])
  links.disable()
  links.enable()
  links.addPointerInTextLayer(link(4), false)
  await rest()
  expect(told).toEqual(['enabled', 'link 2', 'disabled', 'enabled', 'link 4'])
})

test('thousands of links are not placed, so that the window goes on', async () => {
  const { links, told } = placed()
  links.enable()
  for (let number = 0; number <= MOST_LINKS; number += 1) links.addPointerInTextLayer(link(number), false)
  await rest()
  expect(told).toEqual([])
})
