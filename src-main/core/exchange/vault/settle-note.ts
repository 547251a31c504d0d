// Owns what becomes of a note that stands in the library and in the vault: which of the two was changed since they were the same.

export type NoteSettled =
  /** The vault gets the library's. */
  | { kind: 'write' }
  /** The library gets the vault's. */
  | { kind: 'take'; text: string }
  /** Both were changed: each stays where it is until the reader chooses. */
  | { kind: 'conflict'; theirs: string }

export interface NoteTexts {
  /** In the library; empty for none. */
  mine: string
  /** In the vault; null where there is no place for it. */
  theirs: string | null
  /** What both were last; null when they never were the same. */
  base: string | null
}

export function settleNote({ mine, theirs: inVault, base }: NoteTexts): NoteSettled {
  // an editor of another system may have given every line another end
  const theirs = inVault === null || `${mine}${base ?? ''}`.includes('\r') ? inVault : withPlainEnds(inVault)
  if (theirs === null || theirs === mine) return { kind: 'write' }
  if (base === null) {
    if (mine === '') return { kind: 'take', text: theirs }
    return theirs.trim() === '' ? { kind: 'write' } : { kind: 'conflict', theirs }
  }
  if (theirs === base) return { kind: 'write' }
  if (mine === base) return { kind: 'take', text: theirs }
  return { kind: 'conflict', theirs }
}

/** The last line's end is before the fence. */
function withPlainEnds(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/\r$/, '')
}
