// Owns the facts about the words under a mark.
import { expect, it } from 'vitest'
import { wordsUnder } from '#core/annotations/words-under.ts'
import type { Quad } from '#domain/annotation.ts'

const run = (text: string, x: number, y: number, more: object = {}) => ({
  text,
  x,
  y,
  direction: [1, 0] as const,
  width: text.length * 5,
  height: 10,
  endsLine: false,
  ...more,
})
const line = (left: number, right: number, y: number): Quad => [left, y + 9, right, y + 9, left, y - 2, right, y - 2]
const under = (words: ReturnType<typeof run>[], ...quads: Quad[]) => wordsUnder({ label: '1', top: 792, words }, quads)

it('takes whole words, and tells those before and after', () => {
  expect(under([run('one two three four', 0, 100)], line(19, 66, 100))).toMatchObject({
    text: 'two three',
    quote: { prefix: 'one ', suffix: ' four' },
    start: 4,
  })
})

it('parts runs of other fonts where there is room between them or another line, and nowhere else', () => {
  const words = [run('lang', 0, 100), run('uages', 20, 100), run('such', 50, 100), run('as', 0, 88)]
  expect(under(words, line(0, 200, 100), line(0, 200, 88))?.text).toBe('languages such as')
})

it('keeps the blank that a run of its own puts between two words', () => {
  expect(under([run('becomes', 0, 100), run(' ', 35, 100, { width: 0 }), run('hot', 35.5, 100)], line(0, 90, 100))?.text).toBe(
    'becomes hot',
  )
})

it('undoes hyphens at line ends, takes ligatures apart, and leaves the other column', () => {
  const words = [run('an e\uFB03cient exam-', 0, 100, { endsLine: true }), run('other column', 300, 94), run('ple - here', 0, 88)]
  expect(under(words, line(0, 120, 100), line(0, 60, 88))?.text).toBe('an efficient example - here')
})

it('shows no blank behind a hyphen that is the word’s own; the quote is as the page has it', () => {
  const words = [run('the Meta-', 0, 100, { endsLine: true }), run('Softmax layer', 0, 88)]
  expect(under(words, line(0, 120, 100), line(0, 30, 88))).toMatchObject({
    text: 'the Meta-Softmax',
    quote: { exact: 'the Meta- Softmax' },
  })
})

it('follows text that runs upwards, and finds nothing where there is none', () => {
  const upwards = run('turned words', 100, 50, { direction: [0, 1] as const })
  expect(under([upwards], [88, 200, 101, 200, 88, 40, 101, 40])?.text).toBe('turned words')
  expect(under([upwards], line(300, 400, 50))).toBeNull()
  expect(under([], line(0, 100, 50))).toBeNull()
})
