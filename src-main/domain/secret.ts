// Owns which secrets of the reader's there are, and where one may be kept.
import { z } from 'zod'

export const SecretName = z.enum(['smtp-password', 'hugging-face-token'])
export type SecretName = z.infer<typeof SecretName>

/** `keychain`: sealed with a key that the system's keychain keeps. `file`: only its owner may read it. `environment`: a variable. */
export const SecretPlace = z.enum(['keychain', 'file', 'environment'])
export type SecretPlace = z.infer<typeof SecretPlace>
