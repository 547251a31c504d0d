// Owns what a picture is here: its kind by its first bytes, the hosts it may come from, and how a note names one of its own.
import { z } from 'zod'

/** Kinds that a page only draws; SVG, which is a program too, is not among them. */
export const PictureType = z.enum(['png', 'jpg', 'gif', 'webp', 'avif'])
export type PictureType = z.infer<typeof PictureType>

export const PICTURE_MEDIA_TYPES: Readonly<Record<PictureType, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
}

/** The kind that the first bytes tell (PNG 5.2, JPEG B.1.1.2, GIF89a 17, RIFF/WebP, ISO/IEC 23000-22 `avif`); null for any other. */
export function pictureType(bytes: Uint8Array): PictureType | null {
  const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to))
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpg'
  if (/^GIF8[79]a$/.test(text(0, 6))) return 'gif'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
  return text(4, 12) === 'ftypavif' ? 'avif' : null
}

const HUGGING_FACE = 'https://huggingface.co'
/** Where pictures of papers and organizations may be asked; nothing else of an answer's addresses ever is. */
export const PICTURE_HOSTS = ['cdn-thumbnails.huggingface.co', 'cdn-avatars.huggingface.co', 'huggingface.co'] as const

/**
 * The address to ask for a picture that the source named; null where its host is not listed or it is an SVG. Where another address stands for
 * Hugging Face, that one is asked, with the same path, and nobody else.
 */
export function pictureAddress(named: string | null, huggingFaceUrl: string): string | null {
  const [, host = '', path = ''] = /^https:\/\/([a-z0-9.-]+)(\/[^?#\s]*)/i.exec(named ?? '') ?? []
  if (!(PICTURE_HOSTS as readonly string[]).includes(host) || path.toLowerCase().endsWith('.svg')) return null
  return huggingFaceUrl === HUGGING_FACE ? `https://${host}${path}` : `${huggingFaceUrl}${path}`
}

const NOTE_IMAGE = /^dogear-image:([0-9a-f]{64})\.(png|jpg|gif|webp|avif)$/

/** A picture of a note, by the SHA-256 of its bytes: `dogear-image:<hash>.png`. */
export function noteImageOf(address: string): { hash: string; type: PictureType } | null {
  const [, hash, type] = NOTE_IMAGE.exec(address) ?? []
  const known = PictureType.safeParse(type)
  return hash !== undefined && known.success ? { hash, type: known.data } : null
}

/** Every picture that a note's text names, each once. */
export function noteImagesIn(text: string): { hash: string; type: PictureType }[] {
  const names = new Set([...text.matchAll(/dogear-image:[0-9a-f]{64}\.(?:png|jpg|gif|webp|avif)/g)].map(([name]) => name))
  return [...names].flatMap((name) => noteImageOf(name) ?? [])
}
