// Owns rows of made-up papers for the tests of the window.
import type { PaperRow } from '#domain/paper.ts'

export function paperRow(id: string, change: Partial<PaperRow> = {}): PaperRow {
  return {
    id,
    title: `Paper ${id}`,
    authors: ['A. Writer'],
    authorCount: 1,
    organization: null,
    votes: 3,
    comments: 0,
    stars: null,
    metricsReadAtMs: 0,
    day: '2026-08-21',
    publishedAtMs: null,
    state: 'inbox',
    read: false,
    snoozedUntil: null,
    savedAtMs: null,
    tags: [],
    follows: [],
    hasNote: false,
    hasCode: false,
    offlineReady: false,
    pdfCharacters: null,
    pages: null,
    sample: false,
    ...change,
  }
}
