// Owns the reader's secrets where no keychain is used: one file each, for their owner only, and a variable that goes before it.
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Secrets } from '#core/ports.ts'
import { fileError, writeFileAtomic } from './files.ts'

const VARIABLES = { 'smtp-password': 'DOGEAR_SMTP_PASSWORD' } as const

export function createSecretFiles(dataFolder: string, environment: Readonly<Record<string, string | undefined>> = process.env): Secrets {
  const fileOf = (name: string): string => path.join(dataFolder, 'secrets', name)
  return {
    read: (name) => {
      const given = environment[VARIABLES[name]]
      if (given !== undefined && given !== '') return given
      try {
        return readFileSync(fileOf(name), 'utf8')
      } catch {
        return null
      }
    },
    write: (name, secret) => {
      const file = fileOf(name)
      try {
        if (secret === null) rmSync(file, { force: true })
        else writeFileAtomic(file, secret)
      } catch (thrown) {
        throw fileError(thrown, file)
      }
    },
  }
}
