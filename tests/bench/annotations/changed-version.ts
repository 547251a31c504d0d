// Owns a made text and its next version, with the true place of every highlight in both.
import { seededRandom } from '#tests/support/memory-ports.ts'

export type Fate = 'unchanged' | 'edited' | 'deleted'

export interface MadeHighlight {
  start: number
  end: number
  fate: Fate
  /** Where it is in the next version; null when it was deleted. */
  truth: { start: number; end: number } | null
}

export interface MadeVersions {
  before: string
  after: string
  highlights: MadeHighlight[]
}

const SYLLABLES = 'ba de fi go ku la me ni po ru sa te vo xi zu al en or us ing tion ment ive'.split(' ')

/**
 * Sentences of made words, many of them alike. In the next version paragraphs have moved, sentences came in, a fifth of the
 * highlighted ones have a word changed, and a tenth are gone.
 */
export function madeVersions(count: number, seed = 7): MadeVersions {
  const { fraction } = seededRandom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(fraction() * list.length)] as T
  const word = (): string => Array.from({ length: 1 + Math.floor(fraction() * 3) }, () => pick(SYLLABLES)).join('')
  const vocabulary = Array.from({ length: 900 }, word)
  const stock = Array.from({ length: 40 }, () => Array.from({ length: 4 }, () => pick(vocabulary)).join(' '))
  const sentence = (): string => {
    const words = Array.from({ length: 8 + Math.floor(fraction() * 14) }, () => pick(vocabulary))
    // papers say the same things again and again
    if (fraction() < 0.5) words.splice(3, 0, pick(stock))
    return `${words.join(' ')}.`
  }
  const sentences = Array.from({ length: count * 2 }, (_, index) => ({ index, text: sentence() }))
  const marked = new Map<number, { from: number; to: number; fate: Fate }>()
  for (let number = 0; number < count; number += 1) {
    const one = sentences[number * 2]
    if (!one) continue
    const words = [...one.text.matchAll(/\S+/g)]
    const first = Math.floor(fraction() * (words.length - 4))
    const last = first + 2 + Math.floor(fraction() * (words.length - first - 3))
    const chance = fraction()
    const [from, to] = [words[first]?.index ?? 0, (words[last]?.index ?? 0) + (words[last]?.[0].length ?? 0)]
    marked.set(one.index, { from, to, fate: chance < 0.1 ? 'deleted' : chance < 0.3 ? 'edited' : 'unchanged' })
  }
  const before = sentences.map(({ text }) => text).join(' ')
  const blocks: (typeof sentences)[] = []
  for (let at = 0; at < sentences.length; at += 20) blocks.push(sentences.slice(at, at + 20))
  for (let swap = 0; swap < blocks.length / 4; swap += 1) {
    const [one, other] = [Math.floor(fraction() * blocks.length), Math.floor(fraction() * blocks.length)]
    ;[blocks[one], blocks[other]] = [blocks[other] ?? [], blocks[one] ?? []]
  }
  const truths = new Map<number, { start: number; end: number }>()
  let after = ''
  for (const { index, text } of blocks.flat()) {
    if (fraction() < 0.15) after += `${sentence()} `
    const mark = marked.get(index)
    if (mark?.fate === 'deleted') continue
    let words = mark ? text.slice(mark.from, mark.to) : ''
    if (mark?.fate === 'edited') {
      const parts = words.split(' ')
      parts[Math.floor(parts.length / 2)] = word()
      words = parts.join(' ')
    }
    const start = after.length + (mark?.from ?? 0)
    if (mark) truths.set(index, { start, end: start + words.length })
    after += mark ? `${text.slice(0, mark.from)}${words}${text.slice(mark.to)} ` : `${text} `
  }
  let at = 0
  const highlights: MadeHighlight[] = []
  for (const { index, text } of sentences) {
    const mark = marked.get(index)
    if (mark) highlights.push({ start: at + mark.from, end: at + mark.to, fate: mark.fate, truth: truths.get(index) ?? null })
    at += text.length + 1
  }
  return { before, after, highlights }
}
