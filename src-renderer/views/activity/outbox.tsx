// Owns the digests on their way out: which went, which wait and why, and trying one again or letting it go.
import { useEffect } from 'react'
import type { CallOutput } from '#contract/api.ts'
import { dropDelivery, retryDelivery } from '#renderer/actions/digest.ts'
import { nowMs } from '#renderer/state/clock.ts'
import { loadOutbox, useDigest } from '#renderer/state/digest.ts'
import { readAt } from '#renderer/words/days.ts'
import { Button } from '../pieces/button.tsx'
import style from './activity.module.css'
import page from '../pieces/page.module.css'

type Delivery = CallOutput<'digest.outbox'>['deliveries'][number]

const CHANNELS: Record<Delivery['channel'], string> = { mail: 'by mail', folder: 'into the folder', notification: 'as a notification' }
const STATES: Record<Delivery['state'], string> = {
  waiting: 'Waits',
  handing: 'Being sent',
  sent: 'Sent',
  failed: 'Not sent',
  unsure: 'Perhaps sent',
  dropped: 'Let go',
}

/** Nothing at all while no digest was ever made. */
export function Outbox() {
  const outbox = useDigest((state) => state.outbox)
  useEffect(() => void loadOutbox(), [])
  if (!outbox || outbox.length === 0) return null
  return (
    <section aria-labelledby="outbox-title">
      <h2 className={page.section} id="outbox-title">
        Digests
      </h2>
      <table className={style.table}>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">How it went</th>
            <th scope="col" aria-label="What to do" />
          </tr>
        </thead>
        <tbody>
          {outbox.map((delivery) => (
            <Row key={delivery.id} delivery={delivery} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ delivery: { id, kind, day, channel, state, changedAtMs, problem } }: { delivery: Delivery }) {
  const isOpen = state === 'waiting' || state === 'failed' || state === 'unsure'
  return (
    <tr data-failed={state === 'failed' || state === 'unsure' || undefined}>
      <td className={style.when}>{readAt(changedAtMs, nowMs()).replace(/^at /, '')}</td>
      <td>
        {kind === 'daily' ? 'Day' : 'Week'} of {day}, {CHANNELS[channel]}
      </td>
      <td className={style.outcome}>
        {STATES[state]}
        {problem !== null && `. ${problem}`}
      </td>
      <td>
        {(isOpen || state === 'dropped') && (
          <span className={style.deeds}>
            <Button onClick={() => retryDelivery(id)}>{state === 'unsure' ? 'Send again' : 'Try now'}</Button>
            {isOpen && <Button onClick={() => dropDelivery(id)}>Let go</Button>}
          </span>
        )}
      </td>
    </tr>
  )
}
