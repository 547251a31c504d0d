// Owns the facts about where secrets are: open for their owner, sealed with a key, or in the environment.
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createSecretFiles } from '#adapters/secret-files.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

const SECRET = 'what nobody may see'
const newKey = (): string => randomBytes(32).toString('base64')

function kept(folder: string): Record<string, string> {
  const place = path.join(folder, 'secrets')
  return Object.fromEntries(readdirSync(place).map((name) => [name, readFileSync(path.join(place, name), 'utf8')]))
}

test('without a keychain a secret is a file that only its owner may read', () => {
  const folder = tempFolder()
  const secrets = createSecretFiles(folder, {})
  secrets.unlock(null)
  secrets.write('smtp-password', SECRET)
  expect([secrets.read('smtp-password'), secrets.where('smtp-password')]).toEqual([SECRET, 'file'])
  expect(statSync(path.join(folder, 'secrets', 'smtp-password')).mode & 0o077).toBe(0)
})

test('with the key of a keychain a secret is sealed, and one that lay open is sealed when the key comes', () => {
  const folder = tempFolder()
  const secrets = createSecretFiles(folder, {})
  secrets.write('smtp-password', SECRET)
  secrets.unlock(newKey())
  secrets.write('hugging-face-token', 'hf_other')
  expect(Object.keys(kept(folder)).sort()).toEqual(['hugging-face-token.sealed', 'smtp-password.sealed'])
  expect(Object.values(kept(folder)).join()).not.toMatch(/nobody|hf_other/)
  expect([secrets.read('smtp-password'), secrets.read('hugging-face-token')]).toEqual([SECRET, 'hf_other'])
  expect(secrets.where('smtp-password')).toBe('keychain')
})

test('who has not the key is told in a sentence how to give the secret, and another key opens nothing', () => {
  const folder = tempFolder()
  const window = createSecretFiles(folder, {})
  window.unlock(newKey())
  window.write('smtp-password', SECRET)
  const commandLine = createSecretFiles(folder, {})
  expect(() => commandLine.read('smtp-password')).toThrow(/sealed with the keychain of the window.*DOGEAR_SMTP_PASSWORD/)
  commandLine.unlock(newKey())
  expect(() => commandLine.read('smtp-password')).toThrow(/sealed/)
  expect(createSecretFiles(folder, { DOGEAR_SMTP_PASSWORD: 'given' }).read('smtp-password')).toBe('given')
})

test('a sealed secret that was changed or put in the place of another is not taken for one', () => {
  const folder = tempFolder()
  const key = newKey()
  const secrets = createSecretFiles(folder, {})
  secrets.unlock(key)
  secrets.write('smtp-password', SECRET)
  const sealed = kept(folder)['smtp-password.sealed'] ?? ''
  const elsewhere = tempFolder()
  const moved = createSecretFiles(elsewhere, {})
  moved.unlock(key)
  moved.write('hugging-face-token', 'x')
  const bytes = Buffer.from(sealed, 'base64')
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  for (const [name, text] of [
    ['hugging-face-token', sealed],
    ['smtp-password', bytes.toString('base64')],
    ['smtp-password', ''],
    ['smtp-password', 'no base64 at all'],
  ] as const) {
    const file = path.join(elsewhere, 'secrets', `${name}.sealed`)
    writeFileSync(file, text)
    expect(() => moved.read(name)).toThrow(/sealed/)
  }
})

test('a secret that is taken away is gone, open or sealed', () => {
  const folder = tempFolder()
  const secrets = createSecretFiles(folder, {})
  secrets.write('smtp-password', SECRET)
  secrets.unlock(newKey())
  secrets.write('smtp-password', null)
  expect([secrets.read('smtp-password'), secrets.where('smtp-password'), readdirSync(path.join(folder, 'secrets'))]).toEqual([
    null,
    null,
    [],
  ])
})
