// Owns the facts about key maps as files.
import { expect, it } from 'vitest'
import { keyMapText, readKeyMap } from '#renderer/keys/key-map.ts'

it('reads back what it wrote, keys that are off among it', () => {
  const keys = { 'paper.later': 'Shift+l', 'paper.archive': '' }
  expect(readKeyMap(keyMapText(keys))).toEqual({ keys, leftOut: [] })
})

it('changes nothing for a file that is no key map or is damaged', () => {
  for (const text of ['', '{', '[]', 'null', '{"keys":{}}', keyMapText({ 'paper.later': 'l' }).slice(0, 40)]) {
    expect(readKeyMap(text).keys).toBeNull()
  }
})

it('leaves out and names what it does not know', () => {
  const text = JSON.stringify({
    kind: 'dogear-keys',
    version: 1,
    keys: { 'paper.later': 'u', 'no.such': 'x', 'paper.archive': 7, toString: 'y' },
  })
  expect(readKeyMap(text)).toEqual({ keys: { 'paper.later': 'u' }, leftOut: ['no.such', 'paper.archive', 'toString'] })
})
