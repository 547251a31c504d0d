// Owns the proof that nothing from outside, however it is written, is more than text: each reader gives a value or a sentence.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, expect, test } from 'vitest'
import { openSettings } from '#adapters/settings-store.ts'
import { createOutsideFolders } from '#adapters/outside-folders.ts'
import { unpackArchive } from '#core/exchange/archive-file.ts'
import { parseArxivFeed } from '#core/source/arxiv.ts'
import { parseDailyPapers } from '#core/source/hugging-face.ts'
import { bibliographyEntries } from '#domain/bibliography.ts'
import { parseDogearLink } from '#domain/dogear-link.ts'
import { DogearError } from '#domain/errors.ts'
import { findPaperReferences } from '#domain/paper-references.ts'
import { isPaperId } from '#domain/paper.ts'
import { parseSearch } from '#domain/search-query.ts'
import { Settings } from '#domain/settings.ts'
import { plainText, tokenizeTex } from '#domain/tex.ts'
import { externalUrl } from '#hosts/host-calls.ts'
import { Markdown } from '#renderer/text/markdown.tsx'
import { MathText } from '#renderer/text/math-text.tsx'
import { madeRow } from '#tests/core/source/made-row.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { seed } from '#tests/support/seed.ts'
import { hostileAddress, hostileJson, hostileText, inputs } from './hostile-text.ts'

const run = { seed, numRuns: inputs }
let given = 0

afterAll(() => void process.stdout.write(`${given} hostile inputs, seed ${seed}\n`))

/** The value, or null where a sentence was said; anything else that is thrown is a bug. */
function orSentence<T>(work: () => T): T | null {
  given += 1
  try {
    return work()
  } catch (thrown) {
    if (thrown instanceof DogearError && thrown.message.length > 10) return null
    throw thrown
  }
}

function untouched(): void {
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
}

/** No tag or attribute that runs, no address that a page would ask for by itself. */
function harmless(markup: string): void {
  const tags = [...markup.matchAll(/<\/?([a-z][\w:-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/gi)]
  for (const [tag, name = '', attributes = ''] of tags) {
    expect(['script', 'iframe', 'object', 'embed', 'style', 'link', 'base', 'form', 'meta', 'image', 'foreignobject'], tag).not.toContain(
      name.toLowerCase(),
    )
    for (const [, attribute = '', value = ''] of attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)) {
      expect(attribute.toLowerCase().startsWith('on'), tag).toBe(false)
      if (['href', 'xlink:href', 'action'].includes(attribute)) expect(/^(?:https?:\/\/|#|mailto:)/i.test(value), tag).toBe(true)
      if (attribute === 'src') expect(/^(?:blob:|data:image\/|\/)/.test(value), tag).toBe(true)
      if (attribute === 'style') expect(value, tag).not.toMatch(/url\(|expression|@import/i)
    }
  }
}

test('rows of Hugging Face: every one is a paper whose addresses are pages, or is set aside with a reason', () => {
  fc.assert(
    fc.property(
      fc.record({ paper: hostileJson, outer: hostileJson, text: hostileText, url: hostileAddress }),
      ({ paper, outer, text, url }) => {
        const poisoned = madeRow('2611.00001', {
          paper: {
            title: text,
            summary: text,
            ai_summary: text,
            githubRepo: url,
            projectPage: url,
            ai_keywords: [text, paper],
            authors: [{ name: text, user: paper }],
          },
          outer: { thumbnail: url, mediaUrls: [url, paper], organization: { name: text, fullname: text, avatar: url }, submittedBy: outer },
        })
        const parsed = orSentence(() =>
          parseDailyPapers([poisoned, { paper, outer }, paper, outer, { paper: { id: url, title: text } }], '2026-11-18'),
        )
        for (const row of parsed?.rows ?? []) {
          expect(isPaperId(row.paper.id)).toBe(true)
          const addresses = JSON.stringify([row.paper, row.metrics]).match(/"(?:\w*[uU]rl|thumbnail|avatar)":"([^"]*)"/g) ?? []
          for (const address of addresses) expect(address).toMatch(/:"https?:\/\//)
        }
        for (const { reason, excerpt } of parsed?.setAside ?? []) expect([reason.length > 5, excerpt.length <= 2000]).toEqual([true, true])
        untouched()
      },
    ),
    run,
  )
})

test('arXiv’s Atom: records with bounded texts, or a sentence', () => {
  const entry = (text: string, url: string): string =>
    `<entry><id>http://arxiv.org/abs/2611.00001v1</id><title>${text}</title><summary>${text}</summary><author><name>${text}</name></author><link href="${url}"/></entry>`
  fc.assert(
    fc.property(hostileText, hostileAddress, fc.boolean(), (text, url, isEscaped) => {
      const safe = (part: string): string =>
        isEscaped ? part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;') : part
      const xml = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><feed xmlns="http://www.w3.org/2005/Atom">${entry(safe(text), safe(url))}</feed>`
      const records = orSentence(() => parseArxivFeed(xml)) ?? []
      expect(JSON.stringify(records)).not.toContain('root:')
      untouched()
    }),
    run,
  )
})

test('Markdown of notes becomes nothing that runs, loads or leads anywhere but to a page', () => {
  const ignore = (): void => {}
  fc.assert(
    fc.property(hostileText, (text) => {
      given += 1
      harmless(renderToStaticMarkup(<Markdown text={text} onOpenUrl={ignore} onOpenPaper={ignore} />))
    }),
    { ...run, numRuns: Math.ceil(inputs / 2) },
  )
})

test('titles and abstracts with TeX become nothing that runs or loads, and never fail', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      given += 1
      harmless(renderToStaticMarkup(<MathText text={text} onOpenUrl={() => {}} />))
      expect(typeof plainText(text)).toBe('string')
      expect(Array.isArray(tokenizeTex(text))).toBe(true)
    }),
    { ...run, numRuns: Math.ceil(inputs / 2) },
  )
})

test('links, addresses and names: only what they may name comes through', () => {
  const folder = tempFolder()
  const data = tempFolder()
  const chosen = path.join(folder, 'chosen')
  mkdirSync(chosen)
  const folders = createOutsideFolders(data)
  fc.assert(
    fc.property(hostileAddress, (text) => {
      const link = orSentence(() => parseDogearLink(`dogear://paper/${text}`) ?? parseDogearLink(text))
      if (link?.kind === 'paper') expect(isPaperId(link.id)).toBe(true)
      const url = orSentence(() => externalUrl(text))
      if (url != null) expect([new URL(url).protocol.startsWith('http'), new URL(url).username]).toEqual([true, ''])
      orSentence(() => folders.write(chosen, text, 'x', null))
    }),
    run,
  )
  expect(readdirSync(folder)).toEqual(['chosen'])
  expect(readdirSync(data)).toEqual([])
})

test('searches, pasted references and bibliographies: an answer for everything', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      given += 3
      expect(parseSearch(text, '2026-11-20')).toBeDefined()
      for (const id of findPaperReferences(text).ids) expect(isPaperId(id)).toBe(true)
      bibliographyEntries(`@article{${text}, title = {${text}}, eprint = {${text}}}`)
      untouched()
    }),
    run,
  )
})

test('a settings file of anything opens with valid settings, and is never wiped', () => {
  const folder = tempFolder()
  fc.assert(
    fc.property(hostileJson, fc.constantFrom('theme', 'keys', 'huggingFaceUrl', 'digest', 'textScale', 'dataFolder'), (value, key) => {
      given += 1
      writeFileSync(path.join(folder, 'settings.json'), JSON.stringify({ [key]: value, version: 1 }))
      expect(Settings.safeParse(openSettings(folder).get()).success).toBe(true)
      untouched()
    }),
    { ...run, numRuns: Math.ceil(inputs / 10) },
  )
})

test('an archive of any bytes is a sentence', async () => {
  const signal = new AbortController().signal
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (bytes, looksLikeZip) => {
      given += 1
      const whole = looksLikeZip ? Uint8Array.from([0x50, 0x4b, 3, 4, ...bytes]) : bytes
      await expect(unpackArchive(whole, () => Promise.resolve(), { signal })).rejects.toBeInstanceOf(DogearError)
    }),
    run,
  )
})
