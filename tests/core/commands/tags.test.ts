// Owns the facts about tags as words: renamed, made one, coloured, deleted, and all of it taken back.
import { beforeEach, describe, expect, it } from 'vitest'
import { addTags, colourTag, deleteTag, removeTags, renameTag } from '#core/commands/tags.ts'
import { redo, undo } from '#core/history.ts'
import { listTags } from '#core/queries/tags.ts'
import { getPaper } from '#core/queries/paper.ts'
import { addPapers, openLibrary, type TestLibrary } from '#tests/support/library.ts'

const first = '2611.00001'
const second = '2611.00002'
let library: TestLibrary

beforeEach(() => {
  library = openLibrary()
  addPapers(library, [{ id: first }, { id: second }])
  addTags(library.context, { ids: [first, second], names: ['proofs'] })
  addTags(library.context, { ids: [second], names: ['lemmas'] })
})

const tagsOf = (id: string) => getPaper(library.store, id).tags.toSorted()

const words = () => listTags(library.store).map(({ name, papers, colour }) => [name, papers, colour])

describe('tags.rename', () => {
  it('gives every paper the new name', () => {
    renameTag(library.context, { name: 'proofs', to: 'Theory' })
    expect(words()).toEqual([
      ['lemmas', 1, null],
      ['Theory', 2, null],
    ])
  })

  it('may change only the case of a name', () => {
    renameTag(library.context, { name: 'proofs', to: 'Proofs' })
    expect(tagsOf(first)).toEqual(['Proofs'])
  })

  it('makes two tags one where the name is taken, and undo makes them two again', () => {
    const before = words()
    const done = renameTag(library.context, { name: 'proofs', to: 'Lemmas' })
    expect(done.sentence).toBe('Merged the tag #proofs into #lemmas.')
    expect(words()).toEqual([['lemmas', 2, null]])
    undo(library.store)
    expect(words()).toEqual(before)
    expect(tagsOf(first)).toEqual(['proofs'])
    redo(library.store)
    expect(words()).toEqual([['lemmas', 2, null]])
  })

  it('makes two tags one also where their letters have accents', () => {
    addTags(library.context, { ids: [first], names: ['ökonomie'] })
    const done = renameTag(library.context, { name: 'proofs', to: 'Ökonomie' })
    expect(done.sentence).toBe('Merged the tag #proofs into #ökonomie.')
    expect(words()).toEqual([
      ['lemmas', 1, null],
      ['ökonomie', 2, null],
    ])
  })

  it('says so where there is no such tag', () => {
    expect(() => renameTag(library.context, { name: 'gone', to: 'x' })).toThrow('There is no tag #gone any more.')
  })
})

describe('tags.add and tags.remove', () => {
  it('name a known tag as it was first written, a new one as it is given', () => {
    expect(addTags(library.context, { ids: [first], names: ['LEMMAS', 'New'] }).sentence).toMatch(/ #lemmas #New\.$/)
    expect(addTags(library.context, { ids: [first], names: ['LEMMAS'] }).sentence).toBe('Already tagged #lemmas.')
    expect(removeTags(library.context, { ids: [first], names: ['Lemmas'] }).sentence).toMatch(/^Took #lemmas off /)
  })

  it('find a known tag without regard to case in every script, and however its accents are written', () => {
    addTags(library.context, { ids: [first], names: ['théorie', 'Ökonomie'] })
    addTags(library.context, { ids: [second], names: ['THE\u0301ORIE', 'ökonomie'] })
    expect(tagsOf(second)).toEqual(['lemmas', 'proofs', 'théorie', 'Ökonomie'])
    expect(words()).toHaveLength(4)
  })
})

describe('tags.colour', () => {
  it('keeps a colour through a rename, and takes it off again', () => {
    colourTag(library.context, { name: 'proofs', colour: 'green' })
    renameTag(library.context, { name: 'proofs', to: 'theory' })
    expect(words()).toContainEqual(['theory', 2, 'green'])
    colourTag(library.context, { name: 'theory', colour: null })
    expect(words()).toContainEqual(['theory', 2, null])
  })
})

describe('tags.delete', () => {
  it('takes a tag off every paper, and undo gives it back to each', () => {
    deleteTag(library.context, { name: 'PROOFS' })
    expect(tagsOf(first)).toEqual([])
    expect(tagsOf(second)).toEqual(['lemmas'])
    undo(library.store)
    expect(tagsOf(first)).toEqual(['proofs'])
    expect(tagsOf(second)).toEqual(['lemmas', 'proofs'])
  })
})
