// Owns the facts about the sample days: whole entries, dated by the calendar, each fit for what shows it.
import { describe, expect, test } from 'vitest'
import { actions } from '#contract/actions.ts'
import { sampleDays } from '#core/sample/sample-days.ts'
import { daysBetween, isWeekend } from '#domain/day.ts'
import { Metrics, SourcePaper } from '#domain/paper.ts'
import { tokenizeTex } from '#domain/tex.ts'

describe('the sample days', () => {
  const days = sampleDays('2026-08-21')
  const papers = days.flatMap(({ papers: ofDay }) => ofDay)

  test.each([
    ['2026-08-21', '2026-08-21', '2026-08-20'],
    ['2026-08-22', '2026-08-21', '2026-08-20'],
    ['2026-08-23', '2026-08-21', '2026-08-20'],
    ['2026-08-24', '2026-08-24', '2026-08-21'],
  ])('up to %s are %s and %s', (newest, first, second) => {
    expect(sampleDays(newest).map(({ day }) => day)).toEqual([first, second])
    expect(isWeekend(first) || isWeekend(second)).toBe(false)
  })

  test('have at least twelve entries each, numbered through', () => {
    for (const { papers: ofDay } of days) expect(ofDay.length).toBeGreaterThanOrEqual(12)
    expect(papers.map(({ paper }) => paper.id)).toEqual(papers.map((_, index) => `sample-${String(index + 1).padStart(2, '0')}`))
  })

  test('are papers and figures as any other', () => {
    for (const { paper, metrics } of papers) {
      expect(SourcePaper.parse(paper)).toEqual(paper)
      expect(Metrics.parse(metrics)).toEqual(metrics)
    }
    expect(days[0] && days[1] && daysBetween(days[1].day, days[0].day)).toBe(1)
  })

  test('teach one thing each: no title twice, three to six sentences', () => {
    expect(new Set(papers.map(({ paper }) => paper.title)).size).toBe(papers.length)
    for (const { paper } of papers) {
      const sentences = paper.abstract
        .replace(/\$[^$]*\$/g, 'x')
        .split(/[.:;?!](?=\s+[A-Z`$]|$)/)
        .filter((part) => part.trim() !== '')
      expect(sentences.length, paper.id).toBeGreaterThanOrEqual(3)
      expect(sentences.length, paper.id).toBeLessThanOrEqual(8)
    }
  })

  test('hold math that is found, and no address that leads nowhere', () => {
    const segments = papers.flatMap(({ paper }) => tokenizeTex(`${paper.title} ${paper.abstract}`))
    expect(segments.filter(({ kind }) => kind === 'math').length).toBeGreaterThan(20)
    expect(segments.filter(({ kind }) => kind === 'link')).toEqual([])
    expect(segments.some((segment) => segment.kind === 'math' && segment.display)).toBe(true)
  })

  test('name only keys that do something', () => {
    const bound = new Set(Object.values(actions).flatMap(({ keys }) => keys.flatMap((key) => key.split(' '))))
    const named = papers.flatMap(({ paper }) => tokenizeTex(paper.abstract)).flatMap((piece) => (piece.kind === 'code' ? [piece.text] : []))
    const keys = named.filter((text) => /^(?:.|Shift\+.|(?:Ctrl|Cmd)\+.|Alt\+[↑↓]|Space|Enter|Esc|Home|End|g .)$/u.test(text))
    expect(keys.length).toBeGreaterThan(40)
    for (const key of keys) {
      for (const part of key.split(' ')) {
        const written = part
          .replace(/^(?:Ctrl|Cmd)\+/, 'Mod+')
          .replace('↑', 'ArrowUp')
          .replace('↓', 'ArrowDown')
          .replace(/^Esc$/, 'Escape')
          .replace(/(?<=\+)([A-Z])$/, (letter) => letter.toLowerCase())
        expect(bound, key).toContain(written)
      }
    }
  })

  test('say truly how many they are', () => {
    const said = papers.map(({ paper }) => /all \$(\d+)\$ entries/.exec(paper.abstract)?.[1]).find((count) => count !== undefined)
    expect(Number(said)).toBe(papers.length)
  })

  test('link to the entry that the note lesson names', () => {
    expect(papers.find(({ paper }) => paper.abstract.includes('[[sample-08]]'))?.paper.id).toBe('sample-08')
  })
})
