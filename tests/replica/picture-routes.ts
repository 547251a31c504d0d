// Owns the pictures that the replica gives in the place of the source's hosts of pictures: one made PNG for every path.
import { crc32, deflateSync } from 'node:zlib'
import type { Reply } from './reply.ts'

export function isPicturePath(path: string): boolean {
  return /^\/(?:social-thumbnails|avatars|v1\/production)\/[^?]+\.(?:png|jpe?g|webp)$/.test(path)
}

export function pictureReply(): Reply {
  return { status: 200, headers: { 'Content-Type': 'image/png' }, body: MADE, streamed: false }
}

/** Two fields of colour, 240 by 130: a PNG of eight-bit RGB (PNG 11.2.2), each line without a filter. */
function madePng(width = 240, height = 130): Buffer {
  const line = Buffer.alloc(1 + width * 3)
  const lines = Array.from({ length: height }, (_, y) => {
    for (let x = 0; x < width; x++) line.set(x + y < 180 ? [233, 238, 246] : [47, 93, 158], 1 + x * 3)
    return Buffer.from(line)
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(lines))), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

const MADE = madePng()
