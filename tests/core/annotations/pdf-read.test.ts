// Owns the facts about reading what other programs wrote into a PDF.
import { describe, expect, it } from 'vitest'
import { readMarks } from '#core/annotations/pdf-read.ts'
import { type Entries, madePdf, string, unicode } from './made-pdf.ts'

const RECT = [72, 700, 300, 712]
const LINE = [72, 712, 300, 712, 72, 700, 300, 700]
const readOne = async (annotation: Entries, producer?: string) => {
  const { marks } = await readMarks(await madePdf([{ annotations: [annotation] }], producer === undefined ? {} : { producer }))
  expect(marks).toHaveLength(1)
  return marks[0]
}

describe('a PDF annotated by', () => {
  it('Zotero: its key, colour, comment, tags and dates', async () => {
    const mark = await readOne({
      Subtype: 'Highlight',
      Rect: RECT,
      QuadPoints: LINE,
      C: [1, 0.831373, 0],
      Contents: unicode('Is this so? ∀x'),
      NM: string('Zotero-QK3ZP7AB'),
      M: string("D:20260302101500+01'00'"),
      T: unicode('A. Reader'),
      'Zotero:Tags': unicode('["proof","to check"]'),
    })
    expect(mark).toMatchObject({
      kind: 'highlight',
      colour: 'yellow',
      comment: 'Is this so? ∀x',
      tags: ['proof', 'to check'],
      author: 'A. Reader',
      createdAtMs: Date.parse('2026-03-02T09:15:00Z'),
      source: { program: 'Zotero', key: 'Zotero-QK3ZP7AB' },
    })
  })

  it('Preview: no name, CMYK or grey colours, an underline', async () => {
    const mark = await readOne({ Subtype: 'Underline', Rect: RECT, QuadPoints: LINE, C: [0, 0.6, 0.6, 0] }, 'macOS Quartz PDFContext')
    expect(mark).toMatchObject({ kind: 'underline', colour: 'red', source: { program: 'Preview' } })
    expect(await readOne({ Subtype: 'Square', Rect: RECT, C: [0.5] })).toMatchObject({ kind: 'area', colour: 'grey' })
  })

  it('Acrobat: rich text where the plain is empty, and answers to a note joined to it', async () => {
    const rich = '<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p>One &amp; two</p><p>x &lt; y</p></body>'
    const { marks } = await readMarks(
      await madePdf([
        {
          annotations: [
            { Subtype: 'Text', Rect: [400, 680, 420, 700], C: [0.2, 0.3, 1], RC: string(rich), NM: string('7c2d') },
            {
              Subtype: 'Text',
              Rect: [400, 680, 420, 700],
              Contents: string('I agree.'),
              T: string('B. Other'),
              NM: string('7c2e'),
              parent: 0,
            },
            { Subtype: 'Popup', Rect: [420, 600, 600, 700], Contents: string('not a mark') },
          ],
        },
      ]),
    )
    expect(marks).toMatchObject([
      {
        kind: 'note',
        colour: 'blue',
        comment: 'One & two\nx < y\n\n> B. Other: I agree.',
        targets: [{ page: 0, shape: { point: [400, 700] } }],
      },
    ])
  })

  it('Okular: quads once around as the standard’s text says, which become upright lines', async () => {
    const mark = await readOne({
      Subtype: 'Highlight',
      Rect: RECT,
      QuadPoints: [72, 700, 300, 700, 300, 712, 72, 712],
      C: [0.3, 0.9, 0.3],
      NM: string('okular-{c0ffee00-0000-4000-8000-000000000001}'),
    })
    expect(mark).toMatchObject({ colour: 'green', source: { program: 'Okular' }, targets: [{ shape: { kind: 'quads', quads: [LINE] } }] })
  })

  it('Skim: notes as free text, and a struck line', async () => {
    expect(await readOne({ Subtype: 'FreeText', Rect: RECT, Contents: string('in the margin'), DA: string('/Helv 10 Tf') })).toMatchObject({
      kind: 'text',
      comment: 'in the margin',
    })
    expect(await readOne({ Subtype: 'StrikeOut', Rect: RECT, QuadPoints: LINE, C: [1, 0, 0] })).toMatchObject({
      kind: 'underline',
      colour: 'red',
    })
  })

  it('pdf.js: ink by its paths and width', async () => {
    const paths = [
      [72, 400, 100, 430, 140, 410],
      [150, 400, 151, 401],
    ]
    expect(await readOne({ Subtype: 'Ink', Rect: [70, 398, 152, 432], InkList: paths, BS: { W: 3 }, C: [0.9, 0.4, 0.9] })).toMatchObject({
      kind: 'ink',
      colour: 'magenta',
      targets: [
        {
          shape: {
            kind: 'paths',
            width: 3,
            paths: [
              [
                [72, 400],
                [100, 430],
                [140, 410],
              ],
              [
                [150, 400],
                [151, 401],
              ],
            ],
          },
        },
      ],
    })
  })
})

describe('wrong places', () => {
  it.each([
    ['of too few numbers', [72, 712, 300]],
    ['without size', [72, 712, 72, 712, 72, 712, 72, 712]],
    ['off the page', [5000, 5012, 5200, 5012, 5000, 5000, 5200, 5000]],
    ['not of numbers', ['x', 712, 300, 712, 72, 700, 300, 700]],
  ])('quads %s: the rectangle stands for them', async (_, QuadPoints) => {
    const mark = await readOne({ Subtype: 'Highlight', Rect: RECT, QuadPoints })
    expect(mark?.targets).toEqual([{ page: 0, shape: { kind: 'quads', quads: [LINE] } }])
  })

  it('without any place is told of and left out, and the others are read', async () => {
    const read = await readMarks(
      await madePdf([
        {
          annotations: [
            { Subtype: 'Highlight', Rect: [0, 0, 0, 0] },
            { Subtype: 'Ink', Rect: RECT },
            { Subtype: 'Highlight', Rect: RECT, QuadPoints: LINE },
            { Subtype: 'Link', Rect: RECT },
          ],
        },
      ]),
    )
    expect(read.unreadable).toHaveLength(2)
    expect(read.marks).toHaveLength(1)
  })

  it('slanted quads keep their slant, whichever way round they are written', async () => {
    const slanted = [100, 120, 180, 200, 110, 110, 190, 190]
    const [x1, y1, x2, y2, x3, y3, x4, y4] = slanted
    const around = [x3, y3, x4, y4, x2, y2, x1, y1].map(Number)
    for (const QuadPoints of [slanted, around]) {
      const mark = await readOne({ Subtype: 'Highlight', Rect: [100, 110, 190, 200], QuadPoints })
      expect(mark?.targets[0]?.shape).toEqual({ kind: 'quads', quads: [slanted] })
    }
  })
})

it('says in a sentence what can’t be opened', async () => {
  await expect(readMarks(new TextEncoder().encode('<html>Not found</html>'))).rejects.toThrow('damaged')
  await expect(readMarks(new Uint8Array())).rejects.toThrow('damaged')
})
