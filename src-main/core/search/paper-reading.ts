// Owns where the words of a search stand in a paper: read from the words kept in order, one found paper after another.
import { PDF, type PaperIndex, STOP_WORD, TITLE } from './paper-index.ts'
import { heldBy, type TypedWord, type WordUnit } from './word-units.ts'

export interface PaperFacts {
  /** The part of the units that is found, in whatever form. */
  coverage: number
  /** BM25 of the typed forms, summed over fields with their boosts. */
  asTyped: number
  /** The part of the typed words that stands there as typed. */
  shareAsTyped: number
  /** Units in the title. */
  inTitle: number
  /** Words of the title that belong to a unit. */
  titleWords: number
  /** Neighbours in the search that are neighbours in the title. */
  pairsInTitle: number
  /** 1 when all units stand side by side in a field, less the farther apart they are, 0 when one is missing. */
  closeness: number
}

interface Form {
  words: readonly string[]
  isOpen: boolean
  fields: number
  idf: number
}

/** What a word of the texts means for the search; 0 in the array beside it for all others. */
interface Role {
  units: readonly number[]
  /** Forms that the word is, or begins as. */
  forms: readonly number[]
  isStopWord: boolean
}

const FAR = 1 << 20
const NO_BYTES = { page: new Uint8Array(0), start: 0, end: 0 } as const
const K1 = 1.2
const B = 0.75
/** Words of a paper's files that are read for its rank. */
const MOST_OF_PDF = 4000

export class PaperReading {
  readonly #papers: PaperIndex
  readonly #units: readonly WordUnit[]
  /** What was typed, one for each unit, then the stop words. */
  readonly #forms: readonly Form[]
  /** By word number: one more than the place in `#roles`. */
  readonly #roleOfWord: Uint16Array
  readonly #roles: Role[] = []
  readonly #fieldCount: number
  /** By form and field: how often. */
  readonly #often: Uint32Array
  readonly #unitLastSeen: Int32Array
  readonly #unitInTitle: Uint8Array
  readonly #unitSeen: Uint8Array

  constructor(papers: PaperIndex, units: readonly WordUnit[], stopWords: readonly TypedWord[]) {
    this.#papers = papers
    this.#units = units
    this.#fieldCount = papers.lunr.fields.length
    this.#forms = [
      ...units.map(({ typed, forms }) => ({ ...typed, words: forms, idf: 0 })),
      ...stopWords.map((typed) => ({ ...typed, words: [typed.word], isOpen: false, idf: 0 })),
    ].map((form, at) => ({ ...form, idf: this.#idf(form, units[at]) }))
    this.#roleOfWord = papers.rolesOfWords()
    this.#giveRoles()
    this.#often = new Uint32Array(this.#forms.length * this.#fieldCount)
    this.#unitLastSeen = new Int32Array(units.length)
    this.#unitInTitle = new Uint8Array(units.length)
    this.#unitSeen = new Uint8Array(units.length)
  }

  read(slot: number): PaperFacts {
    const { lunr } = this.#papers
    const roleOfWord = this.#roleOfWord
    const often = this.#often.fill(0)
    const lastSeen = this.#unitLastSeen
    const inTitle = this.#unitInTitle.fill(0)
    const seen = this.#unitSeen.fill(0)
    const { page, start, end } = lunr.bytesOfWords(slot) ?? NO_BYTES
    let titleWords = 0
    let pairsInTitle = 0
    let shortest = FAR
    let at = start
    for (let field = 0; at < end; field += 1) {
      let byte = page[at++] as number
      let left = byte & 127
      for (let shift = 7; byte >= 128; shift += 7) {
        byte = page[at++] as number
        left |= (byte & 127) << shift
      }
      // it is the last field, and what follows in it is left unread
      if (field === PDF) left = Math.min(left, MOST_OF_PDF)
      lastSeen.fill(-FAR)
      // places among the words that aren't stop words
      let place = 0
      for (; left > 0; left -= 1) {
        byte = page[at++] as number
        let word = byte & 127
        for (let shift = 7; byte >= 128; shift += 7) {
          byte = page[at++] as number
          word |= (byte & 127) << shift
        }
        const code = roleOfWord[word] as number
        if (code === 0) {
          place += 1
          continue
        }
        if (code === STOP_WORD) continue
        const { units, forms, isStopWord } = this.#roles[code - 1] as Role
        if (!isStopWord) place += 1
        for (const form of forms) this.#count(form, field)
        if (units.length === 0) continue
        if (field === TITLE) titleWords += 1
        for (const unit of units) {
          if (!this.#counts(unit, field)) continue
          seen[unit] = 1
          lastSeen[unit] = place
          if (field === TITLE) {
            inTitle[unit] = 1
            if (unit > 0 && lastSeen[unit - 1] === place - 1) pairsInTitle += 1
          }
          shortest = Math.min(shortest, this.#spanBack(place))
        }
      }
      if (field === PDF) break
    }
    const count = this.#units.length
    return {
      coverage: sum(seen) / count,
      ...this.#typedForms(slot, often),
      inTitle: sum(inTitle),
      titleWords,
      pairsInTitle,
      closeness: count < 2 || shortest >= FAR ? 0 : (count - 1) / Math.max(count - 1, shortest),
    }
  }

  /** Has to follow when all is read: what words mean is kept in one array for all searches. */
  close(): void {
    this.#papers.forgetRoles()
  }

  #giveRoles(): void {
    const { lunr } = this.#papers
    const unitsOfTerm = new Map<number, number[]>()
    this.#units.forEach(({ terms }, unit) => {
      for (const { term } of terms) unitsOfTerm.set(term, [...(unitsOfTerm.get(term) ?? []), unit])
    })
    const formsOfWord = new Map<number, number[]>()
    this.#forms.forEach(({ words, isOpen }, form) => {
      for (const word of isOpen ? [] : words) {
        const id = lunr.words.idOf(word)
        if (id !== undefined) formsOfWord.set(id, [...(formsOfWord.get(id) ?? []), form])
      }
    })
    const known = new Map<string, number>()
    const give = (word: number, units: readonly number[]): void => {
      const forms = [...(formsOfWord.get(word) ?? []), ...units.filter((unit) => this.#isBeginning(unit, word))]
      const key = `${units.join()} ${forms.join()}`
      let code = known.get(key)
      if (code === undefined) {
        code = this.#roles.push({ units, forms, isStopWord: lunr.termOfWordId(word) < 0 })
        known.set(key, code)
      }
      this.#papers.setRole(word, code)
    }
    for (const word of formsOfWord.keys()) give(word, [])
    for (const [term, units] of unitsOfTerm) for (const word of lunr.wordsOfTerm(term)) give(word, units)
  }

  #counts(form: number, field: number): boolean {
    return ((((this.#forms[form]?.fields ?? 0) >>> field) & 1) as number) === 1
  }

  #count(form: number, field: number): void {
    if (!this.#counts(form, field)) return
    const at = form * this.#fieldCount + field
    this.#often[at] = (this.#often[at] as number) + 1
  }

  #typedForms(slot: number, often: Uint32Array): { asTyped: number; shareAsTyped: number } {
    const { lunr } = this.#papers
    let asTyped = 0
    let found = 0
    this.#forms.forEach(({ idf }, form) => {
      let worth = 0
      for (let field = 0; field < this.#fieldCount; field += 1) {
        const count = often[form * this.#fieldCount + field] as number
        if (count === 0) continue
        const norm = K1 * (1 - B + B * (lunr.lengthOf(slot, field) / lunr.averageLength(field)))
        worth += ((lunr.fields[field]?.boost ?? 1) * ((K1 + 1) * count)) / (norm + count)
      }
      asTyped += idf * worth
      if (worth > 0) found += 1
    })
    return { asTyped, shareAsTyped: found / this.#forms.length }
  }

  /** Whether a word begins as an unfinished one was typed. */
  #isBeginning(form: number, word: number): boolean {
    const { isOpen, words } = this.#forms[form] ?? {}
    const written = isOpen ? this.#papers.lunr.words.wordOf(word) : ''
    return isOpen === true && words !== undefined && words.some((typed) => written.startsWith(typed))
  }

  #idf({ words, isOpen }: Form, unit: WordUnit | undefined): number {
    const { lunr } = this.#papers
    let held = 0
    for (const word of words) held += lunr.holdersOf(lunr.words.idOf(word) ?? -1)
    if (isOpen && unit) held = heldBy(lunr, unit)
    held = Math.min(held, lunr.size)
    return Math.log(1 + (lunr.size - held + 0.5) / (held + 0.5))
  }

  /** From the place where the unit that was seen longest ago stands to here; FAR while one is missing. */
  #spanBack(place: number): number {
    let first = place
    for (const seen of this.#unitLastSeen) if (seen < first) first = seen
    return first < 0 ? FAR : place - first
  }
}

function sum(flags: Uint8Array): number {
  let total = 0
  for (const flag of flags) total += flag
  return total
}
