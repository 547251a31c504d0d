// Owns what becomes of an opened PDF that names its paper: the paper is added by itself and the file belongs to it; where arXiv can't be asked, it waits.
import type { Topic } from '#contract/api.ts'
import { toFailure } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import { addPapers, type AddPapersParts } from '../exchange/add-papers.ts'
import { named } from '../queries/paper-names.ts'
import { dropStamp, type FileStamp, fileStamps, keepStamp } from '../storage/file-stamp-rows.ts'
import { attachFile } from './open-file.ts'

const BETWEEN_TRIES_MS = 60_000

export interface FileStamps {
  /** A file was opened that names this paper. */
  want(stamp: FileStamp): void
  /** The network may be back, the settings changed, or the program started: what waits is tried at once. */
  wake(): void
  close(): Promise<void>
}

export interface FileStampsParts extends AddPapersParts {
  changed(topics: Topic[], ids: PaperId[] | null): void
  /** `undo`: it is the last step of the history. */
  tell(sentence: string, options: { undo: boolean }): void
}

export function createFileStamps(parts: FileStampsParts): FileStamps {
  const { context, ports, changed, tell } = parts
  const { store } = context
  const closing = new AbortController()
  /** Opened since the start, and not told yet that their paper has to wait. */
  const untold = new Set<string>()
  let nap = new AbortController()
  let running: Promise<void> | null = null

  const join = async (stamp: FileStamp): Promise<void> => {
    const { hash, paperId } = stamp
    const { known, missing, historyId } = await addPapers(parts, { text: paperId, state: 'later' }, { signal: closing.signal })
    if (missing.length > 0) {
      dropStamp(store, hash)
      return tell(`The PDF says that it is arXiv ${paperId}, which arXiv does not know.`, { undo: false })
    }
    attachFile(context, stamp, changed)
    dropStamp(store, hash)
    const title = named(store, [paperId])
    const sentence = known.length > 0 ? `The PDF belongs to ${title}, which was in the library.` : `Added ${title}, which the PDF is of.`
    tell(sentence, { undo: historyId !== null })
  }

  const failed = ({ hash, paperId }: FileStamp, thrown: unknown): void => {
    const failure = toFailure(thrown)
    if (failure.code !== 'offline' && !failure.retryable) {
      dropStamp(store, hash)
      return tell(`The PDF says that it is arXiv ${paperId}, which could not be added: ${failure.message}`, { undo: false })
    }
    if (!untold.delete(hash)) return
    tell(`The PDF says that it is arXiv ${paperId}. That paper is added by itself once arXiv can be asked.`, { undo: false })
  }

  const work = async (): Promise<void> => {
    for (;;) {
      nap = new AbortController()
      for (const stamp of fileStamps(store)) {
        try {
          await join(stamp)
        } catch (thrown) {
          if (closing.signal.aborted) return
          failed(stamp, thrown)
        }
      }
      if (closing.signal.aborted || fileStamps(store).length === 0) return
      await ports.clock.sleep(BETWEEN_TRIES_MS, { signal: AbortSignal.any([nap.signal, closing.signal]) }).catch(() => undefined)
      if (closing.signal.aborted) return
    }
  }

  const wake = (): void => {
    nap.abort()
    if (running !== null || closing.signal.aborted) return
    running = work().finally(() => (running = null))
  }

  return {
    want: (stamp) => {
      untold.add(stamp.hash)
      keepStamp(store, stamp, ports.clock.nowMs())
      wake()
    },
    wake,
    close: async () => {
      closing.abort()
      await running
    },
  }
}
