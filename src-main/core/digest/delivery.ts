// Owns handing a digest over on one way: mail, files in a folder, a notification; and what becomes of one that failed.
import type { Notice } from '#contract/api.ts'
import { weekOfDay } from '#domain/day.ts'
import type { Digest, DigestFileFormat, DigestSettings } from '#domain/digest.ts'
import { mailAddresses } from '#domain/digest.ts'
import { LINK_SCHEME } from '#domain/dogear-link.ts'
import { DogearError, toFailure } from '#domain/errors.ts'
import type { Ports } from '../ports.ts'
import { type DueDelivery, noteDelivery } from '../storage/digest-rows.ts'
import type { Store } from '../storage/store.ts'
import { recordRequest } from '../storage/sync-rows.ts'
import { newestDayUpTo } from './compose.ts'
import { digestHtml, digestMarkdown, digestText } from './write-digest.ts'
import { trimmedEnd } from '#domain/trimmed.ts'

const MINUTE_MS = 60_000
const BETWEEN_TRIES_MS = [5, 15, 60, 240].map((minutes) => minutes * MINUTE_MS)
const GIVES_UP_AFTER_MS = 3 * 24 * 60 * MINUTE_MS

export interface DeliveryParts {
  store: Store
  ports: Pick<Ports, 'clock' | 'mailer' | 'secrets' | 'annotationFiles'>
  settings: () => { digest: DigestSettings; networkOn: boolean }
  notify(notice: Notice): void
}

/** Never throws but for the signal: how it went is written down. */
export async function deliver(parts: DeliveryParts, due: DueDelivery, { signal }: { signal: AbortSignal }): Promise<void> {
  const { store, ports } = parts
  const note = (from: Parameters<typeof noteDelivery>[2], news: Parameters<typeof noteDelivery>[3]): boolean =>
    noteDelivery(store, due.id, from, news, ports.clock.nowMs())
  const handing = { begun: false }
  let refused: string[] = []
  try {
    switch (due.channel) {
      case 'mail':
        ;({ refused } = await sendMail(parts, await mailOf(parts, due.digest), {
          signal,
          beforeLastByte: () => {
            handing.begun = note(['waiting'], { state: 'handing', attempts: due.attempts + 1 })
            if (!handing.begun) throw new DogearError('cancelled', 'This mail was let go.')
          },
        }))
        break
      case 'folder':
        await writeDigestFiles(parts, due.digest, parts.settings().digest.folder, parts.settings().digest.formats)
        break
      case 'notification':
        // first, so that it never comes twice
        note(['waiting'], { state: 'sent', attempts: 1 })
        parts.notify(noticeOf(store, due.digest))
        return
    }
    note(['waiting', 'handing'], { state: 'sent', problem: refused.length > 0 ? refusedWords(refused) : null })
  } catch (thrown) {
    const failure = toFailure(thrown)
    if (handing.begun && (signal.aborted || failure.code === 'offline')) {
      const problem = 'The connection broke in the moment the mail server took this mail. It has most likely arrived; send it again if not.'
      note(['handing'], { state: 'unsure', problem })
      return
    }
    signal.throwIfAborted()
    const attempts = due.attempts + 1
    const nextTryAtMs = ports.clock.nowMs() + (BETWEEN_TRIES_MS[Math.min(due.attempts, BETWEEN_TRIES_MS.length - 1)] ?? MINUTE_MS)
    const isLast = !failure.retryable || nextTryAtMs - due.digest.madeAtMs > GIVES_UP_AFTER_MS
    note(['waiting', 'handing'], { state: isLast ? 'failed' : 'waiting', problem: failure.message, attempts, nextTryAtMs })
  }
}

/** Of several addresses some may be refused; those that were not have their mail. */
export function refusedWords(addresses: readonly string[]): string {
  return `The mail server refused ${addresses.join(', ')}.`
}

export interface OutgoingMail {
  from: string
  to: string[]
  raw: Uint8Array
}

/** The same digest gives the same Message-ID, so that a mail program knows one that came twice. */
async function mailOf({ store, ports, settings }: DeliveryParts, digest: Digest): Promise<OutgoingMail> {
  const { mailFrom, mailTo } = settings().digest
  const library = store.sql.prepare('SELECT library_id FROM library WHERE only = 1').get()
  return await composeMail(ports, {
    mailFrom,
    mailTo,
    subject: digest.subject,
    text: digestText(digest),
    html: digestHtml(digest),
    name: `digest.${digest.kind}.${digest.day}.${String(library?.['library_id'])}`,
    dateMs: digest.madeAtMs,
  })
}

interface MailWords {
  mailFrom: string
  mailTo: string
  subject: string
  text: string
  html: string
  /** The first half of its Message-ID. */
  name: string
  dateMs: number
}

export async function composeMail(
  { mailer }: Pick<Ports, 'mailer'>,
  { mailFrom, mailTo, name, ...words }: MailWords,
): Promise<OutgoingMail> {
  const to = mailAddresses(mailTo)
  const from = mailAddresses(mailFrom)[0] ?? to[0] ?? 'dogear@localhost'
  const host = /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? 'localhost'
  return { from, to, raw: await mailer.compose({ ...words, from, to, messageId: `<${name}@${host}>` }) }
}

/** Hands a mail to the server of the settings, and writes it into the ledger. Throws a sentence. */
export async function sendMail(
  { store, ports, settings }: Omit<DeliveryParts, 'notify'>,
  mail: OutgoingMail,
  options: { signal: AbortSignal; beforeLastByte: () => void },
): Promise<{ answer: string; refused: string[] }> {
  const { digest, networkOn } = settings()
  if (!networkOn) throw new DogearError('offline', 'The network is switched off in Settings, so no mail is sent.', { retryable: true })
  if (digest.smtpHost === '') throw new DogearError('invalid-input', 'No mail server is named. Name one in Settings, under Digest.')
  if (mail.to.length === 0) throw new DogearError('invalid-input', 'There is no address to send to. Write one in Settings, under Digest.')
  const startedMs = ports.clock.nowMs()
  const record = (failure: string | null): void =>
    recordRequest(store, {
      atMs: startedMs,
      host: `${digest.smtpHost}:${digest.smtpPort}`,
      path: '',
      why: 'the digest by mail',
      status: null,
      bytes: mail.raw.byteLength,
      ms: ports.clock.nowMs() - startedMs,
      failure,
    })
  try {
    const sent = await ports.mailer.send(
      mail,
      {
        host: digest.smtpHost,
        port: digest.smtpPort,
        security: digest.smtpSecurity,
        user: digest.smtpUser,
        password: digest.smtpUser === '' ? null : ports.secrets.read('smtp-password'),
      },
      options,
    )
    record(null)
    return sent
  } catch (thrown) {
    record(toFailure(thrown).message)
    throw thrown
  }
}

/** Whole files, each over an older one of its name; resolves with their paths. Rejects with `read-only`, `disk-full` or `not-found`. */
export async function writeDigestFiles(
  parts: DeliveryParts,
  digest: Digest,
  folder: string,
  formats: readonly DigestFileFormat[],
): Promise<string[]> {
  if (folder === '') throw new DogearError('invalid-input', 'No folder is named for the digest. Name one in Settings, under Digest.')
  const contents: Record<DigestFileFormat, () => string | Promise<Uint8Array>> = {
    eml: async () => (await mailOf(parts, digest)).raw,
    html: () => digestHtml(digest),
    md: () => digestMarkdown(digest),
  }
  const name = `${trimmedEnd(folder, '\\/')}/dogear-${digest.kind}-${digest.day}`
  const paths: string[] = []
  for (const format of formats) {
    paths.push(parts.ports.annotationFiles.writeOutsideFile(`${name}.${format}`, await contents[format](), null))
  }
  return paths
}

/** A click on it opens the list whose top papers the digest has. */
function noticeOf(store: Store, digest: Digest): Notice {
  const papers = digest.sections.reduce((sum, section) => sum + section.papers.length + section.more, 0)
  const first = digest.sections[0]?.papers[0]?.title
  const day = newestDayUpTo(store, digest.day) ?? digest.day
  return {
    title: digest.kind === 'daily' ? 'Today’s papers' : 'This week’s papers',
    body: first === undefined ? 'Nothing new since the last digest.' : `${first}${papers > 1 ? `, and ${papers - 1} more` : ''}`,
    link: `${LINK_SCHEME}://${digest.kind === 'daily' ? `day/${day}` : `week/${weekOfDay(day)}`}`,
  }
}
