// Owns how exact selections are: random drags over a real PDF, compared with poppler's words.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { getDocument, OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type PageModel, pageModel, plainLetters } from '#domain/page-model.ts'
import { type EdgesOf, quadsOf } from '#domain/page-places.ts'
import { runsOf, TEXT_CONTENT_OPTIONS } from '#domain/page-text.ts'
import { drawnGlyphs, type FontFacts } from '#renderer/reader/drawn-glyphs.ts'
import { type HitTester, hitTester } from '#renderer/reader/hit-test.ts'
import { letterEdges } from '#renderer/reader/letter-edges.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { seededRandom } from '#tests/support/memory-ports.ts'
import { type PopplerWord, popplerWords } from './poppler-words.ts'

export interface SelectionFigures {
  file: string
  drags: number
  /** The selection begins and ends within a point of the first and the last word, on their lines. */
  exact: number
  exactShare: number
  /** Of these, how many have also the same letters as poppler gives: it names many signs of formulas otherwise. */
  sameLetters: number
  /** Points between an end of the selection and poppler's word. */
  medianEdgeError: number
  msPerHit: number
  msPerPage: number
  /** Runs of text whose glyphs were found on the page, of all. */
  measuredRuns: number
  runs: number
  /** The first that were not exact, for whoever looks into it. */
  missed: string[]
}

const NEAR = 1
const LONGEST = 60

export async function measureSelections(file: string, { drags, seed = 7 }: { drags: number; seed?: number }): Promise<SelectionFigures> {
  const { fraction } = seededRandom(seed)
  const figures: SelectionFigures = {
    file: path.basename(file),
    drags: 0,
    exact: 0,
    exactShare: 0,
    sameLetters: 0,
    medianEdgeError: 0,
    msPerHit: 0,
    msPerPage: 0,
    measuredRuns: 0,
    runs: 0,
    missed: [],
  }
  const errors: number[] = []
  let hitMs = 0
  const words = popplerWords(file)
  const task = getDocument({
    data: new Uint8Array(readFileSync(file)),
    verbosity: 0,
    useSystemFonts: false,
    disableFontFace: true,
    standardFontDataUrl: path.join(repositoryRoot, 'node_modules/pdfjs-dist/standard_fonts/'),
    cMapUrl: path.join(repositoryRoot, 'node_modules/pdfjs-dist/cmaps/'),
  })
  const document = await task.promise
  const each = Math.ceil(drags / document.numPages)
  for (let index = 0; index < document.numPages; index += 1) {
    const page = await document.getPage(index + 1)
    const startedMs = performance.now()
    const { model, edgesOf, tester, measured } = await measuredPage(page)
    figures.msPerPage += (performance.now() - startedMs) / document.numPages
    const shown = model.runs.flatMap(({ text }, at) => (text.trim() === '' ? [] : [at]))
    figures.runs += shown.length
    figures.measuredRuns += shown.filter((at) => measured(at)).length
    const all = words[index] ?? []
    for (let drag = 0; drag < each && all.length > 2; drag += 1) {
      const first = Math.floor(fraction() * (all.length - 1))
      const last = Math.min(all.length - 1, first + 1 + Math.floor(fraction() * LONGEST))
      const [from, to] = [all[first], all[last]]
      if (!from || !to) continue
      figures.drags += 1
      const toPage = ([x, y]: readonly [number, number]): [number, number] => [x + (page.view[0] ?? 0), (page.view[3] ?? 0) - y]
      const hitStartedMs = performance.now()
      const ends = [tester.hit(...toPage(beginOf(from))), tester.hit(...toPage(endOf(to)))].map((hit) => hit?.offset ?? 0)
      hitMs += performance.now() - hitStartedMs
      const [start, end] = [Math.min(...ends), Math.max(...ends)]
      const quads = quadsOf(model, start, end, edgesOf)
      const [head, tail] = [quads[0], quads.at(-1)]
      const [left, right] = [toPage([from.left, from.top]), toPage([to.right, to.bottom])]
      const away = head && tail ? [edgeError(from, head, left, toPage), edgeError(to, tail, right, toPage, true)] : [Infinity, Infinity]
      if (away.every((error) => error < NEAR)) {
        figures.exact += 1
        errors.push(...away)
        const wanted = all.slice(first, last + 1).map(({ text }) => text)
        if (lettersOf(model.text.slice(start, end)) === lettersOf(wanted.join(' '))) figures.sameLetters += 1
      } else if (figures.missed.length < 20) {
        figures.missed.push(`page ${index + 1}: “${from.text} … ${to.text}” became “${model.text.slice(start, end).slice(0, 60)}…”`)
      }
    }
    page.cleanup()
  }
  await task.destroy()
  figures.exactShare = rounded((figures.exact / Math.max(1, figures.drags)) * 100, 1)
  figures.medianEdgeError = rounded(errors.toSorted((a, b) => a - b)[Math.floor(errors.length / 2)] ?? Infinity, 3)
  figures.msPerHit = rounded(hitMs / Math.max(1, figures.drags * 2), 3)
  figures.msPerPage = rounded(figures.msPerPage, 1)
  return figures
}

async function measuredPage(
  page: PDFPageProxy,
): Promise<{ model: PageModel; edgesOf: EdgesOf; tester: HitTester; measured(run: number): boolean }> {
  const runs = runsOf(await page.getTextContent(TEXT_CONTENT_OPTIONS))
  const operators = await page.getOperatorList({ annotationMode: 0 })
  const fontOf = (name: string): FontFacts | undefined => (page.commonObjs.has(name) ? (page.commonObjs.get(name) as FontFacts) : undefined)
  const edges = letterEdges(runs, drawnGlyphs(operators, OPS, fontOf))
  const edgesOf: EdgesOf = (run) => edges[run] ?? null
  const model = pageModel(runs)
  return { model, edgesOf, tester: hitTester(model, edgesOf), measured: (run) => edges[run] != null }
}

/** A word that stands upright on the page's left margin, as arXiv's stamp does, is read from below. */
function isUpright({ text, left, right, top, bottom }: PopplerWord): boolean {
  return text.length > 2 && bottom - top > (right - left) * 1.5
}

const INSIDE = 0.5

function beginOf(word: PopplerWord): readonly [number, number] {
  if (isUpright(word)) return [(word.left + word.right) / 2, word.bottom - INSIDE]
  return [word.left + INSIDE, (word.top + word.bottom) / 2]
}

function endOf(word: PopplerWord): readonly [number, number] {
  if (isUpright(word)) return [(word.left + word.right) / 2, word.top + INSIDE]
  return [word.right - INSIDE, (word.top + word.bottom) / 2]
}

/** Along the line; infinite when the quad is on another line than the word. */
function edgeError(
  word: PopplerWord,
  quad: readonly number[],
  [x]: readonly [number, number],
  toPage: (point: readonly [number, number]) => [number, number],
  isEnd = false,
): number {
  const [ulx = 0, uly = 0, urx = 0, ury = 0, , lly = 0] = quad
  if (isUpright(word)) {
    const [, bottom] = toPage([0, word.bottom])
    const [, top] = toPage([0, word.top])
    return isEnd ? Math.abs(ury - top) : Math.abs(uly - bottom)
  }
  const [, top] = toPage([0, word.top])
  const [, bottom] = toPage([0, word.bottom])
  if (top < Math.min(uly, lly) || bottom > Math.max(uly, lly)) return Number.POSITIVE_INFINITY
  return Math.abs((isEnd ? urx : ulx) - x)
}

/** Without what the two name differently: blanks, hyphens, accents. */
function lettersOf(text: string): string {
  return [...text]
    .map(plainLetters)
    .join('')
    .normalize('NFD')
    .replace(/[-\s\p{M}\p{Sk}\p{Lm}]/gu, '')
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits
}
