// Owns the facts about which letter is under a point, and about words, lines and paragraphs around it.
import { describe, expect, it } from 'vitest'
import { pageModel } from '#domain/page-model.ts'
import type { TextRun } from '#domain/page-text.ts'
import { goalOf, lineBeside, movedOnPage } from '#renderer/reader/caret-moves.ts'
import { hitTester } from '#renderer/reader/hit-test.ts'
import { tableInside, tableWithin } from '#renderer/reader/table-text.ts'
import { around, snapped } from '#renderer/reader/word-range.ts'
import { evenEdges, run } from '#tests/fixtures/text-run.ts'

const page = (runs: readonly TextRun[]) => {
  const model = pageModel(runs)
  const edgesOf = evenEdges(runs)
  return { model, edgesOf, tester: hitTester(model, edgesOf), isUnreadable: false }
}
const columns = page([
  run('The first column has', 0, 100),
  run('its own lines. Short', 0, 88),
  run('end.', 0, 76),
  run('Second column begins', 200, 100),
  run('and goes on here now', 200, 88),
])

describe('a point', () => {
  it('on a letter is before it or after it, whichever edge is nearer', () => {
    expect(columns.tester.hit(21, 103)).toMatchObject({ offset: 4, distance: 0 })
    expect(columns.tester.hit(24, 103)?.offset).toBe(5)
  })

  it('beside a short line takes its end, not a letter of the next column or of a longer line above', () => {
    expect(columns.tester.hit(90, 79)?.offset).toBe(columns.model.text.indexOf('end.') + 4)
  })

  it('in the other column takes nothing of the first, also between two lines', () => {
    const at = columns.model.text.indexOf('Second')
    expect(columns.tester.hit(201, 97)?.offset).toBe(at)
    expect(columns.tester.hit(190, 103)?.offset).toBe(at)
  })

  it('on an index takes the index, not the letter above it', () => {
    const { tester, model } = page([
      run('x', 0, 100),
      run('2', 5, 104, { height: 6, width: 3 }),
      run('i', 5, 97, { height: 6, width: 3 }),
      run('y', 9, 100),
    ])
    expect(model.text).toBe('x2 i y')
    expect([tester.hit(5.5, 107)?.offset, tester.hit(5.5, 98)?.offset]).toEqual([1, 3])
  })

  it('finds nothing on a page without words', () => {
    expect(page([]).tester.hit(1, 1)).toBeNull()
  })
})

describe('around a place', () => {
  it('is its word, its line or its paragraph', () => {
    const text = (unit: 'word' | 'line' | 'paragraph', offset: number): string => {
      const { start, end } = around(columns, unit, offset)
      return columns.model.text.slice(start, end)
    }
    expect(text('word', 5)).toBe('first')
    expect(text('word', 9)).toBe('first')
    expect(text('line', 22)).toBe('its own lines. Short')
    expect(text('paragraph', 3)).toBe('The first column has its own lines. Short end.')
    expect(text('paragraph', columns.model.text.length)).toBe('Second column begins and goes on here now')
  })

  it('an end one letter off goes to the word, inside one word it stays', () => {
    const text = 'one three words'
    expect(snapped(text, 5, 14)).toEqual({ start: 4, end: 15 })
    expect(snapped(text, 2, 11)).toEqual({ start: 3, end: 10 })
    expect(snapped(text, 5, 8)).toEqual({ start: 5, end: 8 })
  })
})

describe('the caret', () => {
  const { text } = columns.model
  it('goes by letters with their marks, words, sentences, ends of lines and paragraphs', () => {
    expect(movedOnPage(page([run('e\u0308x', 0, 0)]), 0, 'letter', 1)).toBe(1)
    expect(movedOnPage(columns, 0, 'word', 1)).toBe(3)
    expect(movedOnPage(columns, 3, 'word', 1)).toBe(9)
    expect(movedOnPage(columns, 9, 'word', -1)).toBe(4)
    expect(movedOnPage(columns, 0, 'sentence', 1)).toBe(text.indexOf('.') + 1)
    expect(movedOnPage(columns, 4, 'lineEnd', 1)).toBe(20)
    expect(movedOnPage(columns, 20, 'lineEnd', -1)).toBe(0)
    expect(movedOnPage(columns, 0, 'paragraph', 1)).toBe(text.indexOf('end.') + 4)
    expect([movedOnPage(columns, 0, 'word', -1), movedOnPage(columns, text.length, 'word', 1)]).toEqual([null, null])
  })

  it('keeps its place along the line on its way down, and goes from the foot of a column to the head of the next', () => {
    const goal = goalOf(columns, 10)
    const below = lineBeside(columns, 10, 1, goal)
    expect(below).toBe(21 + 10)
    const last = lineBeside(columns, 31, 1, goal)
    expect(last).toBe(text.indexOf('end.') + 4)
    expect(lineBeside(columns, last ?? 0, 1, goal)).toBe(text.indexOf('Second'))
    expect(lineBeside(columns, text.length, 1, goal)).toBeNull()
  })
})

describe('a table', () => {
  const cells = ['Name', 'Size', 'a', '1.5', 'bb', ''].flatMap((cell, at) =>
    cell === '' ? [] : [run(cell, (at % 2) * 60, 100 - Math.floor(at / 2) * 12)],
  )
  it('has a line for a row and a tab between cells, an empty cell leaves its place', () => {
    const table = page([...cells, run('last', 60, 64), run('row', 0, 64)])
    expect(tableWithin(table, 0, table.model.text.length)).toBe('Name\tSize\na\t1.5\nbb\t\nrow\tlast')
  })

  it('is no plain text, and of an area what stands in it', () => {
    expect(tableWithin(columns, 0, 45)).toBeNull()
    expect(tableInside(page(cells), [-5, 85, 200, 96])).toBe('a\t1.5')
    expect(tableInside(page(cells), [300, 0, 400, 10])).toBeNull()
  })
})
