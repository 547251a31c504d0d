// Owns which function answers which call about the digest.
import type { HandlerParts, Handlers } from '../handlers.ts'

type DigestCall = Extract<keyof Handlers, `digest.${string}`>

export function digestHandlers({ digests }: HandlerParts): Pick<Handlers, DigestCall> {
  return {
    'digest.preview': (input) => digests.preview(input),
    'digest.send': (input, options) => digests.send(input, options),
    'digest.write': (input) => digests.write(input),
    'digest.testMail': (_input, options) => digests.testMail(options),
    'digest.outbox': ({ limit }) => digests.outbox(limit),
    'digest.retry': ({ id }) => {
      digests.retry(id)
      return {}
    },
    'digest.drop': ({ id }) => {
      digests.drop(id)
      return {}
    },
  }
}
