// Owns the facts about fenced regions: what is put in comes out byte for byte, and nothing outside of them is touched.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { regionsOf, regionText, withRegion } from '#core/exchange/vault/regions.ts'

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('<!-- dogear:end note -->', '<!-- dogear:begin note -->', 'a\n<!-- \\dogear:end note -->\nb', '\n', '\r\n', '', '\n\n'),
)

test('a text comes out of its region as it went in, also one that looks like a fence', () => {
  fc.assert(
    fc.property(
      fc.array(text).map((parts) => parts.join('\n')),
      text,
      (content, other) => {
        const page = withRegion(withRegion('# Mine\n', 'note', content), 'highlights', other)
        expect(regionText(page, 'note')).toBe(content)
        expect(regionText(page, 'highlights')).toBe(other)
      },
    ),
  )
})

test('what stands around the regions stays byte for byte, wherever it is and however often they change', () => {
  const outside = fc.string({ unit: 'grapheme' }).filter((words) => !words.includes('dogear:'))
  fc.assert(
    fc.property(outside, outside, outside, text, text, (above, between, below, first, second) => {
      const region = (name: string, content: string): string => `<!-- dogear:begin ${name} -->\n${content}\n<!-- dogear:end ${name} -->\n`
      const page = `${above}\n${region('about', 'old')}${between}\n${region('note', 'old')}${below}`
      const changed = withRegion(withRegion(page, 'about', first), 'note', second)
      const back = withRegion(withRegion(changed, 'about', 'old'), 'note', 'old')
      expect(back).toBe(page)
    }),
  )
})

test('an empty region, and one whose lines end as on Windows, can be filled', () => {
  expect(regionText('<!-- dogear:begin note -->\n<!-- dogear:end note -->', 'note')).toBe('')
  expect(withRegion('<!-- dogear:begin note -->\n<!-- dogear:end note -->', 'note', 'x')).toBe(
    '<!-- dogear:begin note -->\nx\n<!-- dogear:end note -->',
  )
  expect(regionText('<!-- dogear:begin note -->\r\nx\r\n<!-- dogear:end note -->\r\n', 'note')).toBe('x\r')
})

test.each([
  ['no end', '<!-- dogear:begin note -->\n'],
  ['no beginning', '<!-- dogear:end note -->\n'],
  ['one in another', '<!-- dogear:begin a -->\n<!-- dogear:begin b -->\n<!-- dogear:end b -->\n<!-- dogear:end a -->\n'],
  ['the same twice', '<!-- dogear:begin a -->\n<!-- dogear:end a -->\n<!-- dogear:begin a -->\n<!-- dogear:end a -->\n'],
])('with %s nothing is a region', (_, page) => {
  expect(regionsOf(page)).toBeNull()
})
