// Owns how wide letters usually are, where nobody measured them.

/** In shares of an em, of a face for reading (Times Roman's, about): those not named here are half an em. */
const GROUPS: readonly (readonly [letters: string, width: number])[] = [
  [".,:;!'|/\\ijlt", 0.28],
  ['()[]{}-" frsIJ', 0.34],
  ['acegkszvxy', 0.46],
  ['wABCDEFGHKLNOPQRSTUVXYZ%&', 0.68],
  ['mMW@', 0.82],
]
const OTHER = 0.5
/** Chinese, Japanese and Korean letters, and the wide forms of others. */
const SQUARE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/

const widths = new Map(GROUPS.flatMap(([letters, width]) => Array.from(letters, (letter): [string, number] => [letter, width])))

function widthOf(letter: string): number {
  return widths.get(letter) ?? (SQUARE.test(letter) ? 1 : OTHER)
}

/** Where each letter of a text begins, and the last one ends, in shares of the whole: 0 to 1. */
export function usualPlaces(text: string): Float64Array {
  const places = new Float64Array(text.length + 1)
  for (let at = 0; at < text.length; at += 1) places[at + 1] = (places[at] ?? 0) + widthOf(text.charAt(at))
  const whole = places[text.length] || 1
  return places.map((place) => place / whole)
}
