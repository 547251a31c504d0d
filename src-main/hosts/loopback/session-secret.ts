// Owns the secret that lets an open tab come back after a restart, and the port it comes back to.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { writeFileAtomic } from '#adapters/files.ts'

const Stored = z.object({ secret: z.string().regex(/^[\w-]{43}$/), port: z.number().int().min(1).max(65_535).nullable() })
export type LoopbackSession = z.infer<typeof Stored>

/** Reads the session of this library, or makes one; the file is its owner's alone. */
export function readSession(dataFolder: string): LoopbackSession {
  try {
    return Stored.parse(JSON.parse(readFileSync(sessionFile(dataFolder), 'utf8')))
  } catch {
    return { secret: randomSecret(), port: null }
  }
}

/** Writes only what is new: a start at the port of last time waits for no disk. */
export function keepSession(dataFolder: string, session: LoopbackSession): void {
  const kept = readSession(dataFolder)
  if (kept.secret === session.secret && kept.port === session.port) return
  writeFileAtomic(sessionFile(dataFolder), JSON.stringify(session))
}

/** 256 random bits, safe in an address. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url')
}

function sessionFile(dataFolder: string): string {
  return path.join(dataFolder, 'loopback-session.json')
}
