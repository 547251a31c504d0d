// Owns the end of a day: what was decided, how long the sitting took, and the way to reading.
import type { ReactNode } from 'react'
import type { ActionId } from '#contract/actions.ts'
import { perform } from '#renderer/actions/perform.ts'
import type { Sitting } from '#renderer/state/window.ts'
import { duration } from '#renderer/words/days.ts'
import { counted } from '#domain/counted.ts'
import { Button } from '../pieces/button.tsx'
import { Key } from '../pieces/key.tsx'
import { type Outcomes, savedOf } from './outcomes.ts'
import { LastWeek } from './last-week.tsx'
import style from './triage.module.css'

const OUTCOMES = [
  ['shortlist', 'Shortlist'],
  ['later', 'Later'],
  ['archive', 'Archive'],
  ['dismissed', 'Dismissed'],
  ['snoozed', 'Snoozed'],
] as const

export function DayEnd({ sitting, outcomes, total }: { sitting: Sitting; outcomes: Outcomes; total: number }) {
  const counts = new Map<string, number>()
  for (const outcome of outcomes.values()) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  const decided = outcomes.size
  const here = sitting.decided.size
  const saved = savedOf(outcomes)
  const most = Math.max(1, ...counts.values())
  return (
    <section className={style.end} aria-labelledby="end-title">
      <h1 id="end-title" className={style.title}>
        {decided > 0 ? 'All decided.' : total === 0 ? 'Nothing to decide.' : 'Everything here is decided.'}
      </h1>
      {decided > 0 && (
        <>
          <dl className={style.sums}>
            <Sum name="decided">{decided}</Sum>
            <Sum name="saved">{saved}</Sum>
            {here > 0 && (
              <Sum name={here > 1 ? `${duration((sitting.lastAtMs - sitting.startedAtMs) / here)} a paper` : 'in all'}>
                {duration(sitting.lastAtMs - sitting.startedAtMs)}
              </Sum>
            )}
          </dl>
          <ul className={style.chart} aria-label="What you decided">
            {OUTCOMES.filter(([outcome]) => counts.has(outcome)).map(([outcome, words]) => (
              <li key={outcome}>
                <span>{words}</span>
                <span className={style.track}>
                  <b data-state={outcome} style={{ width: `${((counts.get(outcome) ?? 0) / most) * 100}%` }} />
                </span>
                <span className={style.number}>{counts.get(outcome)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {decided > 0 && <LastWeek />}
      <p className={style.next}>{saved > 0 ? `${counted(saved, 'paper')} worth reading.` : 'What you saved before is still there.'}</p>
      <div className={style.links}>
        {/* the first has the focus: a tip would lie over the sentence above */}
        <WayOn action={(counts.get('shortlist') ?? 0) > 0 ? 'go.shortlist' : 'go.later'} kind="main" words="Start reading" />
        <WayOn action="day.previous" kind="plain" words="The day before" />
      </div>
    </section>
  )
}

function WayOn({ action, kind, words }: { action: ActionId; kind: 'plain' | 'main'; words: string }) {
  return (
    <Button kind={kind} onClick={() => perform(action)}>
      {words} <Key action={action} silent />
    </Button>
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
