// Owns mail on its way out: a message as RFC 5322 bytes, and handing it to an SMTP server.
import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { DogearError } from '#domain/errors.ts'
import type { Mailer, MailMessage, SmtpServer } from '#core/ports.ts'

/** How long a server is waited for: until it greets, and between two words of it. */
export interface MailPatience {
  connectMs: number
  silenceMs: number
}

const PATIENCE: MailPatience = { connectMs: 20_000, silenceMs: 60_000 }

export function createMailer(patience = PATIENCE): Mailer {
  return { compose, send: (mail, server, options) => send(mail, server, options, patience) }
}

async function compose({ from, to, subject, text, html, messageId, dateMs }: MailMessage): Promise<Uint8Array> {
  const mail = new MailComposer({
    from,
    to: [...to],
    subject,
    text,
    html,
    messageId,
    date: new Date(dateMs),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Mailer': 'Dogear' },
    // what is not in the message is never fetched for it
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return new Uint8Array(await mail.compile().build())
}

/** Resolves with the server's answer and the addresses it refused. Rejects with `offline`, `rate-limited`, `upstream` or `invalid-input`, in the server's own words where it gave any. */
async function send(
  { from, to, raw }: { from: string; to: readonly string[]; raw: Uint8Array },
  server: SmtpServer,
  { signal, beforeLastByte }: { signal: AbortSignal; beforeLastByte: () => void },
  { connectMs, silenceMs }: MailPatience,
): Promise<{ answer: string; refused: string[] }> {
  signal.throwIfAborted()
  const isHere = isThisMachine(server.host)
  if (server.security === 'none' && server.user !== '' && !isHere) {
    throw new DogearError('invalid-input', 'Without encryption everyone on the way could read your password. Choose STARTTLS or TLS.')
  }
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silenceMs,
    // a mail bridge on this machine signs its own certificate
    ...(isHere ? { tls: { rejectUnauthorized: false } } : {}),
  })
  const stopped = Promise.withResolvers<never>()
  stopped.promise.catch(() => undefined)
  const stop = (): void => stopped.reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  connection.on('error', (error: Error) => stopped.reject(error))
  connection.on('end', () => stopped.reject(Object.assign(new Error('The connection was closed.'), { code: 'ECONNECTION' })))
  const step = <T>(run: (done: (error?: Error | null, value?: T) => void) => void): Promise<T | undefined> =>
    Promise.race([
      stopped.promise,
      new Promise<T | undefined>((resolve, reject) => run((error, value) => (error ? reject(error) : resolve(value)))),
    ])
  try {
    await step<void>((done) => connection.connect((error) => done(error)))
    if (server.user !== '') {
      await step((done) => connection.login({ user: server.user, pass: server.password ?? '' }, (error, value) => done(error, value)))
    }
    const sent = await step<{ answer: string; refused: string[] }>((done) =>
      connection.send({ from: bare(from), to: to.map(bare) }, upToLastByte(raw, beforeLastByte), (error, value) =>
        done(error, value ? { answer: oneLine(String(value.response)), refused: value.rejected.map(String) } : undefined),
      ),
    )
    connection.quit()
    return sent ?? { answer: '', refused: [] }
  } catch (thrown) {
    connection.close()
    throw signal.aborted ? signal.reason : sentenceOf(thrown, server)
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** The end of the stream is what ends the mail for the server; before it, `beforeLastByte` has returned. */
function upToLastByte(raw: Uint8Array, beforeLastByte: () => void): Readable {
  return Readable.from(
    (function* () {
      yield Buffer.from(raw)
      beforeLastByte()
    })(),
    { objectMode: false },
  )
}

function bare(address: string): string {
  return /<([^<>]+)>\s*$/.exec(address)?.[1] ?? address
}

function isThisMachine(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)
}

function oneLine(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim()
    .slice(0, 300)
}

function sentenceOf(thrown: unknown, { host, port }: SmtpServer): DogearError {
  if (thrown instanceof DogearError) return thrown
  const {
    code = '',
    responseCode = 0,
    response = '',
    message = '',
  } = thrown as Record<'code' | 'response' | 'message', string | undefined> & { responseCode?: number }
  const where = `${host}:${port}`
  const words = oneLine(response === '' ? message : response)
  const said = ` It said: ${words}`
  if (code === 'EAUTH')
    return new DogearError('invalid-input', `The mail server ${where} does not take this name and password.${said}`, { detail: words })
  if (responseCode >= 500) return new DogearError('upstream', `The mail server ${where} refused the mail.${said}`, { detail: words })
  if (responseCode >= 400)
    return new DogearError('rate-limited', `The mail server ${where} asks to come back later.${said}`, { retryable: true, detail: words })
  if (code === 'ETLS')
    return new DogearError('upstream', `The mail server ${where} does not encrypt as the settings ask. ${words}`, { detail: words })
  return new DogearError('offline', `The mail server ${where} can’t be reached. ${words}`, { retryable: true, detail: words })
}
