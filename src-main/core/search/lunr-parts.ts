// Owns the doors into Lunr: its analysis pipelines and its query language, with the types it has in fact.
import lunr from 'lunr'

export const OPTIONAL = 1
export const REQUIRED = 2
export const PROHIBITED = 3

/** A clause as Lunr's parser leaves it (lunr.Query~Clause); @types/lunr says less than there is. */
export interface LunrClause {
  term: string
  fields: string[]
  boost: number
  usePipeline: boolean
  wildcard: number
  presence: number
  editDistance?: number
}

export interface LunrQuery {
  readonly clauses: LunrClause[]
  readonly allFields: string[]
  clause(clause: Partial<LunrClause> & { term: string }): LunrQuery
  term(term: string, options: Partial<LunrClause>): LunrQuery
}

interface Pipeline {
  add(...functions: unknown[]): void
  runString(text: string): string[]
}

interface LunrFacts {
  Query: new (fields: string[]) => LunrQuery
  QueryParser: new (text: string, query: LunrQuery) => { parse(): LunrQuery }
  Pipeline: new () => Pipeline
  trimmer: unknown
  stopWordFilter: unknown
  stemmer: unknown
}

const facts = lunr as unknown as LunrFacts

export function newQuery(fields: readonly string[]): LunrQuery {
  return new facts.Query([...fields])
}

/** Lunr's own reading of its query language. Throws lunr.QueryParseError. */
export function parseLunrQuery(text: string, fields: readonly string[]): LunrQuery {
  return new facts.QueryParser(text, newQuery(fields)).parse()
}

/** What `lunr(config)` puts documents through: trimmer, stop words, stemmer. */
export function documentPipeline(): Pipeline {
  const pipeline = new facts.Pipeline()
  pipeline.add(facts.trimmer, facts.stopWordFilter, facts.stemmer)
  return pipeline
}

/** What `lunr(config)` puts the terms of a query through: the stemmer alone. */
export function queryPipeline(): Pipeline {
  const pipeline = new facts.Pipeline()
  pipeline.add(facts.stemmer)
  return pipeline
}

/** The words of a text as lunr.tokenizer cuts them: lower case, cut at white space and hyphens. */
export function cutWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s-]+/)
    .filter((word) => word !== '')
}
