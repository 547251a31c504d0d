// Owns the proof that one key does one thing: no two actions that are in reach together share a key or begin the same way.
import { expect, test } from 'vitest'
import { type ActionScope, actionList, actions } from '#contract/actions.ts'

const PLATFORMS = { elsewhere: 'Control', mac: 'Meta' } as const
const SCOPES: readonly ActionScope[] = [...new Set(actionList().map((action) => action.scope))]

interface Bound {
  id: string
  key: string
  /** One chord after another, written the same way whatever order its modifiers had. */
  chords: readonly string[]
}

function chordsOf(key: string, platform: keyof typeof PLATFORMS): string[] {
  return key.split(' ').map((chord) => {
    const parts = chord.split(/\+(?=.)/)
    const modifiers = parts.slice(0, -1).map((modifier) => (modifier === 'Mod' ? PLATFORMS[platform] : modifier))
    return [...modifiers.sort(), (parts.at(-1) ?? '').toLowerCase()].join('+')
  })
}

function clashes(bound: readonly Bound[]): string[] {
  return bound.flatMap((one, index) =>
    bound
      .slice(index + 1)
      .filter((other) => {
        const length = Math.min(one.chords.length, other.chords.length)
        return one.chords.slice(0, length).join(' ') === other.chords.slice(0, length).join(' ')
      })
      .map((other) => `${one.id} (${one.key}) and ${other.id} (${other.key})`),
  )
}

for (const platform of ['elsewhere', 'mac'] as const) {
  for (const scope of SCOPES) {
    test(`no key does two things in ${scope}, ${platform}`, () => {
      const within = actionList().filter((action) => action.scope === scope || action.scope === 'everywhere')
      const bound = within.flatMap(({ id, keys }) => keys.map((key) => ({ id, key, chords: chordsOf(key, platform) })))
      expect(bound.length).toBeGreaterThan(0)
      expect(clashes(bound)).toEqual([])
    })
  }
}

test('sees a clash where there is one', () => {
  const bound = (id: string, key: string): Bound => ({ id, key, chords: chordsOf(key, 'elsewhere') })
  expect(clashes([bound('a', 'g'), bound('b', 'g t')])).toHaveLength(1)
  expect(clashes([bound('a', 'Mod+Shift+z'), bound('b', 'Shift+Control+Z')])).toHaveLength(1)
  expect(clashes([bound('a', 'g i'), bound('b', 'g t'), bound('c', 'Shift+g')])).toEqual([])
})

test('every action has a title of its own', () => {
  const titles = actionList().map((action) => action.title)
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
  expect(Object.keys(actions)).toHaveLength(titles.length)
})
