// Owns the picture of an area: PNG, kept as a file, in base64 on its way to a window.
import type { CarriedMark } from '#contract/annotations.ts'
import type { AnnotationId } from '#domain/annotation.ts'
import { DogearError } from '#domain/errors.ts'
import type { AnnotationFiles } from '../ports.ts'

const PNG_START = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Throws `invalid-input` for what is no PNG. */
export function saveAreaImage(files: AnnotationFiles, id: AnnotationId, png: string): Record<string, never> {
  const bytes = bytesOf(png)
  if (!PNG_START.every((byte, index) => bytes[index] === byte)) {
    throw new DogearError('invalid-input', 'The picture of that area is not a PNG, so it was not kept.')
  }
  files.saveImage(id, bytes)
  return {}
}

export function readAreaImage(files: AnnotationFiles, id: AnnotationId): string | null {
  const bytes = files.readImage(id)
  if (!bytes) return null
  let text = ''
  for (let start = 0; start < bytes.length; start += 8_192) text += String.fromCharCode(...bytes.subarray(start, start + 8_192))
  return btoa(text)
}

/** A mark that was carried over keeps its picture. */
export function copyAreaImages(files: AnnotationFiles, report: readonly Pick<CarriedMark, 'from' | 'to'>[]): void {
  for (const { from, to } of report) {
    const bytes = to === null ? null : files.readImage(from)
    if (to !== null && bytes) files.saveImage(to, bytes)
  }
}

function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from([...atob(base64)].map((letter) => letter.charCodeAt(0)))
  } catch {
    return new Uint8Array()
  }
}
