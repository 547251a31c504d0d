// Owns the facts about the recorded days, where they are: every row of them can be read.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { parseDailyPapers } from '#core/source/hugging-face.ts'
import { SourcePaper } from '#domain/paper.ts'
import { NO_SHARED_DATA, sharedDataFolder } from '#tests/support/shared-data.ts'
import { testUnless } from '#tests/support/test-unless.ts'

const folder = sharedDataFolder()
const testWithData = testUnless(folder === null ? NO_SHARED_DATA : null)

testWithData('every recorded row is read, none is set aside, and the domain accepts each paper', () => {
  const daily = path.join(folder ?? '', 'daily')
  let rows = 0
  for (const file of readdirSync(daily)) {
    const json = JSON.parse(readFileSync(path.join(daily, file), 'utf8')) as unknown[]
    const parsed = parseDailyPapers(json, file.slice(0, 10))
    expect(parsed.setAside, file).toEqual([])
    expect(parsed.rows.length, file).toBe(json.length)
    for (const { paper } of parsed.rows) expect(SourcePaper.parse(paper)).toEqual(paper)
    rows += parsed.rows.length
  }
  expect(rows).toBeGreaterThan(8000)
})

testWithData('hidden authors of recorded days never appear, and the days that rows tell are the days they were in', () => {
  const daily = path.join(folder ?? '', 'daily')
  let hidden = 0
  for (const file of readdirSync(daily)) {
    const json = JSON.parse(readFileSync(path.join(daily, file), 'utf8')) as {
      paper: { authors: { name: string; hidden: boolean }[]; submittedOnDailyAt?: string }
    }[]
    const { rows } = parseDailyPapers(json, null)
    json.forEach(({ paper: { authors, submittedOnDailyAt } }, index) => {
      const shown = authors.filter((author) => !author.hidden)
      hidden += authors.length - shown.length
      expect(rows[index]?.paper.authors).toHaveLength(shown.length)
      expect(rows[index]?.day).toBe(submittedOnDailyAt === undefined ? null : file.slice(0, 10))
    })
  }
  expect(hidden).toBeGreaterThan(0)
})
