// Owns a made PDF with a photo, a plot on white paper and a drawn figure, each at a known place; its pages have names.
import {
  concatTransformationMatrix,
  drawObject,
  PDFDocument,
  PDFName,
  popGraphicsState,
  pushGraphicsState,
  rgb,
  StandardFonts,
} from '@cantoo/pdf-lib'

/** Points of the page, from its lower left corner: left, bottom, width, height. */
export const PHOTO = [72, 420, 200, 150] as const
export const PLOT = [330, 420, 200, 150] as const
const SIDE = 64

/** A strong orange, as the photo has it at its middle. */
export const ORANGE = [230, 120, 30] as const

/** Four pages named i, ii, 1, 2; the pictures are on the first. */
export async function picturedPdf(): Promise<Buffer> {
  const document = await PDFDocument.create({ updateMetadata: false })
  const font = await document.embedFont(StandardFonts.TimesRoman)
  const { context } = document
  const put = (
    sheet: ReturnType<typeof document.addPage>,
    pixel: (x: number, y: number) => readonly number[],
    place: readonly number[],
  ) => {
    const bytes = new Uint8Array(SIDE * SIDE * 3)
    for (let at = 0; at < SIDE * SIDE; at += 1) bytes.set(pixel(at % SIDE, Math.floor(at / SIDE)), at * 3)
    const image = context.register(
      context.flateStream(bytes, {
        Type: 'XObject',
        Subtype: 'Image',
        Width: SIDE,
        Height: SIDE,
        ColorSpace: 'DeviceRGB',
        BitsPerComponent: 8,
      }),
    )
    const [left = 0, bottom = 0, width = 0, height = 0] = place
    sheet.pushOperators(
      pushGraphicsState(),
      concatTransformationMatrix(width, 0, 0, height, left, bottom),
      drawObject(sheet.node.newXObject('Picture', image)),
      popGraphicsState(),
    )
  }
  for (let page = 0; page < 4; page += 1) {
    const sheet = document.addPage([612, 792])
    sheet.drawText(`Sheet ${page + 1} of a paper with pictures.`, { x: 72, y: 700, size: 14, font })
    if (page > 0) continue
    put(sheet, (x, y) => (x < 8 || y < 8 ? [40, 60, 90] : ORANGE), PHOTO)
    put(sheet, (x, y) => (x === y ? [200, 30, 30] : [255, 255, 255]), PLOT)
    sheet.drawRectangle({ x: 72, y: 200, width: 200, height: 120, borderColor: rgb(0.1, 0.3, 0.7), borderWidth: 2 })
    sheet.drawText('Figure 1: a photo, a plot and a box.', { x: 72, y: 390, size: 11, font })
  }
  document.catalog.set(PDFName.of('PageLabels'), context.obj({ Nums: [0, { S: 'r' }, 2, { S: 'D' }] }))
  return Buffer.from(await document.save({ useObjectStreams: false }))
}
