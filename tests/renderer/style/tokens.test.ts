// Owns the proof that every theme can be read: WCAG 2.2 AA contrasts of text and controls.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const css = readFileSync(path.resolve(import.meta.dirname, '../../../src-renderer/style/tokens.css'), 'utf8')

function theme(name: string): Map<string, string> {
  const start = css.indexOf(`:root[data-theme='${name}'] {`)
  expect(start).toBeGreaterThan(0)
  const block = css.slice(css.indexOf('{', start), css.indexOf('}', start))
  return new Map([...block.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1] ?? '', match[2] ?? '']))
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const GROUNDS = ['page', 'surface', 'raised', 'hover', 'select']
const TEXTS = ['ink', 'muted', 'accent', 'later', 'shortlist', 'archive', 'dismissed']
const FAINT_GROUNDS = ['page', 'surface', 'raised']

describe.each(['light', 'dark', 'sepia', 'high-contrast', 'high-contrast-dark'])('the theme %s', (name) => {
  const colours = theme(name)
  const of = (token: string): string => colours.get(token) ?? ''
  const least = name.startsWith('high-contrast') ? 7 : 4.5

  test.each(TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)))('has %s readable on %s', (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(least)
  })
  test.each(FAINT_GROUNDS)('has faint text readable on %s', (ground) => {
    expect(contrast(of('faint'), of(ground))).toBeGreaterThanOrEqual(4.5)
  })
  test.each([
    ['muted', 'chip'],
    ['on-accent', 'accent'],
    ['on-mark', 'mark'],
  ])('has %s readable on %s', (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5)
  })
  test.each(['accent', 'later'])('has a bar in %s told from what it fills', (bar) => {
    expect(contrast(of(bar), of('track'))).toBeGreaterThanOrEqual(3)
  })
  test.each(['page', 'surface', 'raised'])('has edges of controls and the focus visible on %s', (ground) => {
    expect(contrast(of('edge'), of(ground))).toBeGreaterThanOrEqual(3)
    expect(contrast(of('accent'), of(ground))).toBeGreaterThanOrEqual(3)
  })
})
