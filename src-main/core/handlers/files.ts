// Owns which function answers which call about files.
import type { fileCalls } from '#contract/files.ts'
import type { HandlerParts, Handlers } from '../handlers.ts'

export function fileHandlers({ offline }: HandlerParts): Pick<Handlers, keyof typeof fileCalls> {
  return {
    'files.ofPaper': ({ paperId }) => ({ files: offline.filesOfPaper(paperId) }),
    'files.get': ({ hash }) => ({ file: offline.file(hash) }),
    'files.makeOffline': ({ ids }) => offline.makeOffline(ids),
    'files.queue': () => offline.queue(),
    'files.cancel': () => {
      offline.cancel()
      return {}
    },
  }
}
