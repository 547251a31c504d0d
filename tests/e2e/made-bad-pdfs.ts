// Owns PDFs that are hard to read, made object by object: too large, too many, turned, looping, with things in them that must not run.
import { constants, deflateRawSync, deflateSync } from 'node:zlib'
import { PDFDocument } from '@cantoo/pdf-lib'

type Objects = Map<number, string | Buffer>

const PLAIN = 'BT /F 24 Tf 72 700 Td (Plain words) Tj ET'
const FONT = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'

/** A file of these objects; 1 is the catalog. `HERE` in the trailer is where the table stands. */
function fileOf(objects: Objects, trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  const offsets: [number, number][] = []
  let length = 9
  const put = (part: Buffer): void => {
    parts.push(part)
    length += part.length
  }
  for (const [id, body] of [...objects].toSorted(([one], [other]) => one - other)) {
    offsets.push([id, length])
    put(Buffer.concat([Buffer.from(`${id} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n')]))
  }
  const size = Math.max(...objects.keys()) + 1
  const at = new Map(offsets)
  const rows = Array.from({ length: size }, (_, id) => {
    const offset = at.get(id)
    return offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const end = `trailer\n<< /Size ${size} /Root 1 0 R ${trailer.replace('HERE', String(length))} >>\nstartxref\n${length}\n%%EOF\n`
  put(Buffer.from(`xref\n0 ${size}\n${rows.join('')}${end}`))
  return Buffer.concat(parts)
}

function stream(content: string | Buffer, entries = '', length?: number): Buffer {
  const bytes = Buffer.from(content)
  return Buffer.concat([Buffer.from(`<< /Length ${length ?? bytes.length} ${entries} >>\nstream\n`), bytes, Buffer.from('\nendstream')])
}

interface OnePage {
  box?: string
  page?: string
  catalog?: string
  resources?: string
  content?: string
  pages?: string
  trailer?: string
  more?: readonly (readonly [number, string | Buffer])[]
}

/** One page with a word on it, from object 3 on; `more` begins at 10, or takes the place of one. */
function onePage({ box = '0 0 612 792', page = '', catalog = '', resources = '', content = '', more = [], ...rest }: OnePage): Buffer {
  return fileOf(
    new Map<number, string | Buffer>([
      [1, `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`],
      [2, `<< /Type /Pages ${rest.pages ?? '/Kids [3 0 R] /Count 1'} >>`],
      [3, `<< /Type /Page /Parent 2 0 R /MediaBox [${box}] /Resources << /Font << /F 4 0 R >> ${resources} >> /Contents 5 0 R ${page} >>`],
      [4, FONT],
      [5, stream(`${PLAIN}\n${content}`)],
      ...more,
    ]),
    rest.trailer,
  )
}

export const a0 = (): Buffer => onePage({ box: '0 0 2384 3370' })
export const largestPage = (): Buffer => onePage({ box: '0 0 14400 14400' })
export const turned = (degrees: number): Buffer => onePage({ page: `/Rotate ${degrees}` })

/** A grey picture of so many points a side. */
export function hugeImage(side: number): Buffer {
  const row = Buffer.alloc(side + 1, 120)
  row[0] = 0
  const packed = deflateSync(Buffer.concat(Array.from({ length: side }, () => row)))
  const image = `/Type /XObject /Subtype /Image /Width ${side} /Height ${side} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns ${side} >>`
  return onePage({ resources: '/XObject << /I 10 0 R >>', content: 'q 500 0 0 500 50 100 cm /I Do Q', more: [[10, stream(packed, image)]] })
}

/** A picture of a page and no words. */
export function scan(): Buffer {
  const packed = deflateSync(Buffer.alloc(600 * 800, 200))
  const image = '/Type /XObject /Subtype /Image /Width 600 /Height 800 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode'
  return fileOf(
    new Map<number, string | Buffer>([
      [1, '<< /Type /Catalog /Pages 2 0 R >>'],
      [2, '<< /Type /Pages /Kids [3 0 R] /Count 1 >>'],
      [3, '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /XObject << /I 6 0 R >> >> /Contents 5 0 R >>'],
      [5, stream('q 612 0 0 792 0 0 cm /I Do Q')],
      [6, stream(packed, image)],
    ]),
  )
}

export function manyPages(count: number): Buffer {
  const objects: Objects = new Map<number, string | Buffer>([
    [1, '<< /Type /Catalog /Pages 2 0 R >>'],
    [2, `<< /Type /Pages /Count ${count} /Kids [${Array.from({ length: count }, (_, page) => `${5 + page} 0 R`).join(' ')}] >>`],
    [3, FONT],
    [4, stream('BT /F 24 Tf 72 700 Td (Plain words) Tj ET')],
  ])
  for (let page = 0; page < count; page++)
    objects.set(5 + page, '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F 3 0 R >> >> /Contents 4 0 R >>')
  return fileOf(objects)
}

/**
 * Four pages: of the second nothing can be read (of the first neither, if asked for), of the third neither words nor drawing, as they need an
 * object that is nested without an end.
 */
export function damagedPages({ isFirstDamaged = false } = {}): Buffer {
  const page = (contents: number, entries = ''): string =>
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F 3 0 R >> >> /Contents ${contents} 0 R ${entries} >>`
  const words = (text: string): Buffer => stream(`BT /F 24 Tf 72 700 Td (${text}) Tj ET`)
  const nested = `${'<< /A '.repeat(60_000)}1${' >>'.repeat(60_000)}`
  return fileOf(
    new Map<number, string | Buffer>([
      [1, '<< /Type /Catalog /Pages 2 0 R >>'],
      [2, '<< /Type /Pages /Count 4 /Kids [4 0 R 5 0 R 6 0 R 7 0 R] >>'],
      [3, FONT],
      [4, page(8, isFirstDamaged ? '/Rotate 10 0 R' : '')],
      [5, page(8, '/Rotate 10 0 R')],
      [6, page(10)],
      [7, page(9)],
      [8, words('Plain words')],
      [9, words('Words after damage')],
      [10, nested],
    ]),
  )
}

export function manyLinks(count: number): Buffer {
  const links = Array.from(
    { length: count },
    (_, at) => `<< /Type /Annot /Subtype /Link /Rect [${at % 600} ${at % 700} ${(at % 600) + 4} ${(at % 700) + 4}] /Dest [3 0 R /Fit] >>`,
  )
  return onePage({ page: `/Annots [${links.join('\n')}]` })
}

/** Three links one under another, each over its own words. */
export function links(addresses: readonly string[]): Buffer {
  const annotations = addresses.map(
    (address, at) =>
      `<< /Type /Annot /Subtype /Link /Rect [72 ${600 - at * 60} 300 ${640 - at * 60}] /Border [0 0 1] /A << /S /URI /URI (${address}) >> >>`,
  )
  return onePage({ page: `/Annots [${annotations.join('\n')}]` })
}

/** Scripts at the opening, on the page and under a link, a program to launch, and a file inside. */
export const active = (): Buffer =>
  onePage({
    catalog:
      '/OpenAction << /S /JavaScript /JS (app.alert\\("opened"\\); this.submitForm\\("http://127.0.0.1:9/"\\)) >> /AA << /WC << /S /JavaScript /JS (app.alert\\(1\\)) >> >> /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert\\(2\\)) >>] >> /EmbeddedFiles << /Names [(run.exe) 10 0 R] >> >>',
    page: '/AA << /O << /S /Launch /F (run.exe) >> >> /Annots [<< /Type /Annot /Subtype /Link /Rect [72 600 300 640] /Border [0 0 1] /A << /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >> >> >> << /Type /Annot /Subtype /Link /Rect [72 500 300 540] /Border [0 0 1] /A << /S /JavaScript /JS (app.alert\\(3\\)) >> >>]',
    more: [
      [10, '<< /Type /Filespec /F (run.exe) /EF << /F 11 0 R >> >>'],
      [11, stream('MZ', '/Type /EmbeddedFile')],
    ],
  })

/** Highlights and a link whose corners are too few, no numbers, or nowhere. */
export const wrongQuads = (): Buffer => {
  const quads = ['[1 2 3]', '[72 640 (x) 640 72 600 300 600]', '[1e30 1e30 1e30 1e30 1e30 1e30 1e30 1e30]', 'null']
  const kinds = ['Highlight', 'Underline', 'Link', 'Squiggly']
  const annotations = kinds.flatMap((kind) =>
    quads.map(
      (quad) => `<< /Type /Annot /Subtype /${kind} /Rect [72 600 300 640] /QuadPoints ${quad} /C [1 1] /Dest [3 0 R /XYZ (x) null 0] >>`,
    ),
  )
  return onePage({ page: `/Annots [${annotations.join('\n')} null 99 0 R]` })
}

/** Lines that follow themselves and have their parents for children. */
export const loopingOutline = (): Buffer =>
  onePage({
    catalog: '/Outlines 10 0 R',
    more: [
      [10, '<< /Type /Outlines /First 11 0 R /Last 12 0 R /Count 2 >>'],
      [11, '<< /Title (First) /Parent 10 0 R /Next 12 0 R /First 12 0 R /Last 11 0 R /Dest [3 0 R /Fit] >>'],
      [12, '<< /Title (Second) /Parent 10 0 R /Next 11 0 R /Prev 12 0 R /First 10 0 R /Dest [3 0 R /Fit] >>'],
    ],
  })

/** Its table of objects is not where it says, and a number in the page is none. */
export const brokenTable = (): Buffer =>
  Buffer.from(
    onePage({ content: '1 0 0 (x) rg' })
      .toString('latin1')
      .replace(/startxref\n\d+/, 'startxref\n9'),
    'latin1',
  )

/** Japanese and Korean by fonts that the file does not have, and Hebrew by another. */
export const missingFonts = (): Buffer =>
  fileOf(
    new Map<number, string | Buffer>([
      [1, '<< /Type /Catalog /Pages 2 0 R >>'],
      [2, '<< /Type /Pages /Kids [3 0 R] /Count 1 >>'],
      [
        3,
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /J 4 0 R /H 7 0 R /K 12 0 R >> >> /Contents 5 0 R >>',
      ],
      [4, '<< /Type /Font /Subtype /Type0 /BaseFont /MS-Gothic /Encoding /90ms-RKSJ-H /DescendantFonts [6 0 R] >>'],
      [
        5,
        stream(
          'BT /J 24 Tf 72 700 Td <93FA967B8CEA> Tj ET BT /H 24 Tf 72 600 Td <000100020003> Tj ET BT /K 24 Tf 72 500 Td <C7D1B1B9BEEE> Tj ET',
        ),
      ],
      [
        6,
        '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /MS-Gothic /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor 10 0 R >>',
      ],
      [7, '<< /Type /Font /Subtype /Type0 /BaseFont /NoSuchHebrew /Encoding /Identity-H /DescendantFonts [8 0 R] /ToUnicode 9 0 R >>'],
      [
        8,
        '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /NoSuchHebrew /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 11 0 R >>',
      ],
      [
        9,
        stream(
          '/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 3 beginbfchar <0001> <05E9> <0002> <05DC> <0003> <05D5> endbfchar endcmap end end',
        ),
      ],
      [12, '<< /Type /Font /Subtype /Type0 /BaseFont /HYSMyeongJo /Encoding /KSCms-UHC-H /DescendantFonts [13 0 R] >>'],
      [
        13,
        '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HYSMyeongJo /CIDSystemInfo << /Registry (Adobe) /Ordering (Korea1) /Supplement 1 >> /FontDescriptor 10 0 R >>',
      ],
      [
        10,
        '<< /Type /FontDescriptor /FontName /MS-Gothic /Flags 4 /FontBBox [0 -137 1000 859] /ItalicAngle 0 /Ascent 859 /Descent -140 /CapHeight 700 /StemV 80 >>',
      ],
      [
        11,
        '<< /Type /FontDescriptor /FontName /NoSuchHebrew /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
      ],
    ]),
  )

/** A form that is blended as a whole, over the whole page, so often that no one waits for the end. */
export function endless(): Buffer {
  const whole = '/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Group << /S /Transparency /I true >>'
  return onePage({
    resources: '/XObject << /X 10 0 R >> /ExtGState << /G << /ca 0.5 /BM /Multiply >> >>',
    content: `/G gs\n${'/X Do\n'.repeat(50_000)}`,
    more: [[10, stream('0 0 m 500 500 l S 0 0 200 200 re f', whole)]],
  })
}

const form = (content: string, resources: string, entries = ''): Buffer =>
  stream(content, `/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << ${resources} >> ${entries}`)

/** Things that contain themselves, numbers that are none, lengths that lie: a page all the same. */
export const TWISTED: Record<string, () => Buffer> = {
  'a table of objects that follows itself': () => onePage({ trailer: '/Prev HERE' }),
  'pages that have their own parent for a sister': () => onePage({ pages: '/Kids [3 0 R 2 0 R] /Count 3' }),
  'two thousand million pages, told of one': () => onePage({ pages: '/Kids [3 0 R] /Count 2147483647' }),
  'a page whose corners are no numbers': () => onePage({ box: '0 0 (x) null' }),
  'a page that is turned inside out': () => onePage({ box: '612 792 0 0' }),
  'a page without an area': () => onePage({ box: '0 0 0 0' }),
  'a page of 10^30 points': () => onePage({ box: '0 0 1e30 1e30' }),
  'a page that is enlarged a thousand times': () => onePage({ page: '/UserUnit 1000' }),
  '10,000 states that are never put back': () => onePage({ content: 'q '.repeat(10_000) }),
  'lists in lists': () => onePage({ content: `${'['.repeat(200_000)} TJ` }),
  'a stream that says it is short': () => onePage({ more: [[5, stream(PLAIN, '', 7)]] }),
  'a stream that says it is long': () => onePage({ more: [[5, stream(PLAIN, '', 900_000_000)]] }),
  'a stream whose length is the stream': () => onePage({ more: [[5, `<< /Length 5 0 R >>\nstream\n${PLAIN}\nendstream`]] }),
  'a form that draws itself': () =>
    onePage({ resources: '/XObject << /X 10 0 R >>', content: '/X Do', more: [[10, form('/X Do', '/XObject << /X 10 0 R >>')]] }),
  'a mask that is masked by itself': () =>
    onePage({
      resources: '/ExtGState << /G 10 0 R >>',
      content: '/G gs 100 100 300 300 re f',
      more: [
        [10, '<< /Type /ExtGState /SMask << /S /Luminosity /G 11 0 R >> >>'],
        [11, form('/G gs 9 9 9 9 re f', '/ExtGState << /G 10 0 R >>', '/Group << /S /Transparency /CS /DeviceGray >>')],
      ],
    }),
  'a pattern of tiles without a width': () =>
    onePage({
      resources: '/Pattern << /P 10 0 R >>',
      content: '/Pattern cs /P scn 0 0 600 600 re f',
      more: [
        [
          10,
          stream(
            '0 0 6 6 re f',
            '/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 10 10] /XStep 0.00001 /YStep 0 /Resources << >>',
          ),
        ],
      ],
    }),
  'layers that are shown when they are shown': () =>
    onePage({
      catalog: '/OCProperties << /OCGs [10 0 R 99 0 R] /D << /BaseState /OFF /Order 12 0 R /ON [10 0 R] >> >>',
      resources: '/Properties << /M 11 0 R >>',
      content: '/OC /M BDC 100 100 50 50 re f EMC',
      more: [
        [10, '<< /Type /OCG /Name (L) >>'],
        [11, '<< /Type /OCMD /VE 13 0 R >>'],
        [12, '[12 0 R 10 0 R]'],
        [13, '[/And 13 0 R 13 0 R]'],
      ],
    }),
  'names of pages that loop': () =>
    onePage({
      catalog: '/PageLabels 10 0 R',
      more: [
        [10, '<< /Kids [10 0 R 11 0 R] >>'],
        [11, '<< /Kids [10 0 R] /Nums [0 << /S /r >>] >>'],
      ],
    }),
  'a name of a page of millions of letters': () => onePage({ catalog: '/PageLabels << /Nums [0 << /S /A /St 99999999 >>] >>' }),
  'a font whose table of letters uses itself': () =>
    onePage({
      more: [
        [4, '<< /Type /Font /Subtype /Type0 /BaseFont /No /Encoding 12 0 R /DescendantFonts [11 0 R] /ToUnicode 12 0 R >>'],
        [11, '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /No /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) >> >>'],
        [
          12,
          stream(
            'begincmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange 1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange 9 beginbfchar < > (x) endcmap',
            '/Type /CMap /CMapName /Own /UseCMap 12 0 R',
          ),
        ],
      ],
    }),
  'a picture of 3,600 million points inside the page': () =>
    onePage({ content: 'q 500 0 0 500 50 100 cm BI /W 60000 /H 60000 /CS /G /BPC 8 ID abc EI Q' }),
  'a mark of 10^9 points': () =>
    onePage({ page: `/Annots [<< /Subtype /Ink /Rect [-1e9 -1e9 1e9 1e9] /C [1 1 0] /InkList [[${'1e9 -1e9 '.repeat(1_000)}]] >>]` }),
}

/** Of none of these any page can be read. */
export const PAGELESS: Record<string, () => Buffer> = {
  'pages that have their own parent for a first child': () => onePage({ pages: '/Kids [2 0 R 3 0 R] /Count 2' }),
  'less than no pages': () => onePage({ pages: '/Kids [3 0 R] /Count -1' }),
  'a page that is not there': () => onePage({ pages: '/Kids [99 0 R] /Count 1' }),
}

/** A content stream of a few kilobytes that unpacks to so many megabytes of blanks. */
export function swollenContent(megabytes: number): Buffer {
  const block = deflateRawSync(Buffer.alloc(1 << 20, 32), { finishFlush: constants.Z_FULL_FLUSH })
  const packed = Buffer.concat([Buffer.from([0x78, 0x9c]), ...Array.from({ length: megabytes }, () => block), Buffer.from([3, 0])])
  const twice = stream(deflateSync(packed), '/Filter [/FlateDecode /FlateDecode]')
  return onePage({ page: '/Contents 10 0 R', more: [[10, twice]] })
}

/** A page of a million short strokes, each in a colour of its own. */
export function crowded(): Buffer {
  const strokes = Array.from({ length: 10_000 }, (_, at) => `${(at % 100) * 6} ${Math.floor(at / 100) * 7} m 3 3 l S 0 0 1 RG\n`).join('')
  const content = Buffer.from(strokes.repeat(100))
  return onePage({ page: '/Contents 10 0 R', more: [[10, stream(deflateSync(content), '/Filter /FlateDecode')]] })
}

export async function locked(password: string): Promise<Buffer> {
  const document = await PDFDocument.create()
  document.addPage([612, 792]).drawText('Plain words', { x: 72, y: 700, size: 24 })
  document.encrypt({ userPassword: password, ownerPassword: 'owner' })
  return Buffer.from(await document.save())
}
