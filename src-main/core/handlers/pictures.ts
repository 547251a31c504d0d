// Owns which function answers which call about pictures.
import type { pictureCalls } from '#contract/pictures.ts'
import { DogearError } from '#domain/errors.ts'
import { pictureType } from '#domain/picture.ts'
import type { HandlerParts, Handlers } from '../handlers.ts'

export function pictureHandlers({ pictures, ports }: HandlerParts): Pick<Handlers, keyof typeof pictureCalls> {
  return {
    'pictures.ofPapers': ({ ids }) => ({ pictures: pictures.ofPapers(ids) }),
    'pictures.kept': () => pictures.kept(),
    'pictures.forget': () => pictures.forget(),
    'notes.addImage': ({ base64 }) => {
      const bytes = bytesOf(base64)
      const type = bytes && pictureType(bytes)
      if (!bytes || !type) throw new DogearError('invalid-input', 'That is no picture that a note can hold: PNG, JPEG, GIF, WebP or AVIF.')
      return { address: `dogear-image:${ports.pictureFiles.keep('note-images', bytes, type)}.${type}` }
    },
  }
}

function bytesOf(base64: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  } catch {
    return null
  }
}
