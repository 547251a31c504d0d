// Owns the two sample days of a library that is still empty: entries written for Dogear, dated by the calendar.
import { addDays, type Day, isWeekend, msOfDay } from '#domain/day.ts'
import type { Metrics, SourcePaper } from '#domain/paper.ts'
import { firstSampleDay } from './first-sample-day.ts'
import type { SampleEntry } from './sample-entry.ts'
import { secondSampleDay } from './second-sample-day.ts'

export interface SampleDay {
  day: Day
  /** In the order of the day. */
  papers: { paper: SourcePaper; metrics: Metrics }[]
}

/**
 * The sample days, newest first: the newest weekday that is not after `newestDay`, and the weekday before it.
 * Identifiers run from `sample-01` through both days.
 */
export function sampleDays(newestDay: Day): SampleDay[] {
  const first = weekdayUpTo(newestDay)
  const second = weekdayUpTo(addDays(first, -1))
  return [
    { day: first, papers: firstSampleDay.map((entry, index) => samplePaper(entry, index + 1, first)) },
    { day: second, papers: secondSampleDay.map((entry, index) => samplePaper(entry, firstSampleDay.length + index + 1, second)) },
  ]
}

function weekdayUpTo(day: Day): Day {
  let weekday = day
  while (isWeekend(weekday)) weekday = addDays(weekday, -1)
  return weekday
}

function samplePaper(entry: SampleEntry, number: number, day: Day): { paper: SourcePaper; metrics: Metrics } {
  return {
    paper: {
      id: `sample-${String(number).padStart(2, '0')}`,
      title: entry.title,
      abstract: entry.abstract,
      authors: entry.authors.map((name) => ({ name })),
      publishedAtMs: msOfDay(addDays(day, -1)),
      organization: entry.organization === undefined ? null : { handle: handleOf(entry.organization), name: entry.organization },
      submitter: { handle: 'dogear', name: 'Dogear' },
      discussionId: null,
      thumbnailUrl: null,
      mediaUrls: [],
      projectUrl: null,
      codeUrl: null,
      aiSummary: entry.summary ?? null,
      aiSummaryModel: entry.summary === undefined ? null : 'none, this is a sample',
      keywords: [...entry.keywords],
      authorsTakePart: false,
    },
    metrics: { votes: entry.votes, comments: entry.comments, stars: entry.stars ?? null },
  }
}

function handleOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]+/g, '-')
}
