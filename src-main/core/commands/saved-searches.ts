// Owns saving searches: under a name, in an order, each change one step of undo.
import { DogearError } from '#domain/errors.ts'
import type { Done, ParsedInput } from '#contract/api.ts'
import { type CommandContext, runCommand } from '../command.ts'
import { savedSearches } from '../queries/saved-searches.ts'
import type { PlainRow, ReaderRows } from '../storage/reader-rows.ts'

const MOST = 200
const LONGEST_NAME = 100

export function saveSearch(context: CommandContext, { query, name }: ParsedInput<'searches.save'>): Done & { id: string } {
  const shown = name ?? nameOf(query)
  const known = savedSearches(context.store)
  const same = known.find((search) => search.query.trim() === query.trim())
  if (same && (name === undefined || same.name === name))
    return { sentence: `This search is saved already, as “${same.name}”.`, historyId: null, ids: [], id: same.id }
  refuseTaken(context, shown, null)
  if (known.length >= MOST) throw new DogearError('invalid-input', `There are ${MOST} saved searches already. Delete one first.`)
  const id = context.random.uuid()
  const done = runCommand(context, 'searches.save', (rows, nowMs) => {
    rows.put('saved_searches', { id, name: shown, query, position: known.length, in_digest: 1, saved_at_ms: nowMs })
    known.forEach((search, position) => putAt(rows, search.id, position))
    return { sentence: `Saved the search “${shown}”.` }
  })
  return { ...done, id }
}

export function changeSearch(context: CommandContext, { id, name, query, inDigest }: ParsedInput<'searches.change'>): Done {
  if (name !== undefined) refuseTaken(context, name, id)
  return runCommand(context, 'searches.change', (rows) => {
    const before = requireSearch(rows, id)
    const after = {
      ...before,
      ...(name === undefined ? {} : { name }),
      ...(query === undefined ? {} : { query }),
      ...(inDigest === undefined ? {} : { in_digest: inDigest ? 1 : 0 }),
    }
    rows.put('saved_searches', after)
    return { sentence: changedSentence(before, after), unchanged: 'Nothing to change.' }
  })
}

function changedSentence(before: PlainRow, after: PlainRow): string {
  if (before['name'] !== after['name']) return `Renamed the search “${String(before['name'])}” to “${String(after['name'])}”.`
  if (before['query'] !== after['query']) return `The search “${String(after['name'])}” asks for other words now.`
  return after['in_digest'] === 1
    ? `New papers of “${String(after['name'])}” come with the digest.`
    : `“${String(after['name'])}” is left out of the digest.`
}

export function moveSearch(context: CommandContext, { id, before }: ParsedInput<'searches.move'>): Done {
  const order = savedSearches(context.store).map((search) => search.id)
  return runCommand(context, 'searches.move', (rows) => {
    const name = String(requireSearch(rows, id)['name'])
    if (before !== null) requireSearch(rows, before)
    const rest = order.filter((other) => other !== id)
    const at = before === null || before === id ? (before === id ? order.indexOf(id) : rest.length) : rest.indexOf(before)
    rest.toSpliced(at, 0, id).forEach((other, position) => putAt(rows, other, position))
    return { sentence: `Moved the search “${name}”.`, unchanged: 'Already there.' }
  })
}

export function deleteSearch(context: CommandContext, { id }: ParsedInput<'searches.delete'>): Done {
  return runCommand(context, 'searches.delete', (rows) => {
    const name = String(requireSearch(rows, id)['name'])
    rows.remove('saved_searches', id)
    return { sentence: `Deleted the search “${name}”. Its papers stay as they are.` }
  })
}

function putAt(rows: ReaderRows, id: string, position: number): void {
  rows.put('saved_searches', { ...requireSearch(rows, id), position })
}

function requireSearch(rows: ReaderRows, id: string): PlainRow {
  const row = rows.get('saved_searches', id)
  if (!row) throw new DogearError('not-found', 'That saved search is not there any more.')
  return row
}

function refuseTaken({ store }: CommandContext, name: string, except: string | null): void {
  const taken = savedSearches(store).find((search) => search.id !== except && search.name.toLowerCase() === name.toLowerCase())
  if (taken) throw new DogearError('conflict', `There is a saved search named “${taken.name}” already. Choose another name.`)
}

function nameOf(query: string): string {
  const words = query
    .replace(/[\u0000-\u001f\u007f]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words.length <= LONGEST_NAME ? words : `${words.slice(0, LONGEST_NAME - 1).trimEnd()}…`
}
