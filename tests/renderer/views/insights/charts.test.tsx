// Owns the facts about the pictures of Insights that can be read off their text.
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { InsightWeek } from '#renderer/words/insights.ts'
import { WeekBars } from '#renderer/views/insights/charts.tsx'

const week = (number: number, decided: number): InsightWeek => ({
  week: `2026-W${10 + number}`,
  first: `2026-03-0${1 + number}`,
  decided,
  kept: 0,
  minutes: 0,
})

function axisOf(weeks: readonly InsightWeek[]): string[] {
  const svg = renderToStaticMarkup(<WeekBars weeks={weeks} />)
  return [...svg.matchAll(/text-anchor="end"[^>]*>([\d,]+)<\/text>/g)].map(([, words = '']) => words)
}

test('a line of the weeks stands at as many papers as it says', () => {
  expect(axisOf([week(0, 1)])).toEqual(['0', '1', '2'])
  expect(axisOf([week(0, 2), week(1, 3)])).toEqual(['0', '2', '4'])
  expect(axisOf([week(0, 0)])).toEqual(['0', '1', '2'])
  expect(axisOf([week(0, 12_345)])).toEqual(['0', '6,173', '12,346'])
})

test('the first day of the last week ends where its bar ends, within the picture', () => {
  const svg = renderToStaticMarkup(<WeekBars weeks={[0, 1, 2, 3, 4].map((number) => week(number, 1))} />)
  const bar = [...svg.matchAll(/<rect x="(\d+)"[^>]*width="(\d+)"/g)].at(-1)
  const end = Number(bar?.[1]) + Number(bar?.[2])
  expect(svg).toMatch(new RegExp(`<text x="${end}"[^>]*text-anchor="end"[^>]*>5 Mar<`))
  expect(end).toBeLessThanOrEqual(Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]))
})

test('the number of a week of tens of thousands has room beside the bars', () => {
  const svg = renderToStaticMarkup(<WeekBars weeks={[week(0, 90_000)]} />)
  const right = Number(/<text x="(\d+)"[^>]*text-anchor="end"[^>]*>90,000</.exec(svg)?.[1])
  // a figure of the interface's face is at most 0.65 em wide, a comma half of that
  expect(right).toBeGreaterThanOrEqual(10 * 0.65 * 5.5)
})
