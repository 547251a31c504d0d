// Owns the reader's secrets: one file each, for their owner only, sealed where the system's keychain keeps the key to them.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { SecretName } from '#domain/secret.ts'
import { DogearError } from '#domain/errors.ts'
import type { Secrets } from '#core/ports.ts'
import { fileError, writeFileAtomic } from './files.ts'

const VARIABLES: Readonly<Record<SecretName, string>> = { 'smtp-password': 'DOGEAR_SMTP_PASSWORD', 'hugging-face-token': 'DOGEAR_HF_TOKEN' }

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

export interface SecretFiles extends Secrets {
  /**
   * From now on secrets are sealed with this key (32 bytes, base64), which only the system's keychain gives out; what
   * lay open before is sealed. Null: this machine has no keychain, and they stay files for their owner.
   */
  unlock(key: string | null): void
}

export function createSecretFiles(
  dataFolder: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): SecretFiles {
  const openFile = (name: SecretName): string => path.join(dataFolder, 'secrets', name)
  const sealedFile = (name: SecretName): string => `${openFile(name)}.sealed`
  let key: Buffer | null = null

  const given = (name: SecretName): string | null => environment[VARIABLES[name]] || null

  const read = (name: SecretName): string | null => {
    const variable = given(name)
    if (variable !== null) return variable
    const open = textIn(openFile(name))
    if (open !== null) return open
    const sealed = textIn(sealedFile(name))
    if (sealed === null) return null
    const secret = key === null ? null : unseal(sealed, name, key)
    if (secret !== null) return secret
    throw new DogearError(
      'unsupported',
      `The ${WORDS[name]} is sealed with the keychain of the window, which can’t be read here. Give it as ${VARIABLES[name]}, or write it anew in Settings.`,
      { retryable: true },
    )
  }

  const write = (name: SecretName, secret: string | null): void => {
    const [kept, other] = key === null ? [openFile(name), sealedFile(name)] : [sealedFile(name), openFile(name)]
    try {
      if (secret === null) rmSync(kept, { force: true })
      else writeFileAtomic(kept, key === null ? secret : seal(secret, name, key))
      rmSync(other, { force: true })
    } catch (thrown) {
      throw fileError(thrown, kept)
    }
  }

  return {
    read,
    write,
    where: (name) =>
      given(name) !== null ? 'environment' : existsSync(openFile(name)) ? 'file' : existsSync(sealedFile(name)) ? 'keychain' : null,
    unlock: (given64) => {
      const bytes = given64 === null ? null : Buffer.from(given64, 'base64')
      key = bytes?.byteLength === KEY_BYTES ? bytes : null
      if (key === null) return
      for (const name of Object.keys(VARIABLES) as SecretName[]) {
        const open = textIn(openFile(name))
        if (open !== null) write(name, open)
      }
    },
  }
}

const WORDS: Readonly<Record<SecretName, string>> = {
  'smtp-password': 'password of the mail server',
  'hugging-face-token': 'token for Hugging Face',
}

/** AES-256-GCM, the name authenticated with it, so that one secret can't be put in another's place. */
function seal(secret: string, name: SecretName, key: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name))
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64')
}

/** Null when the key is another or the file is damaged. */
function unseal(sealed: string, name: SecretName, key: Buffer): string | null {
  const bytes = Buffer.from(sealed, 'base64')
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(name))
      .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return null
  }
}

function textIn(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
