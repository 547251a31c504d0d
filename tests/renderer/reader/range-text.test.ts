// Owns the facts about the words of a range as they are shown and copied.
import { expect, test } from 'vitest'
import { pageModel } from '#domain/page-model.ts'
import { printedText } from '#renderer/reader/range-text.ts'
import { run } from '#tests/fixtures/text-run.ts'

const printed = (...lines: string[]): string => {
  const model = pageModel(lines.map((text, line) => run(text, 0, 100 - line * 12, { endsLine: true })))
  return printedText(model, 0, model.text.length)
}

test('a hyphen of the word itself stays at the end of a line, with no blank behind it', () => {
  expect(printed('the Meta-', 'Softmax of GPT-', '4, Fig. 2–', '3')).toBe('the Meta-Softmax of GPT-4, Fig. 2–3')
})

test('a dash between blanks, and a hyphen that stands alone, keep theirs; a broken word is joined', () => {
  expect(printed('one –', 'Two, -', 'Three, an exam-', 'ple, A- B')).toBe('one – Two, - Three, an example, A- B')
})
