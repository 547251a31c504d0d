// Owns Activity: what is being fetched, what waits, what failed and why, and what was set aside.
import { RotateCw } from 'lucide-react'
import type { ActivityEntry, SetAsideRow, SyncStatus } from '#contract/api.ts'
import { copy } from '#renderer/actions/paper.ts'
import { sync } from '#renderer/actions/library.ts'
import { isDay } from '#domain/day.ts'
import { nowMs } from '#renderer/state/clock.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { duration, readAt, timeOfDay } from '#renderer/words/days.ts'
import { counted, wholeCount } from '#domain/counted.ts'
import { byteSize } from '#renderer/words/figures.ts'
import { ActionButton, Button } from '../pieces/button.tsx'
import { AfterAMoment, Bone, Notice } from '../pieces/notice.tsx'
import { PageHead } from '../pieces/page-head.tsx'
import { Outbox } from './outbox.tsx'
import style from './activity.module.css'
import page from '../pieces/page.module.css'

export function ActivityView() {
  const status = useLibrary((library) => library.sync)
  const activity = useLibrary((library) => library.activity)
  const isMoving = status?.state === 'running' || status?.state === 'waiting'
  return (
    <main className={page.page} aria-label="Activity">
      <PageHead title="Activity">
        {isMoving ? <ActionButton action="sync.cancel" /> : <ActionButton action="sync.run" kind="main" />}
      </PageHead>
      <div className={page.scroll} tabIndex={0} role="region" aria-label="Activity in full" data-keys="scroll">
        <div className={page.inner}>
          {status ? <Now status={status} /> : <AfterAMoment>{<Bone width="60%" />}</AfterAMoment>}
          <Outbox />
          {activity && activity.setAside.length > 0 && <SetAside rows={activity.setAside} />}
          {activity ? <Requests entries={activity.entries} /> : <AfterAMoment>{<Bone width="80%" height={80} />}</AfterAMoment>}
        </div>
      </div>
    </main>
  )
}

function Now({ status }: { status: SyncStatus }) {
  const { progress, lastFailure, archive, waitingUntilMs } = status
  return (
    <section aria-label="Now" className={style.now}>
      <p className={style.sentence}>{status.sentence}</p>
      {progress && progress.total > 0 && (
        <div>
          <div
            className={style.bar}
            role="progressbar"
            aria-label="Sync"
            aria-valuemin={0}
            aria-valuemax={progress.total}
            aria-valuenow={progress.done}
          >
            <b style={{ width: `${Math.min(100, (progress.done / progress.total) * 100)}%` }} />
          </div>
          <p className={style.quiet}>
            {wholeCount(progress.done)} of {wholeCount(progress.total)} {progress.unit}
            {status.papersPerSecond !== null && `, ${wholeCount(Math.round(status.papersPerSecond))} papers a second`}
            {status.secondsLeft !== null && `, about ${duration(status.secondsLeft * 1000)} left`}
          </p>
        </div>
      )}
      {waitingUntilMs !== null && (
        <p className={style.quiet}>
          {status.state === 'waiting'
            ? `Waiting until ${timeOfDay(waitingUntilMs)}, as the source asked.`
            : `Tries again at ${timeOfDay(waitingUntilMs)}.`}
        </p>
      )}
      {lastFailure && (
        <div className={style.failure} data-offline={lastFailure.code === 'offline' || undefined}>
          <p>{lastFailure.message}</p>
          <div className={style.deeds}>
            <ActionButton action="sync.run">Try again</ActionButton>
            {lastFailure.detail !== undefined && (
              <Button onClick={() => void copy(lastFailure.detail ?? '', 'Copied the details.')}>Copy details</Button>
            )}
          </div>
        </div>
      )}
      <dl className={style.figures}>
        <Figure name="Papers stored">{wholeCount(status.papersStored)}</Figure>
        {archive.totalMonths > 0 && (
          <Figure name="Archive">
            {archive.doneMonths} of {counted(archive.totalMonths, 'month')}
          </Figure>
        )}
        <Figure name="Abstracts to fetch">{wholeCount(status.abstractsWaiting)}</Figure>
        <Figure name="Rows set aside">{wholeCount(status.setAside)}</Figure>
        <Figure name="Last synced">
          {status.lastSyncedAtMs === null ? 'never' : readAt(status.lastSyncedAtMs, nowMs()).replace(/^at /, 'today at ')}
        </Figure>
      </dl>
    </section>
  )
}

const SHOWN_PATH = 90

/** Lines break before a sign, not within a word. */
function Parts({ address }: { address: string }) {
  return address.split(/(?=[/?&])/).map((part, index) => (
    <span key={index} className={style.part}>
      {part}
    </span>
  ))
}

/** A long one is shown in full on request. */
function Address({ host, path }: { host: string; path: string }) {
  if (host.length + path.length <= SHOWN_PATH) return <Parts address={`${host}${path}`} />
  return (
    <details>
      <summary>
        <Parts address={`${host}${path.slice(0, SHOWN_PATH - host.length)}…`} />
      </summary>
      <Parts address={path.slice(SHOWN_PATH - host.length)} />
    </details>
  )
}

function Figure({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function SetAside({ rows }: { rows: readonly SetAsideRow[] }) {
  return (
    <section aria-labelledby="aside-title">
      <h2 className={page.section} id="aside-title">
        Set aside
      </h2>
      <p className={style.quiet}>Rows that could not be read. The rest of their day is stored; nothing of yours is touched.</p>
      <ul className={style.rows}>
        {rows.map((row) => (
          <li key={row.id}>
            <details>
              <summary>
                <span className={style.when}>{row.day ?? readAt(row.atMs, nowMs())}</span>
                <span>{row.paperId ?? 'a row without an identifier'}</span>
                <span className={style.reason}>{row.reason}</span>
              </summary>
              <pre className={style.excerpt}>{row.excerpt}</pre>
              <div className={style.deeds}>
                {row.day !== null && isDay(row.day) && (
                  <Button onClick={() => sync({ from: row.day ?? '', to: row.day ?? '' })}>
                    <RotateCw size={13} aria-hidden="true" />
                    Fetch the day again
                  </Button>
                )}
                <Button onClick={() => void copy(`${row.reason}\n\n${row.excerpt}`, 'Copied the row.')}>Copy</Button>
              </div>
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}

function detailsOf({ atMs, host, path, why, status, bytes, ms, failure }: ActivityEntry): string {
  const answer = `${status ?? 'no status'}, ${bytes} bytes, ${Math.round(ms)} ms`
  return [new Date(atMs).toISOString(), `${host}${path}`, why, answer, failure ?? ''].join('\n')
}

function Requests({ entries }: { entries: readonly ActivityEntry[] }) {
  return (
    <section aria-labelledby="requests-title">
      <h2 className={page.section} id="requests-title">
        Fetched
      </h2>
      {entries.length === 0 ? (
        <Notice title="Nothing fetched yet" deeds={<ActionButton action="sync.run" kind="main" />}>
          Every request that Dogear makes is listed here, with what it was for.
        </Notice>
      ) : (
        <table className={style.table}>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">For</th>
              <th scope="col">From</th>
              <th scope="col">Answer</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id} data-failed={entry.failure !== null || undefined}>
                <td className={style.when}>{readAt(entry.atMs, nowMs()).replace(/^at /, '')}</td>
                <td>
                  {entry.why}
                  <span className={style.under}>
                    <Address host={entry.host} path={entry.path} />
                  </span>
                </td>
                <td className={style.path}>
                  <Address host={entry.host} path={entry.path} />
                </td>
                <td className={style.answer}>
                  {entry.failure ?? `${entry.status ?? ''} · ${byteSize(entry.bytes)} · ${wholeCount(Math.round(entry.ms))} ms`}
                  {entry.failure !== null && (
                    <Button onClick={() => void copy(detailsOf(entry), 'Copied the details.')}>Copy details</Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
