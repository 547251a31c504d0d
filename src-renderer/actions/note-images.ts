// Owns taking a picture into a note: kept in the library, named in the text by its hash.
import { DogearError } from '#domain/errors.ts'
import { client } from '../app/client.ts'
import { reportFailure } from '../state/toasts.ts'
import { base64Of } from '../words/base64.ts'
import { byteSize } from '../words/figures.ts'

const MOST_BYTES = 10 * 1024 * 1024

/** The Markdown to put into the note; null when the picture could not be kept, which is said. */
export async function keepNoteImage(file: File): Promise<string | null> {
  try {
    if (file.size > MOST_BYTES)
      throw new DogearError(
        'invalid-input',
        `This picture has ${byteSize(file.size)}; a note holds pictures up to ${byteSize(MOST_BYTES)}. Make it smaller.`,
      )
    const { address } = await client.call('notes.addImage', { base64: base64Of(new Uint8Array(await file.arrayBuffer())) })
    return `![${altOf(file.name)}](${address})`
  } catch (thrown) {
    reportFailure(thrown)
    return null
  }
}

/** A name that the system gave to what was copied says nothing. */
function altOf(name: string): string {
  const words = name
    .replace(/\.[a-z]{3,4}$/i, '')
    .replace(/[[\]()\\\n]/g, ' ')
    .trim()
  return /^image$/i.test(words) ? '' : words.slice(0, 100)
}
