// Owns the facts about finding notes and the links between them.
import { beforeEach, describe, expect, it } from 'vitest'
import { saveNote } from '#core/commands/notes.ts'
import { listPapers } from '#core/queries/lists.ts'
import { backlinks, namedPapers, noteExcerpts, resolveLinks } from '#core/queries/notes.ts'
import { addPapers, openLibrary, type TestLibrary } from '#tests/support/library.ts'

const first = '2611.00001'
const second = '2611.00002'
const third = '2611.00003'
let library: TestLibrary

beforeEach(() => {
  library = openLibrary()
  addPapers(library, [
    { id: first, title: 'Sparse hedgehogs' },
    { id: second, title: 'A theory of 100% burrows' },
    { id: third, title: 'Sparse burrows' },
  ])
  write(first, `# Claim\n\nSee [[${second}]] and [[sparse BURROWS]].`)
  write(second, 'Long words before. '.repeat(30) + 'The quill is here.')
})

function write(id: string, text: string): void {
  library.pass(10_000)
  saveNote(library.context, { id, text, baseRevision: 0 })
}

describe('papers.list of notes', () => {
  const ids = (text?: string) =>
    listPapers(library.store, {
      place: { kind: 'notes', ...(text === undefined ? {} : { text }) },
      sort: 'place',
      filter: {},
      today: '2026-11-20',
    }).ids

  it('has what was written last on top', () => {
    expect(ids()).toEqual([second, first])
  })

  it('finds every word, in the note or in the title, signs taken as they are', () => {
    expect(ids('QUILL burrows')).toEqual([second])
    expect(ids('100%')).toEqual([second])
    expect(ids('claim_')).toEqual([])
  })
})

describe('notes.excerpts', () => {
  it('shows the words that were looked for, and the first words otherwise', () => {
    const [found] = noteExcerpts(library.store, { ids: [second], around: 'quill' })
    expect(found?.text).toContain('The quill is here.')
    expect(noteExcerpts(library.store, { ids: [third, first], around: '' })).toMatchObject([
      { id: first, text: `Claim See ${second} and sparse BURROWS.` },
    ])
  })
})

describe('a line of a note', () => {
  it('is shown as it reads: of a link what it shows, of a pasted picture its words, or that it is one', () => {
    const picture = `(dogear-image:${'a1'.repeat(32)}.png)`
    write(third, `![]${picture}, ![the curve]${picture}, see [[${second}|the theory]].`)
    expect(noteExcerpts(library.store, { ids: [third], around: '' })).toMatchObject([{ text: '(picture), the curve, see the theory.' }])
  })
})

describe('notes.resolve', () => {
  it('knows identifiers, addresses and titles, and says what leads nowhere', () => {
    const links = resolveLinks(library.store, [second, `https://arxiv.org/abs/${third}`, 'sparse hedgehogs', 'nothing of that name'])
    expect(links.map(({ paper }) => paper?.id ?? null)).toEqual([second, third, first, null])
  })
})

describe('notes.backlinks', () => {
  it('finds links by identifier and by title, with the line they stand in', () => {
    expect(backlinks(library.store, second)).toEqual([{ id: first, title: 'Sparse hedgehogs', text: `See ${second} and sparse BURROWS.` }])
    expect(backlinks(library.store, third).map(({ id }) => id)).toEqual([first])
    expect(backlinks(library.store, first)).toEqual([])
  })
})

describe('papers.named', () => {
  it('finds by the beginning of an identifier and by words of a title', () => {
    expect(namedPapers(library.store, { text: '2611.', limit: 12 })).toHaveLength(3)
    expect(namedPapers(library.store, { text: 'burrow sparse', limit: 12 }).map(({ id }) => id)).toEqual([third])
    expect(namedPapers(library.store, { text: '100%', limit: 12 }).map(({ id }) => id)).toEqual([second])
    expect(namedPapers(library.store, { text: ' ', limit: 12 })).toEqual([])
  })
})
