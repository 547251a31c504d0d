// Owns the names of files in a vault: legal on Linux, macOS and Windows, in Obsidian's links, and each another's in no case.
import type { AnnotationId } from '#domain/annotation.ts'
import type { Day } from '#domain/day.ts'
import type { VaultKind } from '#domain/exchange.ts'
import type { PaperId } from '#domain/paper.ts'
import { plainText } from '#domain/tex.ts'

/** Bytes of UTF-8: most systems end at 255, and synchronising programs add to a name. */
const LONGEST_TITLE_BYTES = 120

/** The title as far as it may be a name, and the identifier, which no other paper has. */
export function paperFileName(kind: VaultKind, title: string, id: PaperId): string {
  const words = legalWords(plainText(title))
  const name = `${words === '' ? '' : `${words} `}${id.replaceAll('/', '.')}.md`
  return `${kind === 'logseq' ? 'pages' : 'Papers'}/${name}`
}

export function journalFileName(kind: VaultKind, day: Day): string {
  return kind === 'logseq' ? `journals/${day.replaceAll('-', '_')}.md` : `Daily/${day}.md`
}

/** Of the picture of an area; it is Dogear's own, so its name is no other file's. */
export function pictureFileName(kind: VaultKind, id: AnnotationId): string {
  return `${kind === 'logseq' ? 'assets' : 'Papers/pictures'}/dogear-${id}.png`
}

/** How a link in the vault names a file. */
export function linkName(fileName: string): string {
  return (fileName.split('/').at(-1) ?? '').replace(/\.md$/, '')
}

/** Names are compared as no system tells them apart: macOS takes letters apart, it and Windows know no case. */
export function sameName(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

/** Nothing that a system or a link gives a meaning; no blank, dot or sign at an end. */
function legalWords(text: string): string {
  const legal = text
    .normalize('NFC')
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]/g, '')
    .replace(/[<>:"/\\|?*#^[\]%`$]/g, ' ')
    .replace(/\s+/g, ' ')
  let short = ''
  let bytes = 0
  for (const letter of legal) {
    bytes += bytesOf(letter)
    if (bytes > LONGEST_TITLE_BYTES) break
    short += letter
  }
  // a cut never parts a letter from its marks
  return (short.length < legal.length ? short.replace(/\p{L}\p{M}*$/u, '') : short).replace(/^[\s.~-]+|[\s.,;-]+$/g, '')
}

function bytesOf(letter: string): number {
  const code = letter.codePointAt(0) ?? 0
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}
