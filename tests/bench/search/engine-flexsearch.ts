// Owns FlexSearch under measurement: beginnings of words indexed, its latin encoder, suggestions where not all words are found.
import flexsearch from 'flexsearch'
import type { BenchPaper } from './corpus.ts'
import { type Engine, LIMIT } from './engine.ts'
import type { BenchQuery } from './known-items.ts'

const { Charset, Index } = flexsearch

export class FlexSearchEngine implements Engine {
  readonly #title = new Index({ tokenize: 'forward', encoder: Charset.LatinBalance })
  readonly #all = new Index({ tokenize: 'forward', encoder: Charset.LatinBalance })
  readonly #ids: string[] = []

  prepare(): Promise<void> {
    return Promise.resolve()
  }

  build(papers: readonly BenchPaper[]): Promise<void> {
    return this.add(papers)
  }

  add(papers: readonly BenchPaper[]): Promise<void> {
    for (const { id, title, authors, abstract } of papers) {
      const number = this.#ids.push(id) - 1
      this.#title.add(number, title)
      this.#all.add(number, `${title} ${authors.join(' ')} ${abstract}`)
    }
    return Promise.resolve()
  }

  keep(): Promise<boolean> {
    return Promise.resolve(false)
  }

  open(): Promise<void> {
    return Promise.reject(new Error('nothing was kept'))
  }

  search({ kind, words, without }: BenchQuery): Promise<string[]> {
    const text = words.join(' ')
    const inTitle = this.#title.search(text, { limit: LIMIT, suggest: false }) as number[]
    const found = new Set(inTitle)
    if (kind !== 'field')
      for (const id of this.#all.search(text, { limit: without === null ? LIMIT : 1000, suggest: true }) as number[]) found.add(id)
    const out = new Set(without === null ? [] : (this.#all.search(without, { limit: 1_000_000 }) as number[]))
    return Promise.resolve(
      [...found]
        .filter((id) => !out.has(id))
        .slice(0, LIMIT)
        .map((id) => this.#ids[id] ?? ''),
    )
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
