// Owns the ports of exchange for tests of core: keys in memory, and a machine without Zotero.
import type { AccessKeys, AskZotero } from '#core/ports.ts'
import { DogearError } from '#domain/errors.ts'

/** So that no test ever speaks with the Zotero of whoever runs it. */
export const noZotero: AskZotero = () => Promise.reject(new Error('no Zotero here'))

export function memoryAccessKeys(): AccessKeys {
  const keys = new Map<string, { name: string; opens: 'feeds' | 'api' }>()
  return {
    list: () => [...keys.values()],
    add: (name, opens) => {
      keys.set(name, { name, opens })
      return 'k'.repeat(43)
    },
    revoke: (name) => {
      if (!keys.delete(name)) throw new DogearError('not-found', `There is no key named “${name}”.`)
    },
  }
}
