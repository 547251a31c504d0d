// Owns the text model of one page: its letters normalised in reading order, its lines, and from which run each letter came.
import type { TextRun } from './page-text.ts'

/** Told with every position that is kept: another way of making the text would count differently. */
export const TEXT_MODEL_VERSION = 2

export interface TextLine {
  /** `[start, end)` in the page's text. */
  start: number
  end: number
}

export interface PageModel {
  /** White space folded, ligatures taken apart, quotes and dashes of one kind, hyphens at line ends undone. */
  text: string
  runs: readonly TextRun[]
  /** Of each letter the index of its run; -1 for a blank between two runs. */
  runAt: Int32Array
  /** Of each letter the part `[from, to)` of its run's text; a fraction inside a ligature. */
  from: Float32Array
  to: Float32Array
  lines: readonly TextLine[]
}

type Gap = '' | ' ' | '\n'

/** Letters and the marks on them stay together. */
const CLUSTER = /\s+|[^\s\p{M}]?\p{M}*/gsu
const SIDE = 0.6
/** In heights of the line: a wider gap parts two lines, as between columns. */
const WIDE = 5

export function pageModel(runs: readonly TextRun[]): PageModel {
  const builder = new Builder(runs)
  runs.forEach((run, index) => builder.add(run, index))
  return builder.model()
}

class Builder {
  readonly #runs: readonly TextRun[]
  readonly #parts: string[] = []
  readonly #runAt: number[] = []
  readonly #from: number[] = []
  readonly #to: number[] = []
  readonly #lines: TextLine[] = []
  #gap: Gap = ''
  /** Where a blank stands inside its run. */
  #blank: readonly [run: number, from: number, to: number] | null = null
  #last: TextRun | null = null
  /** The run that tells where the line stands: its highest. */
  #lead: TextRun | null = null

  constructor(runs: readonly TextRun[]) {
    this.#runs = runs
  }

  add(run: TextRun, index: number): void {
    const { text } = run
    if (this.#last && text !== '' && this.#gap === '') this.#gap = gapBetween(this.#last, run)
    let isFirst = true
    for (const match of text.matchAll(CLUSTER)) {
      const [cluster] = match
      if (cluster === '') continue
      const [from, to] = [match.index, match.index + cluster.length]
      if (/^\s/u.test(cluster)) {
        if (this.#gap === '') [this.#gap, this.#blank] = [' ', [index, from, to]]
        continue
      }
      const letters = plainLetters(cluster)
      if (letters === '') continue
      this.#put(letters, { index, from, to, isFirst })
      isFirst = false
    }
    if (!isFirst) this.#last = run
    if (run.endsLine) this.#gap = '\n'
  }

  #put(letters: string, { index, from, to, isFirst }: { index: number; from: number; to: number; isFirst: boolean }): void {
    const run = this.#runs[index]
    const startsLine = run !== undefined && isFirst && (this.#lead === null || !isSameLine(this.#lead, this.#last, run))
    if (this.#gap === '\n' && isBroken(this.#tail(), letters)) this.#dropHyphen()
    else if (this.#gap !== '' && this.#runAt.length > 0) {
      const [at, begin, end] = this.#blank ?? [-1, 0, 0]
      this.#push(' ', at, begin, end)
    }
    this.#gap = ''
    this.#blank = null
    if (startsLine) {
      this.#lines.push({ start: this.#runAt.length, end: this.#runAt.length })
      this.#lead = run
    } else if (run && isFirst && this.#lead && run.height > this.#lead.height) this.#lead = run
    for (let at = 0; at < letters.length; at += 1) {
      const share = (to - from) / letters.length
      this.#push(letters.charAt(at), index, from + share * at, at === letters.length - 1 ? to : from + share * (at + 1))
    }
    const line = this.#lines.at(-1)
    if (line) line.end = this.#runAt.length
  }

  #push(letter: string, run: number, from: number, to: number): void {
    this.#parts.push(letter)
    this.#runAt.push(run)
    this.#from.push(from)
    this.#to.push(to)
  }

  #tail(): string {
    return this.#parts.slice(-3).join('')
  }

  /** The letter before takes its place, so that what is marked reaches to the end of the line. */
  #dropHyphen(): void {
    this.#parts.pop()
    const run = this.#runAt.pop()
    this.#from.pop()
    const to = this.#to.pop() ?? 0
    const last = this.#runAt.length - 1
    if (this.#runAt[last] === run) this.#to[last] = to
    const line = this.#lines.at(-1)
    if (line) line.end = this.#runAt.length
  }

  model(): PageModel {
    return {
      text: this.#parts.join(''),
      runs: this.#runs,
      runAt: Int32Array.from(this.#runAt),
      from: Float32Array.from(this.#from),
      to: Float32Array.from(this.#to),
      lines: this.#lines.filter(({ start, end }) => end > start),
    }
  }
}

/** How far the second run begins from the end of the first, along it, and from its baseline. */
function offsetsOf(one: TextRun, other: TextRun): { along: number; across: number } {
  const [dx, dy] = one.direction
  const isBackwards = one.fromRight === true && other.fromRight === true
  const [right, up] = isBackwards
    ? [other.x + dx * other.width - one.x, other.y + dy * other.width - one.y]
    : [other.x - (one.x + dx * one.width), other.y - (one.y + dy * one.width)]
  return { along: (right * dx + up * dy) * (isBackwards ? -1 : 1), across: Math.abs(up * dx - right * dy) }
}

/** Runs of another font follow without a blank of their own; the place where they begin tells whether there is one. */
function gapBetween(one: TextRun, other: TextRun): Gap {
  const { along, across } = offsetsOf(one, other)
  if (across > Math.max(one.height, other.height) * SIDE) return '\n'
  return along > one.height * 0.15 || along < -one.height ? ' ' : ''
}

function isSameLine(lead: TextRun, last: TextRun | null, run: TextRun): boolean {
  const height = Math.max(lead.height, run.height)
  const turn = lead.direction[0] * run.direction[0] + lead.direction[1] * run.direction[1]
  if (turn < 0.99) return false
  const { along } = offsetsOf(last ?? lead, run)
  return offsetsOf(lead, run).across < height * SIDE && along > -height && along < height * WIDE
}

/** Ligatures taken apart, quotes and dashes of one kind each, soft hyphens at line ends as hyphens. */
export function plainLetters(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[“”„‟]/g, '"')
    .replace(/[\u00ad‐‑‒–—−]/g, '-')
    .replace(/[\s\u200b-\u200d\ufeff]+/gu, '')
}

/** Does a line end in a hyphen of the word itself, which goes on with a capital or a figure? No blank is shown between them. */
export function isHyphenated(text: string, next: string): boolean {
  return /[\p{L}\p{N}]-$/u.test(text) && /^[\p{Lu}\p{N}]/u.test(next)
}

/** Is the hyphen at the end of this text one that only the line's end put there? */
export function isBroken(text: string, next: string): boolean {
  return /\p{Ll}-$/u.test(text) && /^\p{Ll}/u.test(next)
}
