// Owns the facts about sending papers to Zotero, against a copy of its connector.
import { expect, onTestFinished, test } from 'vitest'
import { askZotero } from '#adapters/zotero-connector.ts'
import { sendToZotero, zoteroItem, type ZoteroParts } from '#core/exchange/zotero.ts'
import { readActivity } from '#core/storage/sync-rows.ts'
import { arxivFacts, exportPaper } from '#tests/core/export/papers-to-export.ts'
import { openLibrary } from '#tests/support/library.ts'
import { startZotero, type ZoteroReplica, type ZoteroReplicaOptions } from '#tests/support/zotero-replica.ts'

const signal = new AbortController().signal
const papers = (count: number) => Array.from({ length: count }, (_, index) => exportPaper({ id: `2608.${10_000 + index}` }))

async function desk(options?: ZoteroReplicaOptions): Promise<{ zotero: ZoteroReplica; parts: ZoteroParts }> {
  const zotero = await startZotero(options)
  onTestFinished(() => zotero.close())
  const { store, context } = openLibrary()
  return { zotero, parts: { store, port: zotero.port, ports: { zotero: askZotero, clock: context.clock, random: context.random } } }
}

test('papers come into the selected collection as preprints, with names, tags and the note', async () => {
  const { zotero, parts } = await desk()
  const paper = exportPaper({
    arxiv: arxivFacts,
    tags: ['to cite'],
    note: '# Why <b>?\nso\n\nthen',
    allAuthors: [{ name: 'Ada B. Quill' }, { name: 'Corner Team' }, { name: 'John Public Jr.' }],
  })
  expect((await sendToZotero(parts, [paper], { signal })).sentence).toBe('Sent one paper to Zotero, into “To read”.')
  expect(zotero.saved).toMatchObject([
    {
      itemType: 'preprint',
      title: 'Folding the corner',
      creators: [
        { creatorType: 'author', firstName: 'Ada B.', lastName: 'Quill' },
        { creatorType: 'author', name: 'Corner Team' },
        { creatorType: 'author', firstName: 'John', lastName: 'Public, Jr.' },
      ],
      date: '2026-08-18',
      repository: 'arXiv',
      archiveID: 'arXiv:2608.01234',
      DOI: '10.1234/fold_2026#7',
      extra: 'Citation Key: quill-2608.01234',
      tags: [{ tag: 'to cite' }],
      notes: [{ note: '<p># Why &lt;b&gt;?<br/>so</p><p>then</p>' }],
    },
  ])
})

test('many go in lots, each request stands in the list of requests, and the address is this machine', async () => {
  const { zotero, parts } = await desk()
  expect((await sendToZotero(parts, papers(120), { signal })).sent).toBe(120)
  expect(zotero.saved).toHaveLength(120)
  const { entries } = readActivity(parts.store, 100)
  expect(entries.filter(({ path }) => path === '/connector/saveItems')).toHaveLength(3)
  expect(new Set(entries.map(({ host, why }) => `${host} ${why}`))).toEqual(new Set([`127.0.0.1:${zotero.port} papers sent to Zotero`]))
})

test('without a Zotero, with one whose library can’t be written, and with one that stops in the middle it is told', async () => {
  const { zotero, parts } = await desk()
  await zotero.close()
  await expect(sendToZotero(parts, papers(1), { signal })).rejects.toThrow('No Zotero answers on this machine')
  const closed = await desk({ editable: false })
  await expect(sendToZotero(closed.parts, papers(1), { signal })).rejects.toThrow('can’t be written')
  expect(closed.zotero.saved).toEqual([])
  const stopping = await desk({ refuses: { from: 2, status: 500 } })
  await expect(sendToZotero(stopping.parts, papers(60), { signal })).rejects.toThrow(/answered 500.*50 papers were sent before/)
})

test('cancelled, it asks nothing more', async () => {
  const { zotero, parts } = await desk()
  const stop = new AbortController()
  stop.abort()
  await expect(sendToZotero(parts, papers(1), { signal: stop.signal })).rejects.toThrow()
  expect(zotero.saved).toEqual([])
})

test('a paper without a date, a page or a note has empty fields, and no more', () => {
  const item = zoteroItem(exportPaper({ id: 'sample-01', sample: true, publishedAtMs: null, note: ' ' }))
  expect(item).toMatchObject({ date: '', url: '', archiveID: '', DOI: '', notes: [] })
})
