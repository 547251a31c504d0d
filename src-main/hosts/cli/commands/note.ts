// Owns `dogear note`: prints a note as it was written, or writes it.
import { DogearError } from '#domain/errors.ts'
import { paperIdFrom } from '../arguments.ts'
import type { CliCommand } from '../cli-command.ts'

export const note: CliCommand = {
  name: 'note',
  usage: 'note ID [--set TEXT | --append TEXT]',
  summary: 'print a note as it was written, or write it',
  options: {
    set: { value: 'TEXT', help: 'make this the note; “-” reads it from standard input, "" removes it' },
    append: { value: 'TEXT', help: 'put this below what is there; “-” reads it from standard input' },
  },
  words: { least: 1, most: 1 },
  run: async ({ words, option, has, open, readStdin }) => {
    const id = paperIdFrom(words[0] ?? '')
    if (has('set') && has('append')) throw new DogearError('invalid-input', 'dogear note takes --set or --append, not both.')
    const given = option('set') ?? option('append')
    if (given === undefined) {
      const library = await open('read')
      const stored = (await library.call('notes.get', { id })).note
      if (stored === null) await library.call('papers.get', { id })
      return {
        json: { id, text: stored?.text ?? '', revision: stored?.revision ?? 0, updatedAtMs: stored?.updatedAtMs ?? null },
        text: stored?.text ?? '',
      }
    }
    const text = given === '-' ? await readStdin() : given
    const library = await open('write')
    const stored = (await library.call('notes.get', { id })).note
    const next = has('append') ? appended(stored?.text ?? '', text) : text
    const saved = await library.call('notes.save', { id, text: next, baseRevision: stored?.revision ?? 0, ownStep: true })
    return {
      json: { id, text: saved.note?.text ?? '', revision: saved.revision, updatedAtMs: saved.note?.updatedAtMs ?? null },
      text: saved.note === null ? `Removed the note on ${id}.\n` : `Saved the note on ${id}.\n`,
    }
  },
}

function appended(before: string, text: string): string {
  return before === '' || before.endsWith('\n') ? before + text : `${before}\n${text}`
}
