// Owns the running of citeproc-js: a style over items, as HTML.
import citeproc from 'citeproc'
import type { BibliographyJob, Bibliography } from '#core/ports.ts'

/** Throws what citeproc throws for a style that it can't read. */
export function makeBibliography({ style, items }: BibliographyJob, locale: (language: string) => string): Bibliography {
  const byId = new Map(items.map((item) => [item.id, item]))
  const engine = new citeproc.Engine({ retrieveLocale: locale, retrieveItem: (id) => byId.get(id) }, style)
  engine.setOutputFormat('html')
  engine.updateItems([...byId.keys()])
  const made = engine.makeBibliography()
  return made === false ? null : made[1]
}
