// Owns which function answers which call about files.
import type { fileCalls } from '#contract/files.ts'
import { DogearError } from '#domain/errors.ts'
import type { HandlerParts, Handlers } from '../handlers.ts'

export function fileHandlers(_parts: HandlerParts): Pick<Handlers, keyof typeof fileCalls> {
  return {
    'files.ofPaper': () => ({ files: [] }),
    'files.get': () => {
      throw new DogearError('not-found', 'That file is not in the library.')
    },
  }
}
