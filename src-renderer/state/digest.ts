// Owns what of the digest is on screen: what waits to go out, and how the next one would look.
import { create } from 'zustand'
import type { CallOutput } from '#contract/api.ts'
import type { DigestKind } from '#domain/digest.ts'
import { client } from '../app/client.ts'
import { reportFailure } from './toasts.ts'

interface DigestOnScreen {
  outbox: CallOutput<'digest.outbox'>['deliveries'] | null
  preview: CallOutput<'digest.preview'> | null
}

export const useDigest = create<DigestOnScreen>(() => ({ outbox: null, preview: null }))

export async function loadOutbox(): Promise<void> {
  try {
    const { deliveries } = await client.call('digest.outbox', { limit: 30 })
    useDigest.setState({ outbox: deliveries })
  } catch (thrown) {
    reportFailure(thrown)
  }
}

let asked = 0

/** The answer to the newest question holds, whichever comes last. */
export async function loadPreview(kind: DigestKind): Promise<void> {
  const mine = ++asked
  try {
    const preview = await client.call('digest.preview', { kind })
    if (mine === asked) useDigest.setState({ preview })
  } catch (thrown) {
    reportFailure(thrown)
  }
}
