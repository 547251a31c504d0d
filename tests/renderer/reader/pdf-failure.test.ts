// Owns the facts about what is said of bad PDFs and what of their links is refused.
import { expect, it } from 'vitest'
import { outsideLink, pdfFailureSentence } from '#renderer/reader/pdf-failure.ts'

it('opens pages of the web and says where they are', () => {
  expect(outsideLink('https://example.org/a?b=c')).toEqual({
    url: 'https://example.org/a?b=c',
    sentence: 'This link leads to https://example.org/a?b=c',
  })
})

it.each([
  'file:///etc/passwd',
  'javascript:alert(1)',
  'smb://server/share',
  'data:text/html,x',
  'mailto:a@example.org',
  '../local.exe',
  '',
])('refuses %s with a sentence', (address) => {
  expect(outsideLink(address)).toMatchObject({ url: null, sentence: expect.stringContaining('was not opened') })
})

it('refuses an address that hides its host', () => {
  expect(outsideLink('https://arxiv.org@example.org/').url).toBeNull()
})

it('says what is wrong with a file', () => {
  const named = (name: string, more: object = {}) => Object.assign(new Error('x'), { name }, more)
  expect(pdfFailureSentence(named('InvalidPDFException'))).toContain('damaged')
  expect(pdfFailureSentence(named('ResponseException', { status: 404 }))).toContain('no longer on disk')
  expect(pdfFailureSentence('anything')).toContain('could not be opened')
})
