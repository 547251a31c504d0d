// Owns the bound of what one stream of a PDF unpacks to, in pdf.js's worker: a few kilobytes can be made to unpack to as much as there is.
import { TOO_MUCH } from './pdf-failure.ts'

/** The largest picture that is drawn, of 80 million points, has 240 MB in three colours. */
const MOST_BYTES = 2 ** 28
/** Deflate unpacks to a thousand times as much at most, and the browser unpacks what it is given in one go. */
const PIECE_BYTES = 2 ** 15

type Bytes = Uint8Array<ArrayBuffer>

/** pdf.js goes on without the stream; its own messages carry a name, so that this one is none of them. */
function tooMuch(): RangeError {
  self.postMessage(TOO_MUCH)
  return new RangeError('A stream of this PDF unpacks to more than is read.')
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
