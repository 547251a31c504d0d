// Owns Insights: what the reader decided, kept and wrote over the weeks, as pictures of their own library.
import { type ReactNode, useEffect, useRef } from 'react'
import type { Insights } from '#contract/insights.ts'
import { exportInsights } from '#renderer/actions/insights.ts'
import { loadInsights, useInsights } from '#renderer/state/insights.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { longDay, weekTitle } from '#renderer/words/days.ts'
import { counted, wholeCount } from '#domain/counted.ts'
import { sumsOf, weeksOf } from '#renderer/words/insights.ts'
import { SHEET, useMedia, WIDE } from '../media.ts'
import { ActionButton, Button } from '../pieces/button.tsx'
import { AfterAMoment, Bone, FailureNotice, Notice } from '../pieces/notice.tsx'
import { PageHead } from '../pieces/page-head.tsx'
import page from '../pieces/page.module.css'
import { NameBars, ReadingCalendar, WeekBars } from './charts.tsx'
import style from './insights.module.css'

export function InsightsView() {
  const { insights, failure } = useInsights()
  const status = useLibrary((library) => library.status)
  const charts = useRef<HTMLDivElement>(null)
  // told anew with every change of the library, which a decision in another window is too
  useEffect(() => void loadInsights(), [status])
  const isEmpty = insights !== null && insights.days.length === 0
  return (
    <main className={page.page} aria-label="Insights">
      <PageHead title="Insights">
        {insights !== null && !isEmpty && (
          <span className={style.exports} role="group" aria-label="Save as a file">
            {(['svg', 'png', 'csv'] as const).map((format) => (
              <Button key={format} aria-label={`Save as ${format.toUpperCase()}`} onClick={() => exportInsights(format, charts.current)}>
                {format.toUpperCase()}
              </Button>
            ))}
          </span>
        )}
      </PageHead>
      <div className={page.scroll} tabIndex={0} role="region" aria-label="Insights in full" data-keys="scroll">
        <div className={page.inner} ref={charts}>
          {failure && !insights ? (
            <FailureNotice failure={failure} retry={() => void loadInsights()} />
          ) : !insights ? (
            <AfterAMoment>
              <Bone width="70%" height={100} />
            </AfterAMoment>
          ) : isEmpty ? (
            <Notice title="Nothing to show yet" deeds={<ActionButton action="go.today" kind="main" />}>
              Decide a few papers, and the weeks are drawn here from your own library. Nothing of it leaves this machine.
            </Notice>
          ) : (
            <Charts insights={insights} />
          )}
        </div>
      </div>
    </main>
  )
}

function Charts({ insights }: { insights: Insights }) {
  const isWide = useMedia(WIDE)
  const isSheet = useMedia(SHEET)
  const weeks = weeksOf(insights)
  const sums = sumsOf(insights)
  const shown = isWide ? 53 : isSheet ? 17 : 34
  const bars = isWide ? 26 : isSheet ? 9 : 18
  return (
    <>
      <dl className={style.sums}>
        <Sum name="decided">{wholeCount(sums.decided)}</Sum>
        <Sum name="kept">{wholeCount(sums.kept)}</Sum>
        <Sum name="notes and marks">{wholeCount(sums.written)}</Sum>
        <Sum name="deciding">{hours(sums.minutes)}</Sum>
        {sums.inARow > 1 && <Sum name="days in a row">{sums.inARow}</Sum>}
      </dl>
      <Figure title="Reading calendar" words="Decisions, papers kept, notes and marks of each day; the stronger the colour, the more.">
        <ReadingCalendar weeks={weeks.slice(-shown)} days={insights.days} to={insights.to} />
      </Figure>
      <Figure title="Papers a week" words="Pale: decided. Full: kept for reading.">
        <WeekBars weeks={weeks.slice(-bars)} />
      </Figure>
      <div className={style.names}>
        <Names title="Topics kept most" words="By the source’s keywords, which a model wrote." names={insights.topics} />
        <Names title="Authors kept most" words="Namesakes count as one." names={insights.authors} />
        <Names title="Organizations kept most" words="As the source names them." names={insights.organizations} />
      </div>
      <Table insights={insights} />
    </>
  )
}

function Sum({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dd>{children}</dd>
      <dt>{name}</dt>
    </div>
  )
}

function Figure({ title, words, children }: { title: string; words: string; children: ReactNode }) {
  return (
    <figure className={style.figure} data-title={title}>
      <figcaption>
        <h2>{title}</h2>
        <p>{words}</p>
      </figcaption>
      {children}
    </figure>
  )
}

function Names({ title, words, names }: { title: string; words: string; names: Insights['topics'] }) {
  if (names.length === 0) return null
  return (
    <Figure title={title} words={words}>
      <NameBars label={title} names={names} />
    </Figure>
  )
}

/** The same figures for those who don't see the pictures, or want the numbers. */
function Table({ insights }: { insights: Insights }) {
  const weeks = weeksOf(insights).filter(({ decided, kept }) => decided + kept > 0)
  return (
    <details className={style.table}>
      <summary>The weeks as a table</summary>
      <table>
        <caption>{`From ${longDay(insights.from, '')}, ${counted(weeks.length, 'week')} with decisions`}</caption>
        <thead>
          <tr>
            <th scope="col">Week</th>
            <th scope="col">Decided</th>
            <th scope="col">Kept</th>
            <th scope="col">Minutes</th>
          </tr>
        </thead>
        <tbody>
          {weeks.toReversed().map(({ week, decided, kept, minutes }) => (
            <tr key={week}>
              <th scope="row">
                {weekTitle(week)} {week.slice(0, 4)}
              </th>
              <td>{decided}</td>
              <td>{kept}</td>
              <td>{Math.round(minutes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function hours(minutes: number): string {
  return minutes < 90 ? `${Math.round(minutes)} min` : `${Math.round(minutes / 6) / 10} h`
}
