// Owns the facts about the native menus: the whole table of actions, keys shown and not bound.
import { expect, test } from 'vitest'
import { actionList } from '#contract/actions.ts'
import { acceleratorFor, menuTemplate } from '#hosts/electron/menu.ts'

interface Item {
  id?: string
  label?: string
  accelerator?: unknown
  registerAccelerator?: boolean
  submenu?: unknown
  click?: unknown
}

function flat(items: readonly unknown[]): Item[] {
  return (items as Item[]).flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])
}

function template(platform: NodeJS.Platform, keys: Record<string, string> = {}, performed: string[] = []): Item[] {
  return flat(menuTemplate({ platform, keys, perform: (id) => performed.push(id), developer: false }))
}

for (const platform of ['linux', 'darwin', 'win32'] as const) {
  test(`every action is in the menus of ${platform}, and choosing it asks for it`, () => {
    const performed: string[] = []
    const items = template(platform, {}, performed)
    for (const { id, title } of actionList()) {
      const item = items.find((candidate) => candidate.id === id)
      expect(item?.label?.startsWith(title)).toBe(true)
      if (typeof item?.click === 'function') item.click()
    }
    expect(performed).toEqual(actionList().map(({ id }) => id))
  })
}

test('keys are the ones that are bound now, shown and never registered; macOS shows none', () => {
  const items = template('linux', { 'paper.later': 'w', 'paper.shortlist': '' })
  const shown = (id: string): unknown => items.find((item) => item.id === id)?.accelerator
  expect([shown('paper.later'), shown('paper.shortlist'), shown('history.redo'), shown('go.today')]).toEqual([
    'W',
    undefined,
    'Shift+Z',
    undefined,
  ])
  expect(items.filter((item) => item.id !== undefined && item.accelerator !== undefined && item.registerAccelerator !== false)).toEqual([])
  expect(template('darwin').filter((item) => item.id !== undefined && item.accelerator !== undefined)).toEqual([])
})

test('a release has no developer tools and no reload', () => {
  expect(JSON.stringify(template('linux'))).not.toMatch(/toggleDevTools|reload/i)
})

test('keys get the names that Electron has for them', () => {
  const names = {
    'Mod+k': 'CommandOrControl+K',
    'Alt+ArrowUp': 'Alt+Up',
    '\\': '\\',
    '?': '?',
    Enter: 'Return',
    'g t': undefined,
    '': undefined,
    'Mod+,': 'CommandOrControl+,',
  }
  for (const [key, name] of Object.entries(names)) expect([key, acceleratorFor(key)]).toEqual([key, name])
})
