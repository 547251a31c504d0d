// Owns the digest at work: made once when it is due, handed over on every way that is on, tried again until it is there.
import type { CallOutput, Notice, Topic } from '#contract/api.ts'
import type { PaperId } from '#domain/paper.ts'
import { type Day, localDayOf } from '#domain/day.ts'
import { type Digest, DigestChannel, type DigestFileFormat, DigestKind, type DigestSettings, lastDigestDue } from '#domain/digest.ts'
import { DogearError, toFailure } from '#domain/errors.ts'
import type { Ports } from '../ports.ts'
import {
  dueDeliveries,
  hasDigest,
  hastenDeliveries,
  listDeliveries,
  noteDelivery,
  settleInterrupted,
  storeDigest,
} from '../storage/digest-rows.ts'
import type { Search } from '../search/search.ts'
import type { Store } from '../storage/store.ts'
import { composeDigest, digestSinceMs } from './compose.ts'
import { newOfSavedSearches } from './saved-matches.ts'
import { composeMail, deliver, refusedWords, sendMail, writeDigestFiles } from './delivery.ts'
import { digestHtml, digestMarkdown, digestText } from './write-digest.ts'

const AFTER_START_MS = 20_000
const BETWEEN_LOOKS_MS = 60_000
/** After a change to its settings nothing is made by itself for so long: they may be half filled in. */
const QUIET_AFTER_CHANGE_MS = 10 * 60_000
/** A digest that is due waits so long for a sync that runs. */
const WAITS_FOR_SYNC_MS = 15 * 60_000

export interface Digests {
  start(): void
  preview(input: { kind: DigestKind; day?: Day | undefined }): Promise<CallOutput<'digest.preview'>>
  send(input: { kind: DigestKind; day?: Day | undefined }, options: { signal: AbortSignal }): Promise<CallOutput<'digest.send'>>
  write(input: { kind: DigestKind; day?: Day | undefined; folder: string; formats: DigestFileFormat[] }): Promise<{ paths: string[] }>
  testMail(options: { signal: AbortSignal }): Promise<{ sentence: string }>
  outbox(limit: number): CallOutput<'digest.outbox'>
  /** Throws `not-found`. */
  retry(id: number): void
  /** Throws `not-found`. */
  drop(id: number): void
  settingsChanged(): void
  /** The machine woke, or the network may be back. */
  wake(): void
  close(): Promise<void>
}

export interface DigestParts {
  store: Store
  ports: Pick<Ports, 'clock' | 'log' | 'mailer' | 'secrets' | 'annotationFiles'>
  settings: () => { digest: DigestSettings; networkOn: boolean }
  search: Pick<Search, 'matching'>
  /** Resolves when the papers of what is followed are marked. */
  followed(): Promise<void>
  isSyncing: () => boolean
  changed(topics: Topic[], ids: PaperId[] | null): void
  notify(notice: Notice): void
}

export function createDigests(parts: DigestParts): Digests {
  const { store, ports, settings } = parts
  const closing = new AbortController()
  let nap = new AbortController()
  let running = Promise.resolve()
  let sending = Promise.resolve()
  let isSettled = false
  let knownSettings = JSON.stringify(settings().digest)
  let changedAtMs = Number.NEGATIVE_INFINITY

  const compose = async (kind: DigestKind, day: Day | undefined): Promise<Digest> => {
    const nowMs = ports.clock.nowMs()
    const wanted = { kind, nowMs, day: day ?? localDayOf(nowMs), settings: settings().digest }
    const asked = wanted.settings.sections.includes('searches')
    const ofSearches = asked ? await newOfSavedSearches(store, parts.search, digestSinceMs(store, wanted), { signal: closing.signal }) : []
    await parts.followed()
    return composeDigest(store, { ...wanted, ofSearches })
  }

  const channels = (): DigestChannel[] => {
    const { mailOn, folderOn, notify } = settings().digest
    const isOn: Record<DigestChannel, boolean> = { mail: mailOn, folder: folderOn, notification: notify }
    return DigestChannel.options.filter((channel) => isOn[channel])
  }

  /** One at a time, whoever asks. */
  const sendDue = (signal: AbortSignal): Promise<void> => {
    const work = async (): Promise<void> => {
      // once, and in the line of sending: what is being handed over now is never taken for what was when the program ended
      if (!isSettled) settleInterrupted(store, ports.clock.nowMs())
      isSettled = true
      for (const due of dueDeliveries(store, ports.clock.nowMs())) {
        signal.throwIfAborted()
        await deliver(parts, due, { signal })
        parts.changed(['activity'], [])
      }
    }
    const mine = sending.then(work)
    sending = mine.catch(() => undefined)
    return mine
  }

  const makeDue = async (): Promise<void> => {
    const nowMs = ports.clock.nowMs()
    if (channels().length === 0 || nowMs - changedAtMs < QUIET_AFTER_CHANGE_MS) return
    for (const kind of DigestKind.options) {
      const due = lastDigestDue(kind, settings().digest, nowMs)
      if (due === null || hasDigest(store, kind, due.day)) continue
      if (parts.isSyncing() && nowMs - due.atMs < WAITS_FOR_SYNC_MS) continue
      storeDigest(store, await compose(kind, due.day), channels())
    }
  }

  const run = async (): Promise<void> => {
    let wait = AFTER_START_MS
    while (!closing.signal.aborted) {
      nap = new AbortController()
      await ports.clock.sleep(wait, { signal: AbortSignal.any([nap.signal, closing.signal]) }).catch(() => undefined)
      if (closing.signal.aborted) return
      try {
        await makeDue()
        await sendDue(closing.signal)
      } catch (thrown) {
        if (closing.signal.aborted) return
        ports.log({ level: 'error', event: 'digest failed', facts: { code: toFailure(thrown).code } })
      }
      wait = BETWEEN_LOOKS_MS
    }
  }

  const found = (id: number, did: boolean): void => {
    if (!did) throw new DogearError('not-found', 'This digest is not waiting any more.', { detail: String(id) })
    parts.changed(['activity'], [])
  }

  return {
    start: () => {
      running = run()
    },
    preview: async ({ kind, day }) => {
      const digest = await compose(kind, day)
      const papers = digest.sections.reduce((sum, section) => sum + section.papers.length, 0)
      return { subject: digest.subject, papers, html: digestHtml(digest), text: digestText(digest), markdown: digestMarkdown(digest) }
    },
    send: async ({ kind, day }, { signal }) => {
      const ways = channels()
      if (ways.length === 0)
        throw new DogearError(
          'invalid-input',
          'The digest has no way out. Switch on mail, a folder or notifications in Settings, under Digest.',
        )
      const digest = await compose(kind, day)
      const made = storeDigest(store, digest, ways)
      if (!made) hastenDeliveries(store, kind, digest.day, ports.clock.nowMs())
      await sendDue(AbortSignal.any([signal, closing.signal]))
      const deliveries = listDeliveries(store, 100).filter((one) => one.kind === kind && one.day === digest.day)
      return { made, deliveries, sentence: sentenceOf(made, deliveries) }
    },
    write: async ({ kind, day, folder, formats }) => ({ paths: await writeDigestFiles(parts, await compose(kind, day), folder, formats) }),
    testMail: async ({ signal }) => {
      const { mailFrom, mailTo } = settings().digest
      const nowMs = ports.clock.nowMs()
      const mail = await composeMail(ports, {
        mailFrom,
        mailTo,
        subject: 'Dogear can send you mail',
        text: 'This is the test you asked for. The digest will come this way.\n',
        html: '<p>This is the test you asked for. The digest will come this way.</p>',
        name: `test.${nowMs}`,
        dateMs: nowMs,
      })
      const { answer, refused } = await sendMail(parts, mail, { signal, beforeLastByte: () => undefined })
      return { sentence: `The mail server took the test mail. It said: ${answer}${refused.length > 0 ? ` ${refusedWords(refused)}` : ''}` }
    },
    outbox: (limit) => ({ deliveries: listDeliveries(store, limit) }),
    retry: (id) => {
      const nowMs = ports.clock.nowMs()
      found(id, noteDelivery(store, id, ['waiting', 'failed', 'unsure', 'dropped'], { state: 'waiting', nextTryAtMs: nowMs }, nowMs))
      nap.abort()
    },
    drop: (id) => found(id, noteDelivery(store, id, ['waiting', 'failed', 'unsure'], { state: 'dropped' }, ports.clock.nowMs())),
    settingsChanged: () => {
      const now = JSON.stringify(settings().digest)
      if (now !== knownSettings) changedAtMs = ports.clock.nowMs()
      knownSettings = now
      nap.abort()
    },
    wake: () => nap.abort(),
    close: async () => {
      closing.abort(new DogearError('cancelled', 'Dogear is closing.'))
      await Promise.all([running, sending])
    },
  }
}

function sentenceOf(made: boolean, deliveries: CallOutput<'digest.outbox'>['deliveries']): string {
  const bad = deliveries.find(({ problem }) => problem !== null)
  if (bad?.problem) return bad.problem
  if (!made) return 'This digest was made before; what still waited was sent.'
  return 'The digest is sent.'
}
