// Owns a real SMTP server on loopback that keeps what it takes, and can be told to refuse.
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'

export interface MailServer {
  readonly port: number
  /** What it took, parsed by another library, oldest first. */
  mails(): Promise<ParsedMail[]>
  /** An answer other than yes to the next messages' last byte, one each. */
  readonly answers: { code: number; words: string }[]
}

export interface MailServerOptions extends SMTPServerOptions {
  /** What happens between a message's end and the answer to it. */
  beforeAnswer?: () => Promise<void>
}

export async function startMailServer({ beforeAnswer, ...options }: MailServerOptions = {}): Promise<MailServer> {
  const taken: Buffer[] = []
  const answers: MailServer['answers'] = []
  const answer = async (done: () => void): Promise<void> => {
    await beforeAnswer?.()
    done()
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    ...options,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const refusal = answers.shift()
        if (refusal) return done(Object.assign(new Error(refusal.words), { responseCode: refusal.code }))
        taken.push(Buffer.concat(chunks))
        void answer(done)
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())))
  return { port: (server.server.address() as AddressInfo).port, mails: () => Promise.all(taken.map((mail) => simpleParser(mail))), answers }
}
