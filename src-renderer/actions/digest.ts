// Owns what the reader does with the digest: its settings, its password, a test, and what waits to go out.
import type { DigestPatch } from '#domain/digest.ts'
import { client } from '../app/client.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'
import { changeSettings } from './library.ts'

export function changeDigest(digest: DigestPatch): void {
  changeSettings({ digest })
}

export function sendTestMail(): void {
  say('Sending a test mail.')
  client.call('digest.testMail', {}).then(({ sentence }) => showToast({ sentence }), reportFailure)
}

export function sendDigestNow(): void {
  client.call('digest.send', {}).then(({ sentence }) => showToast({ sentence }), reportFailure)
}

export function retryDelivery(id: number): void {
  tell(client.call('digest.retry', { id }), 'It is tried again now.')
}

export function dropDelivery(id: number): void {
  tell(client.call('digest.drop', { id }), 'It is let go.')
}

function tell(call: Promise<unknown>, sentence: string): void {
  call.then(() => {
    showToast({ sentence })
    say(sentence)
  }, reportFailure)
}
