// Owns the citation styles on disk: those that come with Dogear, and those that the reader added.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { CitationStyles } from '#core/ports.ts'
import { formatApart } from './citation-thread.ts'
import { writeFileAtomic } from './files.ts'

/** The same place seen from the source and from the built program. */
const BUNDLED = path.resolve(import.meta.dirname, '../../resources/csl')
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/
const USUAL_LOCALE = 'en-US'

export function createCitationStyles(dataFolder: string): CitationStyles & { locale(language: string): string } {
  const own = path.join(dataFolder, 'citation-styles')
  const read = (folder: string, file: string): string | null => {
    try {
      return readFileSync(path.join(folder, file), 'utf8')
    } catch {
      return null
    }
  }
  const names = (folder: string): string[] => {
    try {
      return readdirSync(folder)
        .filter((file) => file.endsWith('.csl'))
        .map((file) => file.slice(0, -'.csl'.length))
        .filter((name) => NAME.test(name))
    } catch {
      return []
    }
  }
  return {
    list: () => {
      const added = new Set(names(own))
      return [...new Set([...names(BUNDLED), ...added])].toSorted().map((name) => ({ name, added: added.has(name) }))
    },
    read: (name) => (NAME.test(name) ? (read(own, `${name}.csl`) ?? read(BUNDLED, `${name}.csl`)) : null),
    bibliography: (job, options) => formatApart(job, dataFolder, options),
    /** English where the language is not here. */
    locale: (language) => {
      const wanted = /^[A-Za-z]{2,3}(?:-[A-Za-z]{2})?$/.test(language) ? read(own, `locales-${language}.xml`) : null
      return wanted ?? read(BUNDLED, `locales-${USUAL_LOCALE}.xml`) ?? ''
    },
    add: (name, style) => {
      mkdirSync(own, { recursive: true, mode: 0o700 })
      writeFileAtomic(path.join(own, `${name}.csl`), style)
    },
    remove: (name) => {
      if (NAME.test(name)) rmSync(path.join(own, `${name}.csl`), { force: true })
    },
  }
}
