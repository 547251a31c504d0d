// Owns the facts about tags as they are typed.
import { expect, test } from 'vitest'
import { typedTags } from '#domain/tag.ts'

test('a tag is found however its accents are typed', () => {
  expect(typedTags('théorie, the\u0301orie')).toEqual({ whole: ['théorie'], begun: '' })
})

test('a comma or a semicolon of any script stands between two tags, and each is there once', () => {
  expect(typedTags('robots, #world  models; 规划，Robots、x')).toEqual({ whole: ['robots', 'world models', '规划'], begun: 'x' })
  expect(typedTags('one')).toEqual({ whole: [], begun: 'one' })
  expect(typedTags('one, ')).toEqual({ whole: ['one'], begun: '' })
  expect(typedTags('one, ONE')).toEqual({ whole: ['one'], begun: '' })
  expect(typedTags(' ,; ')).toEqual({ whole: [], begun: '' })
})
