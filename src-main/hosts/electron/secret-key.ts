// Owns the key to the reader's secrets: made once, and given out by the system's keychain only.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { safeStorage } from 'electron'
import { writeFileAtomic } from '#adapters/files.ts'

const KEY_BYTES = 32

/**
 * The key as base64, once Electron is ready. Null where there is no keychain (on Linux Electron would then hide it with a
 * password that everybody knows), where it does not open, or where the key can't be kept: secrets are owner-only files then.
 */
export function secretKey(dataFolder: string): string | null {
  if (!safeStorage.isEncryptionAvailable()) return null
  if (process.platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())) return null
  const file = path.join(dataFolder, 'secrets', 'key.sealed')
  try {
    // one that does not open is left alone: the keychain may be locked today and open tomorrow
    if (existsSync(file)) return safeStorage.decryptString(readFileSync(file))
    const key = randomBytes(KEY_BYTES).toString('base64')
    writeFileAtomic(file, safeStorage.encryptString(key))
    return key
  } catch {
    return null
  }
}
