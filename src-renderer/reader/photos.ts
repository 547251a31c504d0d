// Owns telling a photo from what is drawn on white paper: one is kept as it is, the other follows the theme with the page.

/** Of a picture's points that are nearly white: a plot on white paper turns dark with the page. */
const PAPER_SHARE = 0.4
const WHITE = 235
const SAMPLE = 24

/** `part` in pixels of the picture: left, top, width, height; all of it unless told. */
export function isPhoto(picture: HTMLCanvasElement | HTMLImageElement, part?: readonly [number, number, number, number]): boolean {
  const small = new OffscreenCanvas(SAMPLE, SAMPLE)
  const context = small.getContext('2d', { willReadFrequently: true })
  const [left, top, width, height] = part ?? [0, 0, picture.width, picture.height]
  if (!context || width < 1 || height < 1) return false
  context.drawImage(picture, left, top, width, height, 0, 0, SAMPLE, SAMPLE)
  const { data } = context.getImageData(0, 0, SAMPLE, SAMPLE)
  let white = 0
  for (let at = 0; at < data.length; at += 4) if (Math.min(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0) > WHITE) white += 1
  return white <= SAMPLE * SAMPLE * PAPER_SHARE
}
