// Owns the facts about names of vault files: legal on three systems, and no two alike on any.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { journalFileName, linkName, paperFileName, sameName } from '#core/exchange/vault/vault-names.ts'
import { awkwardTexts } from '#tests/core/export/papers-to-export.ts'

const ILLEGAL = /[<>:"\\|?*\u0000-\u001f#^[\]]/
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

test('any title gives a name that Linux, macOS and Windows take, and that is short', () => {
  const check = (title: string): void => {
    const name = paperFileName('obsidian', title, '2611.00001').replace(/^Papers\//, '')
    expect(name).not.toMatch(ILLEGAL)
    expect(name).not.toContain('/')
    expect(name).not.toMatch(RESERVED)
    expect(name).not.toMatch(/^[\s.]|[\s.]\.md$/)
    expect(name).toMatch(/2611\.00001\.md$/)
    expect(new TextEncoder().encode(name).length).toBeLessThan(160)
    expect(name.normalize('NFC')).toBe(name)
    expect(name.isWellFormed()).toBe(true)
  }
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), check))
  for (const title of [
    ...awkwardTexts,
    'CON',
    'nul',
    'COM1',
    '..',
    '../../etc/passwd',
    'a'.repeat(500),
    '折'.repeat(200),
    'e\u0301'.repeat(200),
    '👩‍👩‍👧‍👦'.repeat(50),
  ])
    check(title)
})

test('a name says what the paper is called, and old identifiers make no folder', () => {
  expect(paperFileName('obsidian', 'On $\\alpha$-folding: a study', '2611.00001')).toBe('Papers/On α-folding a study 2611.00001.md')
  expect(paperFileName('logseq', 'Über Ecken', 'hep-th/9901001')).toBe('pages/Über Ecken hep-th.9901001.md')
  expect(linkName('Papers/On folding 2611.00001.md')).toBe('On folding 2611.00001')
  expect(journalFileName('obsidian', '2026-11-20')).toBe('Daily/2026-11-20.md')
  expect(journalFileName('logseq', '2026-11-20')).toBe('journals/2026_11_20.md')
})

test('names that a system takes for the same are the same', () => {
  expect(sameName('Papers/U\u0308ber.md')).toBe(sameName('papers/\u00dcBER.md'))
})
