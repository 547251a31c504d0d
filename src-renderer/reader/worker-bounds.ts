// Owns the bounds of pdf.js's worker: what one stream of a PDF unpacks to, how much is drawn on a page and how many links it has, as a few kilobytes can be made to be as much as there is.
import { TOO_MUCH } from './pdf-failure.ts'

/** The largest picture that is drawn, of 80 million points, has 240 MB in three colours. */
const MOST_BYTES = 2 ** 28
/** Deflate unpacks to a thousand times as much at most, and the browser unpacks what it is given in one go. */
const PIECE_BYTES = 2 ** 15

type Bytes = Uint8Array<ArrayBuffer>

/** pdf.js goes on without the stream; its own messages carry a name, so that this one is none of them. */
function tooMuch(sentence = 'A stream of this PDF unpacks to more than is read.'): RangeError {
  self.postMessage(TOO_MUCH)
  return new RangeError(sentence)
}

/** What pdf.js itself unpacks grows by doubling. */
globalThis.Uint8Array = new Proxy(Uint8Array, {
  construct(target, values: unknown[], made) {
    const [size] = values
    if (typeof size === 'number' && size > MOST_BYTES) throw tooMuch()
    return Reflect.construct(target, values, made) as Bytes
  },
})

/** What pdf.js leaves to the browser is given to it in pieces, and counted when it comes back; the browser waits while too little is taken. */
const Unpacking = DecompressionStream
globalThis.DecompressionStream = class {
  readonly readable: ReadableStream<Bytes>
  readonly writable: WritableStream<BufferSource>

  constructor(format: CompressionFormat) {
    const pieces = new TransformStream<Bytes, Bytes>({
      transform: (bytes, into) => {
        for (let at = 0; at < bytes.byteLength; at += PIECE_BYTES) into.enqueue(bytes.subarray(at, at + PIECE_BYTES))
      },
    })
    let unpacked = 0
    const counted = new TransformStream<Bytes, Bytes>({
      transform: (bytes, into) => {
        unpacked += bytes.byteLength
        if (unpacked > MOST_BYTES) throw tooMuch()
        into.enqueue(bytes)
      },
    })
    this.writable = pieces.writable as WritableStream<BufferSource>
    this.readable = pieces.readable.pipeThrough(new Unpacking(format)).pipeThrough(counted)
  }
}

/** A cloud of a hundred thousand points and more; the path of each takes more than a kilobyte in the window. */
const MOST_OPERATORS = 500_000
/** Operators by the stream of the page that is being sent. */
const sent = new Map<unknown, number>()
const post = self.postMessage.bind(self)

/** A page of references has some hundred. With ten times as many as this each key would take the window seconds. */
const MOST_LINKS = 4_000
/** pdf.js's `AnnotationType.LINK`. */
const LINK = 2

/** What of a message is looked at. */
interface Message {
  streamId?: unknown
  /** A part of what is drawn on a page, where it has `fnArray`. */
  chunk?: { fnArray?: readonly number[]; lastChunk?: boolean }
  /** The annotations of a page, where they have a type. */
  data?: unknown
}

/** What is beyond is not sent: pdf.js, which can't go on then, ends the page with what it has. */
self.postMessage = (message: Message, options?: StructuredSerializeOptions | Transferable[]) => {
  const { streamId, chunk, data } = message
  if (chunk?.fnArray) {
    const count = (sent.get(streamId) ?? 0) + chunk.fnArray.length
    if (chunk.lastChunk) sent.delete(streamId)
    else if (count > MOST_OPERATORS) throw tooMuch('This page draws more than is held.')
    else sent.set(streamId, count)
  }
  post(
    Array.isArray(data) && data.length > MOST_LINKS ? { ...message, data: withFewLinks(data) } : message,
    options as StructuredSerializeOptions,
  )
}

function withFewLinks(annotations: readonly { annotationType?: unknown }[]): unknown[] {
  let links = 0
  const few = annotations.filter((annotation) => annotation?.annotationType !== LINK || ++links <= MOST_LINKS)
  if (few.length < annotations.length) post(TOO_MUCH)
  return few
}
