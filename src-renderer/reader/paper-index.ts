// Owns what the words of a paper can lead to: its bibliography and its numbered things, and which of them a mention means; pure.
import type { Rect } from '#domain/annotation.ts'
import type { PaperId } from '#domain/paper.ts'
import { titleWords } from '#domain/title-words.ts'
import { type BibliographyEntry, findBibliography } from './bibliography-entries.ts'
import { findMentions, type Named } from './mentions.ts'
import { findNumbered, type NumberedKind, type NumberedThing } from './numbered-things.ts'
import { bodyOf, type PageText } from './page-lines.ts'

/** A place of the paper that is shown on a card. */
export interface Target {
  kind: NumberedKind | 'reference' | 'place'
  /** `Reference 12`, `Figure 3`, `Page 4`. */
  title: string
  text: string
  page: number
  rect: Rect
  arxivId: PaperId | null
}

/** Words of a page that lead somewhere. */
export interface Lead {
  page: number
  text: string
  rects: readonly Rect[]
  /** At least one, the first is jumped to. */
  targets: readonly Target[]
}

export interface PaperIndex {
  /** Empty for a page that was not read. */
  leads(page: number): readonly Lead[]
  /** What stands at a place where a link of the file leads; null where nothing known does. */
  at(page: number, x: number | null, y: number | null, name: string | null): Target | null
  readonly references: readonly Target[]
}

/** `pages` in order; leads are found page by page when they are asked for. */
export function indexPaper(pages: readonly PageText[]): PaperIndex {
  const body = bodyOf(pages)
  const entries = findBibliography(pages, body)
  const entryTargets = new Map(entries.map((entry) => [entry, referenceTarget(entry)]))
  const references = [...entryTargets.values()]
  const byLabel = new Map(entries.flatMap((entry) => (entry.label === null ? [] : [[entry.label.toLowerCase(), entry] as const])))
  const byYear = Map.groupBy(
    entries.flatMap((entry) => entry.years.map((year) => ({ entry, year }))),
    ({ year }) => year.slice(0, 4),
  )
  const numbered = findNumbered(pages, body)
  const byKey = new Map(numbered.map((thing) => [thing.key, numberedTarget(thing)]))
  const byPage = new Map(pages.map((page) => [page.page, page]))
  const known = new Map<number, readonly Lead[]>()

  const meant = (named: Named): Target[] => {
    switch (named.kind) {
      case 'labels':
        return named.labels.flatMap((label) => entryTargets.get(byLabel.get(label.toLowerCase()) ?? none) ?? [])
      case 'author': {
        const found = works(byYear.get(named.year.slice(0, 4)) ?? [], named.surname, named.year)
        return found.flatMap((entry) => entryTargets.get(entry) ?? [])
      }
      case 'numbered': {
        const whole = byKey.get(named.key) ?? byKey.get(named.key.replace(/(\d)[a-z]$/, '$1'))
        return whole ? [whole] : []
      }
    }
  }

  const leadsOf = (page: PageText): Lead[] => {
    const leads: Lead[] = []
    for (const { named, text, rects } of findMentions(page)) {
      const targets = meant(named)
      const [first] = targets
      if (!first || rects.length === 0) continue
      const isItself = targets.some((target) => target.page === page.page && rects.every((rect) => isInside(rect, target, named)))
      const isTaken = leads.some((lead) => lead.rects.some((one) => rects.some((other) => overlap(one, other))))
      if (!isItself && !isTaken) leads.push({ page: page.page, text, rects, targets })
    }
    return leads
  }

  return {
    references,
    leads: (number) => {
      const page = byPage.get(number)
      if (!page) return []
      const leads = known.get(number) ?? leadsOf(page)
      known.set(number, leads)
      return leads
    },
    at: (page, x, y, name) => {
      const byName = name === null ? undefined : byKey.get(keyOfName(name))
      if (byName?.page === page) return byName
      if (y === null) return null
      const all = [...references, ...byKey.values()].filter((target) => target.page === page)
      const near = all
        .filter(({ rect, kind }) => fits(rect, x) && y > rect[1] - 2 && y < rect[3] + (kind === 'reference' ? 14 : 30))
        .toSorted((one, other) => Math.abs(one.rect[3] - y) - Math.abs(other.rect[3] - y))
      return near[0] ?? null
    },
  }
}

const none: BibliographyEntry = { label: null, text: '', firstAuthor: [], years: [], arxivId: null, page: -1, rect: [0, 0, 0, 0] }

function fits([left, , right]: Rect, x: number | null): boolean {
  return x === null || x === 0 || (x > left - 30 && x < right)
}

/** LaTeX names its destinations: `figure.caption.3`, `table.2`, `equation.5`, `section.4`, `subsection.4.1`. */
function keyOfName(name: string): string {
  const match =
    /^(figure|table|algorithm|equation|(?:sub)*section|appendix|theorem|lemma|proposition|corollary|definition)\.(?:caption\.)?([A-Z]?[\d.]+|[A-Z])/.exec(
      name,
    )
  return match ? `${(match[1] ?? '').replace(/^(?:sub)+/, '').replace('appendix', 'section')} ${(match[2] ?? '').toLowerCase()}` : ''
}

function works(of: readonly { entry: BibliographyEntry; year: string }[], surname: string, year: string): BibliographyEntry[] {
  const words = titleWords(surname)
  const byAuthor = of.filter(({ entry }) => words.every((word) => entry.firstAuthor.includes(word)))
  const exact = byAuthor.filter((each) => each.year === year)
  return [...new Set((exact.length > 0 ? exact : year.length === 4 ? byAuthor : []).map(({ entry }) => entry))]
}

function referenceTarget({ label, text, page, rect, arxivId }: BibliographyEntry): Target {
  const [left, bottom, right, top] = rect
  return {
    kind: 'reference',
    title: label === null ? 'Reference' : `Reference ${label}`,
    text,
    page,
    rect: [Math.max(0, left - 6), Math.max(0, bottom - 4), right + 6, top + 4],
    arxivId,
  }
}

function numberedTarget({ kind, title, text, page, rect }: NumberedThing): Target {
  return { kind, title, text, page, rect, arxivId: null }
}

/** A caption does not lead to itself, nor an entry to itself. */
function isInside([left, bottom, right, top]: Rect, { rect, kind }: Target, named: Named): boolean {
  const inside = left >= rect[0] - 1 && right <= rect[2] + 1 && bottom >= rect[1] - 1 && top <= rect[3] + 1
  return inside && (named.kind !== 'numbered' || kind !== 'reference')
}

function overlap(one: Rect, other: Rect): boolean {
  return one[0] < other[2] - 0.5 && other[0] < one[2] - 0.5 && one[1] < other[3] - 0.5 && other[1] < one[3] - 0.5
}
