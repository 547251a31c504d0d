// Owns reading and marking without a mouse, as the end-to-end tests in the browser and in Electron both do it.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import type { Reader } from './reader.ts'

/** What stands over the end of the first column and the beginning of the second, as a mark shows it. */
export const ACROSS = 'Line 40 of column 1 page 1 is an exam-Line 1 of column 2 page 1 has words to mark.'
const LAST_LINE = 40

/** Runs a program with PDFs; what it prints is whole. */
export const run = (program: string, ...args: string[]) => spawnSync(program, args, { maxBuffer: 50_000_000 })

/** Why the copies that leave can't be checked here; null when they can. */
export function whyNoPdfTools(): string | null {
  const hasTools = ['pdftoppm', 'pdftotext', 'qpdf'].every((name) => spawnSync(name, ['--version']).error === undefined)
  return hasTools ? null : 'pdftoppm, pdftotext and qpdf are not here'
}

export async function makeOffline(reader: Reader): Promise<void> {
  await reader.list('Friday, 21 August')
  await reader.press('Shift+P')
  await reader.page.getByRole('img', { name: 'on disk' }).first().waitFor()
}

export async function openPdf(reader: Reader): Promise<void> {
  await reader.press('Shift+O')
  await reader.page.locator('.textLayer span').first().waitFor()
}

/** Highlights in green over the end of a column, with a comment and a tag, and quotes it into the note. Leaves the mark selected. */
export async function markAcrossColumns(reader: Reader): Promise<void> {
  await reader.press('c')
  await reader.hears('Caret on page 1')
  await reader.press('Control+Home')
  for (let line = 1; line < LAST_LINE; line += 1) await reader.press('ArrowDown')
  await reader.press('Home', 'Shift+ArrowDown', 'Shift+End')
  await reader.press('3', 'h')
  await reader.hears('Highlighted')
  await reader.press('a')
  await reader.page.getByRole('textbox', { name: 'Comment' }).and(reader.page.locator(':focus')).waitFor()
  await reader.type('carried along')
  await reader.press('Escape')
  await reader.press('t')
  await reader.page.getByLabel('Add a tag').and(reader.page.locator(':focus')).waitFor()
  await reader.type('to try')
  await reader.press('Enter')
  await reader.page.getByRole('button', { name: 'Take off the tag to try' }).waitFor()
  await reader.press('Escape')
  await reader.press('q')
  await reader.hears('Quoted into the note')
}

/** The marks beside the page are those that `markAcrossColumns` made. */
export async function seesMark(reader: Reader): Promise<void> {
  const marks = reader.page.getByRole('complementary', { name: 'Annotations' })
  await marks.getByText(ACROSS).waitFor()
  await marks.getByText('carried along').waitFor()
}

/** Exports by key and returns the copy, which qpdf and poppler accept, green where it was marked and nowhere else. */
export async function exportedCopy(reader: Reader, dataFolder: string): Promise<string> {
  await reader.press('Shift+X')
  await reader.hears(/Wrote .* mark/)
  const folder = path.join(dataFolder, 'exports')
  const copy = path.join(folder, readdirSync(folder).find((name) => name.endsWith('.pdf')) ?? '')
  expect(run('qpdf', '--check', copy).status).toBe(0)
  expect(run('pdftotext', '-raw', copy, '-').stdout.toString()).toContain('Line 39 of column 1 page 1')
  // 72 dots an inch: a point of the page is a pixel
  const picture = run('pdftoppm', '-r', '72', '-f', '1', '-l', '1', copy).stdout
  const [last, first] = [792 - 700 + (LAST_LINE - 1) * 12, 792 - 700]
  expect(isGreenAround(picture, 150, last - 3)).toBe(true)
  expect(isGreenAround(picture, 400, first - 3)).toBe(true)
  for (const [x, y] of [
    [150, last - 27],
    [400, first + 21],
    [280, first - 3],
  ] as const) {
    expect(isGreenAround(picture, x, y)).toBe(false)
  }
  return copy
}

/** Are most of the pixels around a point of a picture (binary PPM, three bytes each) the green with which words are marked? */
function isGreenAround(ppm: Buffer, x: number, y: number): boolean {
  const header = /^P6\s+(\d+)\s+\d+\s+\d+\s/.exec(ppm.subarray(0, 64).toString('latin1'))
  const width = Number(header?.[1])
  let green = 0
  for (let dx = -8; dx < 8; dx += 1) {
    for (let dy = -2; dy < 2; dy += 1) {
      const at = (header?.[0].length ?? 0) + 3 * ((y + dy) * width + x + dx)
      const [red = 0, level = 0, blue = 0] = ppm.subarray(at, at + 3)
      if (level > red + 25 && level > blue + 25) green += 1
    }
  }
  return green > 32
}
