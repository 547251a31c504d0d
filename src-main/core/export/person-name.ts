// Owns how an author's name is told apart into given and family name for formats that want both.

export type PersonName = { family: string; given: string; suffix?: string } | { literal: string }

const SUFFIX = /^(?:Jr\.?|Sr\.?|II|III|IV)$/
const GROUP = /\b(?:Team|Group|Lab|Labs|Collaboration|Consortium)$/i

/** The last word is the family name; a group, a single word and a name with a comma stay whole. Nothing for an empty name. */
export function personName(name: string): PersonName | undefined {
  const whole = oneLine(name)
  if (whole === '') return undefined
  const parts = whole.split(' ')
  if (parts.length === 1 || whole.includes(',') || GROUP.test(whole)) return { literal: whole }
  const last = parts.at(-1) ?? ''
  if (parts.length > 2 && SUFFIX.test(last)) return { family: parts.at(-2) ?? '', given: parts.slice(0, -2).join(' '), suffix: last }
  return { family: last, given: parts.slice(0, -1).join(' ') }
}

/** Text without line breaks, control characters and doubled blanks. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}
