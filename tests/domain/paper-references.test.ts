// Owns the facts about which papers a pasted text names.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findPaperReferences, paperIdOfWord } from '#domain/paper-references.ts'

test.each([
  '2611.00001',
  '2611.00001v3',
  'arXiv:2611.00001',
  'https://arxiv.org/abs/2611.00001v2',
  'http://www.arxiv.org/pdf/2611.00001.pdf',
  'arxiv.org/abs/2611.00001',
  'https://huggingface.co/papers/2611.00001',
  'https://huggingface.co/papers/2611.00001/',
  'hf.co/papers/2611.00001',
  'https://www.alphaxiv.org/abs/2611.00001',
  'https://www.semanticscholar.org/arxiv/2611.00001',
  'https://api.semanticscholar.org/arXiv:2611.00001',
  '10.48550/arXiv.2611.00001',
  'https://doi.org/10.48550/arXiv.2611.00001',
  'doi:10.48550/arxiv.2611.00001',
])('%s is a paper of arXiv', (word) => {
  expect(paperIdOfWord(word)).toBe('2611.00001')
})

test('a list names each paper once, in order, and tells what it can not read', () => {
  const text =
    '- 2611.00002, see (https://arxiv.org/abs/2611.00001)\nagain arXiv: 2611.00002; hep-th/9901001.\nhttps://example.org/a 10.1000/abc'
  expect(findPaperReferences(text)).toEqual({
    ids: ['2611.00002', '2611.00001', 'hep-th/9901001'],
    unread: ['https://example.org/a', '10.1000/abc'],
  })
  expect(findPaperReferences('nothing of the kind')).toEqual({ ids: [], unread: ['nothing of the kind'] })
  expect(findPaperReferences('  ')).toEqual({ ids: [], unread: [] })
})

test('BibTeX is read by the fields that name a paper, not by what its abstract mentions', () => {
  const text = `@string{x = "y"}
@misc{a, title = {A {Made} Title}, eprint = {2611.00001}, archiveprefix = {arXiv}, abstract = {unlike 2611.00009}}
@article{b, title = "Two", journal = {arXiv preprint arXiv:2611.00002}, year = 2026}
@article{c, title = {Printed only}, abstract = {after 2611.00009}}
@misc{d, doi = "10.48550/arXiv.2611.00003"}`
  expect(findPaperReferences(text)).toEqual({ ids: ['2611.00001', '2611.00002', '2611.00003'], unread: ['Printed only'] })
})

test('an entry of BibTeX that never ends does not swallow the next', () => {
  const text = '@misc{a, title = {Never {ends,\n  eprint = {2611.00001}\n@misc{b, title = {Whole}, eprint = {2611.00002}}\n'
  expect(findPaperReferences(text).ids).toEqual(['2611.00001', '2611.00002'])
})

test('RIS is read with and without ends, and with any line break', () => {
  const text =
    'TY  - UNPB\r\nTI  - One\r\nUR  - https://arxiv.org/abs/2611.00001\r\nER  - \r\n\r\nTY  - JOUR\rTI  - None\rTY  - JOUR\nDO  - 10.48550/arXiv.2611.00002\n'
  expect(findPaperReferences(text)).toEqual({ ids: ['2611.00001', '2611.00002'], unread: ['None'] })
})

test('CSL-JSON is read as a list, as one item, and with anything in its fields', () => {
  const items = [{ id: 'x', title: 'One', DOI: '10.48550/arXiv.2611.00001' }, { title: 'No', DOI: null, URL: 4 }, 7, null]
  expect(findPaperReferences(JSON.stringify(items))).toEqual({ ids: ['2611.00001'], unread: ['No'] })
  expect(findPaperReferences('{"number":"arXiv:2611.00002"}').ids).toEqual(['2611.00002'])
})

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.string({ maxLength: 400 }), (text) => void findPaperReferences(`@misc{a, ${text}`)))
  fc.assert(fc.property(fc.string({ maxLength: 400 }), (text) => void findPaperReferences(text)))
})
