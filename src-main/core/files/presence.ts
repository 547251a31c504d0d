// Owns which files are on the disk now: looked at again and again, so that no dot on the screen lies.
import type { Topic } from '#contract/api.ts'
import type { LibraryFile } from '#contract/files.ts'
import type { PaperId } from '#domain/paper.ts'
import type { Ports } from '../ports.ts'
import { allFiles, notePresence, papersOfFile } from '../storage/file-rows.ts'
import type { Store } from '../storage/store.ts'

const LOOKED_AT_ONCE = 200

export interface Presence {
  /** Those that are on disk now; what went or came back outside is written down. */
  stillThere(files: readonly LibraryFile[]): LibraryFile[]
  lookAtAll(options: { signal: AbortSignal }): Promise<void>
}

export interface PresenceParts {
  store: Store
  ports: Pick<Ports, 'libraryFiles' | 'yieldTurn'>
  /** A library that may only be read: what is seen is not written down. */
  readOnly: boolean
  changed(topics: Topic[], ids: PaperId[] | null): void
  /** A file that was away is there again. */
  onBack(): void
}

export function createPresence({ store, ports, readOnly, changed, onBack }: PresenceParts): Presence {
  const stillThere = (files: readonly LibraryFile[]): LibraryFile[] => {
    const looked = files.map((file) => ({ file, gone: !ports.libraryFiles.has(file.hash, file.bytes) }))
    const news = readOnly ? [] : notePresence(store, looked)
    if (news.length > 0) {
      changed(
        ['files', 'papers'],
        news.flatMap(({ file }) => papersOfFile(store, file.hash)),
      )
      if (news.some(({ gone }) => !gone)) onBack()
    }
    return looked.filter(({ gone }) => !gone).map(({ file }) => file)
  }
  return {
    stillThere,
    lookAtAll: async ({ signal }) => {
      const files = allFiles(store)
      for (let at = 0; at < files.length && !signal.aborted; at += LOOKED_AT_ONCE) {
        stillThere(files.slice(at, at + LOOKED_AT_ONCE))
        await ports.yieldTurn()
      }
    },
  }
}
