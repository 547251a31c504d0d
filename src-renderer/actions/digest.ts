// Owns what the reader does with the digest: its settings, its password, a test, and what waits to go out.
import type { DigestPatch } from '#domain/digest.ts'
import { client } from '../app/client.ts'
import { reportFailure, say, tell } from '../state/toasts.ts'
import { carryThrough } from '../state/work.ts'
import { reportStopped } from './exchange.ts'
import { changeSettings } from './library.ts'

export function changeDigest(digest: DigestPatch): void {
  changeSettings({ digest })
}

export function sendTestMail(): void {
  say('Sending a test mail.')
  carryThrough('Sending a test mail', ({ signal }) => client.call('digest.testMail', {}, { signal, hearsOut: true })).then(
    ({ sentence }) => tell(sentence),
    reportStopped('Stopped; no mail was sent.'),
  )
}

export function sendDigestNow(): void {
  carryThrough('Sending the digest', ({ signal }) => client.call('digest.send', {}, { signal, hearsOut: true })).then(
    ({ sentence }) => tell(sentence),
    reportStopped('Stopped. What was not sent waits in Activity.'),
  )
}

export function retryDelivery(id: number): void {
  tellOf(client.call('digest.retry', { id }), 'It is tried again now.')
}

export function dropDelivery(id: number): void {
  tellOf(client.call('digest.drop', { id }), 'It is let go.')
}

function tellOf(call: Promise<unknown>, sentence: string): void {
  call.then(() => tell(sentence), reportFailure)
}
