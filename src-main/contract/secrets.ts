// Owns the calls about the reader's secrets, which go in and never come out again.
import { z } from 'zod'
import { SecretName, SecretPlace } from '#domain/secret.ts'
import { command, query } from './define.ts'
import { Nothing } from './shapes.ts'

export const secretCalls = {
  /** Where each secret is kept; null where there is none. */
  'secrets.places': query(Nothing, z.object({ places: z.record(SecretName, SecretPlace.nullable()) })),
  /** Null or empty takes it away. */
  'secrets.set': command(z.object({ name: SecretName, secret: z.string().max(1000).nullable() }), Nothing),
} as const
