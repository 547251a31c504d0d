// Owns the proof that every door takes hostile things as what they are: calls, frames, imported files, pictures, key maps; and that what goes out again is clean.
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { api, type CallName, isCallName } from '#contract/api.ts'
import { ClientFrame } from '#contract/wire.ts'
import { readMarksCsv } from '#core/annotations/marks-csv.ts'
import { readWebAnnotations } from '#core/annotations/web-annotation.ts'
import { createApp } from '#core/app.ts'
import { digestHtml } from '#core/digest/write-digest.ts'
import { atomOf, jsonFeedOf } from '#core/export/feed.ts'
import { journalFileName, paperFileName, sameName } from '#core/exchange/vault/vault-names.ts'
import { bibliographyEntries } from '#domain/bibliography.ts'
import { findPaperReferences } from '#domain/paper-references.ts'
import { isPaperId } from '#domain/paper.ts'
import { PICTURE_HOSTS, pictureAddress, pictureType } from '#domain/picture.ts'
import { changedSettings, CoreSettings, DEFAULT_SETTINGS, Settings, SettingsPatch } from '#domain/settings.ts'
import { createBindings } from '#renderer/keys/bindings.ts'
import { readKeyMap } from '#renderer/keys/key-map.ts'
import { exportPaper } from '#tests/core/export/papers-to-export.ts'
import { addPapers } from '#tests/support/library.ts'
import { memoryPorts } from '#tests/support/memory-ports.ts'
import { seed } from '#tests/support/seed.ts'
import { hostileAddress, hostileJson, hostileText, inputs } from './hostile-text.ts'

const run = { seed, numRuns: Math.ceil(inputs / 2) }
const signal = new AbortController().signal
let given = 0
afterAll(() => void process.stdout.write(`${given} hostile things at the doors, seed ${seed}\n`))

const PAPER = '2611.00001'

function untouched(): void {
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
}

const PLAUSIBLE: readonly object[] = [
  {},
  { id: PAPER },
  { ids: [PAPER] },
  { paperId: PAPER },
  { id: PAPER, text: 'A note.', baseRevision: 0 },
  { ids: [PAPER], state: 'later' },
  { ids: [PAPER], read: true },
  { ids: [PAPER], until: '2030-01-01' },
  { ids: [PAPER], names: ['a tag'] },
  { ids: [PAPER], before: null },
  { text: 'a word', limit: 5 },
  { query: 'a word', name: 'mine' },
  { kind: 'author', text: 'A. Writer', key: 'a. writer' },
  { hash: 'a'.repeat(64) },
  { id: 1, limit: 5 },
  { place: { kind: 'all' } },
  { from: '2026-11-01', to: '2026-11-20' },
  { of: 'day', format: 'atom' },
  { format: 'json' },
]

/** These write to the disk of the machine, whatever they are given. */
const TO_DISK = new Set<CallName>(['secrets.set', 'citations.addStyle', 'library.backup'])

test('every call answers any input with a value or a sentence, and nothing is an error of the program', async () => {
  const memory = memoryPorts()
  const app = createApp(memory.ports, { settings: CoreSettings.parse({ ...DEFAULT_SETTINGS, networkOn: false }), checkOutputs: true })
  onTestFinished(() => memory.finish(app.close()))
  addPapers({ store: { sql: memory.ports.database, transaction: (work) => work() } }, [{ id: PAPER }])
  const names = Object.keys(api).filter((name) => isCallName(name) && api[name].owner === 'core' && !TO_DISK.has(name)) as CallName[]
  const fields = [
    'id',
    'ids',
    'text',
    'name',
    'names',
    'path',
    'hash',
    'query',
    'place',
    'from',
    'to',
    'state',
    'kind',
    'key',
    'format',
    'limit',
  ]
  const fine = fc.constantFrom<unknown>(
    PAPER,
    [PAPER],
    'later',
    'author',
    'json',
    'a'.repeat(64),
    { kind: 'all' },
    1,
    true,
    null,
    '2026-11-20',
  )
  const input = fc.dictionary(
    fc.oneof(fc.constantFrom(...fields), fc.constant('__proto__')),
    fc.oneof(fine, hostileText, hostileAddress, hostileJson),
    {
      maxKeys: 6,
    },
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), fc.oneof(input, hostileJson), async (name, value) => {
      given += 1
      const outcome = await memory.finish(app.dispatch(name, value, { signal }))
      if (!outcome.ok) expect([name, outcome.error.code, outcome.error.detail]).not.toEqual([name, 'internal', outcome.error.detail])
      untouched()
    }),
    run,
  )
  // what each takes for good, so that none is only refused at its door
  for (const name of names) {
    for (const value of PLAUSIBLE) {
      given += 1
      const outcome = await memory.finish(app.dispatch(name, value, { signal }))
      if (!outcome.ok)
        expect([name, value, outcome.error.code, outcome.error.detail]).not.toEqual([name, value, 'internal', outcome.error.detail])
    }
  }
  expect(await app.dispatch('papers.list', { place: { kind: 'all' } }, { signal })).toMatchObject({ ok: true })
})

test('what comes over the wire is a frame or nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        hostileJson,
        fc.record({ type: fc.constantFrom('call', 'cancel', '__proto__'), id: hostileJson, name: hostileText, input: hostileJson }),
      ),
      (frame) => {
        given += 1
        expect(typeof ClientFrame.safeParse(frame).success).toBe('boolean')
        untouched()
      },
    ),
    run,
  )
})

test('bibliographies, marks and tables of other programs are papers and marks, or nothing', () => {
  const json = hostileJson.map((value) => JSON.stringify(value) ?? 'null')
  const ris = hostileText.map((text) => `TY  - JOUR\nTI  - ${text}\nDO  - ${text}\nUR  - ${text}\nER  -\n`)
  const bibtex = hostileText.map((text) => `@misc{k,\n title = {${text}},\n eprint = "${text}",\n url = ${text}\n}\n@string{a = ${text}}`)
  const csl = hostileJson.map((value) => JSON.stringify([{ title: value, DOI: value, URL: value, __proto__: value }, value]))
  const w3c = hostileJson.map((value) =>
    JSON.stringify({ type: 'AnnotationPage', items: [{ id: 'x', body: value, target: { selector: value } }, value] }),
  )
  const hypothesis = hostileJson.map((value) => JSON.stringify({ annotations: [{ text: value, tags: value, target: value }, value] }))
  const csv = hostileText.map((text) => `quote,comment,page\n"${text}",${text},${text}\n`)
  fc.assert(
    fc.property(fc.oneof(json, ris, bibtex, csl, w3c, hypothesis, csv, hostileText), (text) => {
      given += 1
      for (const id of findPaperReferences(text).ids) expect(isPaperId(id)).toBe(true)
      expect(bibliographyEntries(text) === null || Array.isArray(bibliographyEntries(text))).toBe(true)
      for (const read of [readWebAnnotations(text), readMarksCsv(text)])
        for (const { exact, tags } of read?.quotes ?? []) expect([typeof exact, tags.length <= 50]).toEqual(['string', true])
      untouched()
    }),
    run,
  )
})

test('bytes are a picture only by what they begin with, and never a page, a script or an SVG', () => {
  const magic = fc.constantFrom('\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'GIF89a', 'RIFF\0\0\0\0WEBP', '\0\0\0 ftypavif')
  const other = fc.constantFrom(
    '<svg onload=owned()>',
    '<?xml version="1.0"?><svg/>',
    '<!doctype html>',
    '%PDF-1.7',
    'PK\x03\x04',
    'BM',
    '\0\0\x01\0',
    '#!/bin/sh',
    'MZ',
  )
  fc.assert(
    fc.property(other, fc.oneof(magic, other), hostileText, (head, second, text) => {
      given += 1
      expect(pictureType(Buffer.from(`${head}${second}${text}`, 'latin1'))).toBeNull()
      expect(pictureType(Buffer.from(` ${second}`, 'latin1'))).toBeNull()
    }),
    run,
  )
})

test('a picture is asked of a listed host over https and without a query, whatever the source names; elsewhere of the address that stands for it', () => {
  const address = fc.oneof(
    hostileAddress,
    fc
      .tuple(
        fc.constantFrom(
          ...PICTURE_HOSTS,
          'HUGGINGFACE.CO',
          'huggingface.co:8080',
          'huggingface.co.',
          'a@huggingface.co',
          'huggingface.co\\@x',
          'evilhuggingface.co',
        ),
        hostileText,
      )
      .map(([host, rest]) => `https://${host}/${rest}`),
  )
  fc.assert(
    fc.property(address, (text) => {
      given += 1
      const asked = pictureAddress(text, 'https://huggingface.co')
      if (asked === null) return
      const url = new URL(asked)
      expect([url.protocol, (PICTURE_HOSTS as readonly string[]).includes(url.host), url.username, url.search, url.hash]).toEqual([
        'https:',
        true,
        '',
        '',
        '',
      ])
      expect(new URL(pictureAddress(text, 'http://127.0.0.1:4567') ?? '').host).toBe('127.0.0.1:4567')
    }),
    run,
  )
})

test('a key map, a theme and every other setting of anything leave settings that hold', () => {
  const keys = fc.dictionary(
    fc.oneof(fc.constantFrom('triage.later', 'list.next', '__proto__', 'constructor'), hostileText),
    fc.oneof(hostileText, fc.constantFrom('j', 'Shift+Q', '', 'g g', 'Ctrl+')),
  )
  fc.assert(
    fc.property(keys, hostileJson, fc.constantFrom(...Object.keys(SettingsPatch.shape)), (map, value, name) => {
      given += 1
      const read = readKeyMap(JSON.stringify({ kind: 'dogear-keys', version: 1, keys: map }))
      const bindings = createBindings({ ...map, ...read.keys })
      expect(bindings.match('j')).toBeDefined()
      const patch = SettingsPatch.safeParse({ [name]: value })
      if (patch.success) expect(Settings.safeParse(changedSettings(DEFAULT_SETTINGS, patch.data)).success).toBe(true)
      expect(Settings.safeParse(Settings.parse({ [name]: value, keys: map })).success).toBe(true)
      untouched()
    }),
    { seed, numRuns: Math.ceil(inputs / 10) },
  )
})

/** What a program that looks at a name may take for something else. */
const MISLEADING = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/

test('names of files in a vault stay in its folders and are what they seem', () => {
  const tricks = fc.constantFrom(
    '../..',
    '%2e%2e%2f',
    'a\u0000b',
    'gnp.\u202eexe',
    '．．／',
    'e\u0301',
    '\u00e9',
    'CON',
    'COM\u00b9',
    'nul .',
    'a:stream',
    '~',
    '-rf',
    '\u2024\u2024/',
  )
  fc.assert(
    fc.property(fc.oneof(hostileText, tricks, hostileAddress), fc.constantFrom('obsidian' as const, 'logseq' as const), (title, kind) => {
      given += 1
      const name = paperFileName(kind, title, PAPER)
      expect(name.split('/')).toHaveLength(2)
      expect(name).not.toMatch(MISLEADING)
      expect(name).not.toMatch(/[\\:*?"<>|]|\/[\s.~-]|[\s.]\.md$/)
      expect(name.endsWith(`${PAPER}.md`)).toBe(true)
      expect(sameName(name)).toBe(sameName(name.normalize('NFD')))
      expect(new TextEncoder().encode(name).byteLength).toBeLessThan(255)
    }),
    run,
  )
  expect(journalFileName('obsidian', '2026-11-20')).toBe('Daily/2026-11-20.md')
})

test('what goes out as mail or feed holds no tag, no address and no entity that came in', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      given += 1
      const paper = exportPaper({ id: PAPER, title: text, abstract: text, allAuthors: [{ name: text }], keywords: [text] })
      const listed = {
        id: PAPER,
        title: text,
        authors: text,
        organization: text,
        votes: 1,
        rise: null,
        summary: text,
        why: text,
        url: `https://huggingface.co/papers/${PAPER}`,
      }
      const digest = { kind: 'daily' as const, day: '2026-11-20', sinceMs: 0, madeAtMs: 0, title: text, subject: text }
      const html = digestHtml({ ...digest, sections: [{ name: 'top', papers: [listed], more: 0 }] })
      expect(html).not.toMatch(/<(?:script|img|iframe|svg|object|embed|link|base|form|input)\b/i)
      expect(html).not.toMatch(/<[^>]*\son\w+\s*=/i)
      for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^(?:https:\/\/huggingface\.co\/|dogear:\/\/)/)
      const feed = { title: text, id: 'urn:dogear:x', updatedMs: 0, papers: [paper] }
      const tags = new Set<string>()
      const parser = new SaxesParser()
      parser.on('error', (error) => {
        throw error
      })
      parser.on('opentag', ({ name }) => tags.add(name))
      parser.write(atomOf(feed)).close()
      expect([...tags].sort()).toEqual(['author', 'entry', 'feed', 'id', 'link', 'name', 'summary', 'title', 'updated'])
      expect(JSON.parse(jsonFeedOf(feed))).toMatchObject({ items: [{ url: `https://huggingface.co/papers/${PAPER}` }] })
    }),
    run,
  )
})
