// Owns the facts about the bibliography that is kept up to date: what is in it, when it is written, and what is never written over.
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from '@retorquere/bibtex-parser'
import { expect, test } from 'vitest'
import { openDesk, type ExchangeDesk } from './exchange-desk.ts'

const PAPERS = [{ id: '2611.00001', title: 'Folding' }, { id: '2611.00002', title: 'Corners' }, { id: '2611.00003' }]
const fileOf = ({ folder }: ExchangeDesk): string => path.join(folder, 'refs.bib')
const keysOf = (desk: ExchangeDesk): string[] => parse(readFileSync(fileOf(desk), 'utf8')).entries.map(({ key }) => key)

function kept(papers = PAPERS): ExchangeDesk {
  return openDesk(papers, (folder) => ({ bibOn: true, bibFile: path.join(folder, 'refs.bib') }))
}

test('it holds every kept paper and no other, in the order of the keys, and is read by another parser', async () => {
  const desk = kept()
  await desk.call('triage.decide', { ids: ['2611.00001', '2611.00002'], state: 'later' })
  await desk.call('triage.decide', { ids: ['2611.00003'], state: 'dismissed' })
  expect((await desk.call('keeping.run', {})).kept[0]).toMatchObject({ name: 'bib', state: 'kept', papers: 2, problem: null })
  expect(keysOf(desk)).toEqual(['writercorners', 'writerfolding'])
  await desk.call('notes.save', { id: '2611.00003', text: 'still of use', baseRevision: 0 })
  await desk.call('keeping.run', {})
  expect(keysOf(desk)).toHaveLength(3)
  expect((await desk.call('citations.keys', { ids: ['2611.00002'] })).keys).toEqual([{ id: '2611.00002', key: 'writercorners' }])
})

test('a moment after a decision it is there by itself, and stays untouched while nothing of it changes', async () => {
  const desk = kept()
  desk.start()
  await desk.memory.until(() => existsSync(fileOf(desk)))
  expect(keysOf(desk)).toEqual([])
  await desk.call('triage.decide', { ids: ['2611.00001'], state: 'shortlist' })
  await desk.memory.until(() => keysOf(desk).length === 1)
  const old = new Date(1_000_000)
  utimesSync(fileOf(desk), old, old)
  await desk.call('triage.setRead', { ids: ['2611.00001'], read: true })
  await desk.call('keeping.run', {})
  expect(statSync(fileOf(desk)).mtimeMs).toBe(old.getTime())
  await desk.call('triage.decide', { ids: ['2611.00001'], state: 'dismissed' })
  await desk.memory.until(() => keysOf(desk).length === 0)
})

test('a file that Dogear did not write is left as it is, with a sentence, and another name puts it right', async () => {
  const desk = kept()
  writeFileSync(fileOf(desk), '@misc{mine, title = {My own}}\n')
  const [bib] = (await desk.call('keeping.run', {})).kept
  expect(bib).toMatchObject({ state: 'failed' })
  expect(bib?.problem).toMatch(/not written by Dogear, so it is left as it is/)
  expect(readFileSync(fileOf(desk), 'utf8')).toBe('@misc{mine, title = {My own}}\n')
  desk.set({ bibFile: path.join(desk.folder, 'other.bib') })
  expect((await desk.call('keeping.run', {})).kept[0]).toMatchObject({ state: 'kept', problem: null })
})

test.each([
  ['no place', '', /No place is named .* Name one in Import and export\./],
  ['half a path', 'refs.bib', /not named in full/],
  ['another kind of file', '/tmp/refs.txt', /ends in \.bib\. Name one in Import and export\./],
  ['a folder that is not there and can’t be', '/proc/nowhere/refs.bib', /./],
])('%s is told with a sentence and nothing is written', async (_, bibFile, sentence) => {
  const desk = openDesk(PAPERS, () => ({ bibOn: true, bibFile }))
  const [bib] = (await desk.call('keeping.run', {})).kept
  expect(bib?.state).toBe('failed')
  expect(bib?.problem).toMatch(sentence)
  expect(readdirSync(desk.folder)).toEqual([])
})

test('switched off it writes nothing and says so', async () => {
  const desk = kept()
  desk.set({ bibOn: false })
  expect((await desk.call('keeping.status', {})).kept[0]).toMatchObject({ state: 'off', papers: null })
  await desk.call('keeping.run', {})
  expect(existsSync(fileOf(desk))).toBe(false)
})

test('a reference is formatted by name of its style, or by the one that is set', async () => {
  const desk = kept()
  const apa = await desk.call('citations.format', { ids: ['2611.00001'] })
  expect(apa).toMatchObject({
    style: 'apa',
    text: 'Writer, A. (n.d.). Folding (arXiv:2611.00001). arXiv. https://arxiv.org/abs/2611.00001',
  })
  desk.set({ citationStyle: 'nature' })
  expect((await desk.call('citations.format', { ids: ['2611.00001'] })).text).toMatch(/^Writer, A\. Folding\. Preprint at/)
  await expect(desk.call('citations.format', { ids: ['2611.00001'], style: 'no-such' })).rejects.toThrow(/no citation style/)
  expect((await desk.call('citations.styles', {})).styles).toHaveLength(5)
})
