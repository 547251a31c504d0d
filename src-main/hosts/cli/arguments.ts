// Owns the checks of what a person types after a command, each with a sentence.
import { FIRST_FEED_DAY, isDay } from '#domain/day.ts'
import { DogearError } from '#domain/errors.ts'
import { PaperState } from '#domain/marks.ts'
import { isPaperId, parsePaperReference, type PaperId } from '#domain/paper.ts'
import { EXPORT_FORMATS, type ExportFormat } from '#core/export/export.ts'

/** An identifier, or a pasted arXiv or Hugging Face address. */
export function paperIdFrom(text: string): PaperId {
  if (isPaperId(text)) return text
  const reference = parsePaperReference(text)
  if (reference) return reference.id
  throw new DogearError('invalid-input', `“${shown(text)}” is not the identifier of a paper. Write one like 2401.12345 or hep-th/9901001.`)
}

export function stateFrom(text: string): PaperState {
  const state = PaperState.safeParse(text)
  if (state.success) return state.data
  throw new DogearError('invalid-input', `“${shown(text)}” is no state. The states are ${PaperState.options.join(', ')}.`)
}

export function dayFrom(text: string, option: string): string {
  if (!isDay(text)) throw new DogearError('invalid-input', `${option} ${shown(text)} is not a day. Write one like 2026-03-02.`)
  return text
}

/** A day that the source can be asked for. */
export function feedDayFrom(text: string, option: string): string {
  const day = dayFrom(text, option)
  if (day < FIRST_FEED_DAY) throw new DogearError('invalid-input', `${option} ${day} is before the first Daily Papers, ${FIRST_FEED_DAY}.`)
  return day
}

export function limitFrom(text: string, most: number): number {
  const limit = Number(text)
  if (/^\d+$/.test(text) && limit >= 1 && limit <= most) return limit
  throw new DogearError('invalid-input', `--limit ${shown(text)} is not a number from 1 to ${most}.`)
}

export function formatFrom(text: string | undefined): ExportFormat {
  const format = EXPORT_FORMATS.find((known) => known === text)
  if (format) return format
  const given = text === undefined ? 'dogear export needs --format.' : `“${shown(text)}” is no format.`
  throw new DogearError('invalid-input', `${given} The formats are ${EXPORT_FORMATS.join(', ')}.`)
}

function shown(text: string): string {
  const plain = text.replace(/[\u0000-\u001f\u007f]/g, ' ')
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain
}
