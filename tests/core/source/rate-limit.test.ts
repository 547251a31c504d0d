// Owns the facts about the waits that follow from a source's rate limit headers.
import { describe, expect, test } from 'vitest'
import { LONGEST_WAIT_MS, pacingMs, toldWaitMs } from '#core/source/rate-limit.ts'

const headers = (values: Record<string, string>) => (name: string) => values[name] ?? null
const NOW = Date.parse('2026-11-20T12:00:00Z')

describe('after a 429', () => {
  test('waits until the window ends when nothing is left', () => {
    expect(toldWaitMs(headers({ ratelimit: '"api";r=0;t=173', 'retry-after': '5' }), NOW)).toBe(173_000)
  })

  test('waits for Retry-After otherwise, in seconds or as a date', () => {
    expect(toldWaitMs(headers({ 'retry-after': '5' }), NOW)).toBe(5000)
    expect(toldWaitMs(headers({ 'retry-after': 'Fri, 20 Nov 2026 12:00:30 GMT' }), NOW)).toBe(30_000)
    expect(toldWaitMs(headers({ ratelimit: '"api";r=3;t=100', 'retry-after': '7' }), NOW)).toBe(7000)
  })

  test('is told nothing by headers that are missing or make no sense', () => {
    expect(toldWaitMs(headers({}), NOW)).toBeNull()
    expect(toldWaitMs(headers({ ratelimit: 'soon', 'retry-after': 'later' }), NOW)).toBeNull()
  })

  test('never waits longer than an hour, nor less than nothing', () => {
    expect(toldWaitMs(headers({ 'retry-after': '99999999' }), NOW)).toBe(LONGEST_WAIT_MS)
    expect(toldWaitMs(headers({ 'retry-after': 'Fri, 20 Nov 2020 12:00:30 GMT' }), NOW)).toBe(0)
  })
})

describe('before a 429', () => {
  const policy = '"fixed window";"api";q=500;w=300'

  test('does not slow down while much is left', () => {
    expect(pacingMs(headers({ ratelimit: '"api";r=400;t=200', 'ratelimit-policy': policy }))).toBe(0)
    expect(pacingMs(headers({}))).toBe(0)
  })

  test('spreads what little is left over the rest of the window', () => {
    expect(pacingMs(headers({ ratelimit: '"api";r=19;t=200', 'ratelimit-policy': policy }))).toBe(10_000)
    expect(pacingMs(headers({ ratelimit: '"api";r=0;t=200', 'ratelimit-policy': policy }))).toBe(200_000)
  })

  test('heeds the tightest of several limits', () => {
    expect(pacingMs(headers({ ratelimit: '"api";r=400;t=200, "pages";r=0;t=30' }))).toBe(30_000)
  })
})
