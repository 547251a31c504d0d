// Owns the facts about where the window opens again, and which addresses are the window itself.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isOwnAddress } from '#hosts/electron/own-address.ts'
import { keepWindowState, readWindowState } from '#hosts/electron/window-state.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 }
const state = (x: number, y: number, width = 1200, height = 800) => ({ bounds: { x, y, width, height }, maximized: false })

test('it opens where it was', () => {
  const file = path.join(tempFolder(), 'window-state.json')
  keepWindowState(file, state(100, 50))
  expect(readWindowState(file, [SCREEN])).toEqual(state(100, 50))
})

for (const [why, where] of [
  ['right of every screen', state(3000, 50)],
  ['above the screen', state(100, -500)],
  ['below the screen', state(100, 1060)],
  ['almost left of the screen', state(-1150, 50)],
] as const) {
  test(`one that was ${why} opens in the usual place`, () => {
    const file = path.join(tempFolder(), 'window-state.json')
    keepWindowState(file, where)
    expect(readWindowState(file, [SCREEN])).toBeUndefined()
  })
}

test('a damaged or missing file is no trouble', () => {
  const file = path.join(tempFolder(), 'window-state.json')
  expect(readWindowState(file, [SCREEN])).toBeUndefined()
  for (const content of ['{', '[]', '{"bounds":{"x":1}}', '{"bounds":{"x":"1","y":1,"width":900,"height":900},"maximized":false}']) {
    writeFileSync(file, content)
    expect(readWindowState(file, [SCREEN])).toBeUndefined()
  }
  keepWindowState(path.join(file, 'below-a-file'), state(0, 0))
})

test('only the window itself is its own address', () => {
  for (const address of ['app://dogear/', 'app://dogear/index.html']) expect(isOwnAddress(address, undefined)).toBe(true)
  for (const address of [
    'https://dogear/',
    'app://other/',
    'file:///etc/passwd',
    'app:dogear',
    '',
    'http://localhost:5173/',
    'about:blank',
    'data:text/html,x',
  ]) {
    expect([address, isOwnAddress(address, undefined)]).toEqual([address, false])
  }
  expect(isOwnAddress('http://localhost:5173/a', 'http://localhost:5173')).toBe(true)
  expect(isOwnAddress('http://localhost:5174/', 'http://localhost:5173')).toBe(false)
})
