// Owns the keys by which feed readers and other programs ask the loopback host; without one nothing is answered.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { AccessKeys } from '#core/ports.ts'
import { DogearError } from '#domain/errors.ts'
import { writeFileAtomic } from './files.ts'

const Key = z.object({ name: z.string(), opens: z.enum(['feeds', 'api']), key: z.string().regex(/^[\w-]{43}$/) })
export type AccessKey = z.infer<typeof Key>

/** Read anew each time, so that a key that was taken back opens nothing any more. */
export function accessKeys(dataFolder: string): AccessKey[] {
  try {
    return z.array(Key).parse(JSON.parse(readFileSync(keyFile(dataFolder), 'utf8')))
  } catch {
    return []
  }
}

export function addKey(dataFolder: string, name: string, opens: AccessKey['opens']): AccessKey {
  const keys = accessKeys(dataFolder)
  if (keys.some((known) => known.name === name))
    throw new DogearError('conflict', `There is a key named “${name}” already. Choose another name.`)
  const added: AccessKey = { name, opens, key: randomBytes(32).toString('base64url') }
  writeFileAtomic(keyFile(dataFolder), JSON.stringify([...keys, added], null, 1))
  return added
}

export function revokeKey(dataFolder: string, name: string): void {
  const keys = accessKeys(dataFolder)
  if (!keys.some((known) => known.name === name))
    throw new DogearError('not-found', `There is no key named “${name}”. See dogear key list.`)
  writeFileAtomic(
    keyFile(dataFolder),
    JSON.stringify(
      keys.filter((known) => known.name !== name),
      null,
      1,
    ),
  )
}

/** The same as a port of core. */
export function createAccessKeys(dataFolder: string): AccessKeys {
  return {
    list: () => accessKeys(dataFolder).map(({ name, opens }) => ({ name, opens })),
    add: (name, opens) => addKey(dataFolder, name, opens).key,
    revoke: (name) => revokeKey(dataFolder, name),
  }
}

function keyFile(dataFolder: string): string {
  return path.join(dataFolder, 'access-keys.json')
}
