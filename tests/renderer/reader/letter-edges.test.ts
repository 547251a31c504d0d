// Owns the facts about measuring letters: by the glyphs that are drawn, whatever fonts, matrices and directions a page has.
import { PDFDocument, StandardFonts, degrees } from '@cantoo/pdf-lib'
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { pageModel } from '#domain/page-model.ts'
import { quadsOf } from '#domain/page-places.ts'
import { runsOf, TEXT_CONTENT_OPTIONS, type TextRun } from '#domain/page-text.ts'
import { drawnGlyphs, type FontFacts } from '#renderer/reader/drawn-glyphs.ts'
import { hitTester } from '#renderer/reader/hit-test.ts'
import { letterEdges } from '#renderer/reader/letter-edges.ts'

const codes = {
  beginText: 1,
  setFont: 2,
  setTextMatrix: 3,
  moveText: 4,
  showText: 5,
  save: 6,
  restore: 7,
  transform: 8,
  setCharSpacing: 9,
  setHScale: 10,
  setTextRise: 11,
  paintFormXObjectBegin: 12,
  paintFormXObjectEnd: 13,
  setLeadingMoveText: 14,
  nextLine: 15,
  setWordSpacing: 16,
}
type Name = keyof typeof codes
const glyph = (unicode: string, width = 500) => ({ unicode, width, isSpace: unicode === ' ' })
const drawn = (operators: readonly (readonly [Name, ...unknown[]])[], font: FontFacts = {}) =>
  drawnGlyphs({ fnArray: operators.map(([name]) => codes[name]), argsArray: operators.map(([, ...args]) => args) }, codes, () => font).map(
    ({ letters, x, y, ax, ay }) => [letters, ...[x, y, ax, ay].map((value) => Math.round(value * 100) / 100)],
  )

describe('drawn glyphs', () => {
  it('stand one after the other, with spacing, kerning and scale', () => {
    expect(
      drawn([
        ['beginText'],
        ['setFont', 'f', 10],
        ['setCharSpacing', 1],
        ['setHScale', 50],
        ['moveText', 100, 200],
        ['showText', [glyph('a'), 200, glyph('b')]],
      ]),
    ).toEqual([
      ['a', 100, 200, 2.5, 0],
      ['b', 102, 200, 2.5, 0],
    ])
  })

  it('follow matrices, forms, lines and raised text, and come back after them', () => {
    expect(
      drawn([
        ['save'],
        ['transform', 2, 0, 0, 2, 10, 20],
        ['paintFormXObjectBegin', [1, 0, 0, 1, 5, 5], null],
        ['beginText'],
        ['setFont', 'f', 10],
        ['showText', [glyph('a')]],
        ['paintFormXObjectEnd'],
        ['restore'],
        ['beginText'],
        ['setFont', 'f', 10],
        ['setTextMatrix', new Float32Array([0, 1, -1, 0, 50, 60])],
        ['setLeadingMoveText', 0, -12],
        ['setTextRise', 3],
        ['showText', [glyph('b')]],
        ['nextLine'],
        ['showText', [glyph('c')]],
      ]),
    ).toEqual([
      ['a', 20, 30, 10, 0],
      ['b', 59, 60, 0, 5],
      ['c', 71, 60, 0, 5],
    ])
  })

  it('have the units of their font, as those of Type 3 are, and run down where it is vertical', () => {
    expect(
      drawn([['beginText'], ['setFont', 'f', 2], ['showText', [glyph('a', 5), glyph('b', 5)]]], { fontMatrix: [0.5, 0, 0, 0.5, 0, 0] }),
    ).toEqual([
      ['a', 0, 0, 5, 0],
      ['b', 5, 0, 5, 0],
    ])
    const upright = (unicode: string) => ({ ...glyph(unicode, 1000), vmetric: [-1000, 500, 880] })
    expect(
      drawn([['beginText'], ['setFont', 'f', 10], ['moveText', 50, 700], ['showText', [upright('縦'), upright('書')]]], { vertical: true }),
    ).toEqual([
      ['縦', 50, 700, 0, -10],
      ['書', 50, 690, 0, -10],
    ])
  })
})

const run = (text: string, more: Partial<TextRun> = {}): TextRun => ({
  text,
  x: 0,
  y: 0,
  direction: [1, 0],
  width: text.length * 5,
  height: 10,
  endsLine: false,
  ...more,
})
const glyphsOf = (letters: readonly string[], widths: readonly number[]) => {
  let x = 0
  return letters.map((each, index) => {
    const made = { letters: each, x, y: 0, ax: widths[index] ?? 5, ay: 0 }
    x += made.ax
    return made
  })
}

describe('letters', () => {
  it('of a ligature share its glyph, blanks fill what is between', () => {
    const [edges] = letterEdges(
      [run('ab cd', { width: 40 })],
      [...glyphsOf(['ab'], [10]), { letters: 'c', x: 14, y: 0, ax: 6, ay: 0 }, { letters: 'd', x: 20, y: 0, ax: 20, ay: 0 }],
    )
    expect([...(edges?.begin ?? [])]).toEqual([0, 5, 10, 14, 20])
    expect([...(edges?.end ?? [])]).toEqual([5, 10, 14, 20, 40])
  })

  it('of text that runs to the left begin at their right edge, numbers in it at their left', () => {
    const [edges] = letterEdges([run('אב 12', { fromRight: true, width: 23 })], glyphsOf(['1', '2', ' ', 'ב', 'א'], [5, 5, 3, 4, 6]))
    expect([...(edges?.begin ?? [])]).toEqual([23, 17, 13, 5, 10])
    expect([...(edges?.end ?? [])]).toEqual([17, 13, 10, 0, 5])
  })

  it('that no glyph was drawn for are not measured', () => {
    expect(letterEdges([run('hidden'), run('shown', { x: 0 })], glyphsOf([...'shown'], []))[0]).toBeNull()
  })
})

it('a word of a turned page is hit and marked where it is printed', async () => {
  const made = await PDFDocument.create()
  const font = await made.embedFont(StandardFonts.TimesRoman)
  const page = made.addPage([400, 300])
  page.setRotation(degrees(90))
  page.drawText('iiii wide words', { x: 50, y: 100, size: 20, font })
  page.drawText('upwards', { x: 300, y: 50, size: 10, font, rotate: degrees(90) })
  const task = getDocument({ data: await made.save(), verbosity: 0, disableFontFace: true })
  const opened = await (await task.promise).getPage(1)
  const runs = runsOf(await opened.getTextContent(TEXT_CONTENT_OPTIONS))
  const edges = letterEdges(
    runs,
    drawnGlyphs(await opened.getOperatorList(), OPS, () => ({})),
  )
  await task.destroy()
  const model = pageModel(runs)
  const edgesOf = (index: number) => edges[index] ?? null
  expect(model.text).toBe('iiii wide words upwards')
  const left = 50 + font.widthOfTextAtSize('iiii ', 20)
  const right = left + font.widthOfTextAtSize('wide', 20)
  const { hit } = hitTester(model, edgesOf)
  expect([hit(left + 1, 104)?.offset, hit(right - 1, 104)?.offset]).toEqual([5, 9])
  const [quad] = quadsOf(model, 5, 9, edgesOf)
  expect(quad?.[0]).toBeCloseTo(left, 1)
  expect(quad?.[2]).toBeCloseTo(right, 1)
  // the foot of the first letter of the word that runs upwards, and the head of its last
  const height = font.widthOfTextAtSize('upwards', 10)
  expect([hit(297, 51)?.offset, hit(297, 49 + height)?.offset]).toEqual([16, 23])
  expect(quadsOf(model, 16, 23, edgesOf)[0]?.map(Math.round)).toEqual([
    292,
    50,
    292,
    Math.round(50 + height),
    302,
    50,
    302,
    Math.round(50 + height),
  ])
})
