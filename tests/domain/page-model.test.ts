// Owns the facts about the text model of a page: what its letters are, where they stand, and where lines end.
import { describe, expect, it } from 'vitest'
import { pageModel } from '#domain/page-model.ts'
import { quadsOf, sortKeyOf } from '#domain/page-places.ts'
import { runsOf, type TextRun } from '#domain/page-text.ts'
import { pagesUnder, wholeText } from '#domain/whole-text.ts'
import { evenEdges, run } from '#tests/fixtures/text-run.ts'

const linesOf = (runs: readonly TextRun[]): string[] => {
  const { text, lines } = pageModel(runs)
  return lines.map(({ start, end }) => text.slice(start, end))
}

describe('the text of a page', () => {
  it('folds white space, takes ligatures apart, and has quotes and dashes of one kind', () => {
    expect(pageModel([run('The  e\uFB03cient ‘way’ – “it”', 0, 100)]).text).toBe('The efficient \'way\' - "it"')
  })

  it('undoes a hyphen at the end of a line, soft ones too, and keeps one before a capital', () => {
    expect(
      pageModel([run('exam-', 0, 100, { endsLine: true }), run('ple of soft\u00ad', 0, 88, { endsLine: true }), run('ware', 0, 76)]).text,
    ).toBe('example of software')
    expect(pageModel([run('non-', 0, 100, { endsLine: true }), run('Bayesian', 0, 88)]).text).toBe('non- Bayesian')
  })

  it('knows of each letter its run and its place there, also inside a ligature', () => {
    const { text, runAt, from, to } = pageModel([run('a', 0, 100), run('o\uFB00er', 10, 100)])
    expect(text).toBe('a offer')
    const at = text.indexOf('f')
    expect([runAt[0], runAt[1], runAt[at]]).toEqual([0, -1, 1])
    expect([from[at], to[at], from[at + 1], to[at + 1]]).toEqual([1, 1.5, 1.5, 2])
  })

  it('keeps letters and their marks together', () => {
    expect(pageModel([run('Ame\u0301lie', 0, 100)]).text).toBe('Am\u00e9lie'.replace('m', 'm'))
  })
})

describe('lines', () => {
  it('end where the next run stands lower, in another column or turned, not at a raised letter', () => {
    expect(
      linesOf([
        run('left', 0, 100),
        run('2', 20, 104, { height: 6, width: 3 }),
        run('more', 26, 100),
        run('right', 300, 100),
        run('below', 0, 88),
        run('stamp', 10, 200, { direction: [0, 1] }),
      ]),
    ).toEqual(['left2 more', 'right', 'below', 'stamp'])
  })

  it('give one quad each, as high as their highest run', () => {
    const runs = [run('one two', 10, 100), run('small', 50, 100, { height: 5 }), run('below', 10, 88)]
    const model = pageModel(runs)
    expect(quadsOf(model, 4, model.text.length, evenEdges(runs))).toEqual([
      [30, 108, 75, 108, 30, 97.8, 75, 97.8],
      [10, 96, 35, 96, 10, 85.8, 35, 85.8],
    ])
  })

  it('have letters as wide as they usually are where nobody measured them', () => {
    const [first, , second] = quadsOf(pageModel([run('illi WWWW', 0, 100, { width: 90 })]), 5, 9)[0] ?? []
    expect(first).toBeLessThan(30)
    expect(second).toBe(90)
    const [korean] = quadsOf(pageModel([run('한국어 in', 0, 100, { width: 90 })]), 4, 6)[0] ?? []
    expect(korean).toBeGreaterThan(70)
    const [, , end] = quadsOf(pageModel([run('illi WWWW', 0, 100, { width: 90, fromRight: true })]), 5, 9)[0] ?? []
    expect(end).toBeLessThan(65)
  })
})

describe('other directions', () => {
  it('text that runs to the left begins at its right end', () => {
    const model = pageModel([run('\u05d0\u05d1\u05d2\u05d3', 100, 50, { fromRight: true })])
    expect(quadsOf(model, 0, 1)).toEqual([[115, 58, 120, 58, 115, 47.8, 120, 47.8]])
  })

  it('vertical text stands on its middle line and runs down', () => {
    const content = {
      items: [{ str: '縦書き', dir: 'ttb', transform: [10, 0, 0, 10, 200, 700], width: 10, height: 30, fontName: 'f', hasEOL: false }],
      styles: { f: { vertical: true } },
    }
    const model = pageModel(runsOf(content))
    expect(quadsOf(model, 0, 1)).toEqual([[205, 700, 205, 690, 195, 700, 195, 690]])
  })

  it('turned text has turned quads', () => {
    const model = pageModel([run('up', 100, 50, { direction: [0, 1] })])
    expect(quadsOf(model, 0, 2)).toEqual([[92, 50, 92, 60, 102.2, 50, 102.2, 60]])
  })
})

describe('the text of all pages', () => {
  it('is joined by blanks, a broken word without one, and empty pages leave nothing', () => {
    const whole = wholeText(['We show an exam-', '', 'ple here.', 'The end.'])
    expect(whole.text).toBe('We show an example here. The end.')
    expect(whole.starts).toEqual([0, 15, 15, 25])
  })

  it('knows the pages under a stretch', () => {
    const whole = wholeText(['first page', '', 'second page'])
    expect(pagesUnder(whole, 6, 17)).toEqual([
      { page: 0, start: 6, end: 10 },
      { page: 2, start: 0, end: 6 },
    ])
  })
})

it('marks are in the order of their page, their words and their height', () => {
  expect(sortKeyOf(3, 120, 56.4)).toBe('00003|000120|00056')
  expect(sortKeyOf(3, 2_000_000, -4)).toBe('00003|999999|00000')
})
