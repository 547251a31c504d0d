// Owns tags: on papers, and the words themselves.
import { DogearError } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import type { TagColour } from '#domain/tag.ts'
import type { Done } from '#contract/api.ts'
import { type BulkWork, runBulkCommand } from '../bulk-command.ts'
import { type BulkContext, type CommandContext, runCommand } from '../command.ts'
import { named, requirePapers } from '../queries/paper-names.ts'
import type { ReaderRows } from '../storage/reader-rows.ts'

interface Tagging {
  ids: PaperId[]
  names: string[]
}

/** Adds tags to papers; a new word becomes a tag, a known one is found without regard to case. */
export function addTags(context: CommandContext, input: Tagging): Done {
  return atOnce(context, 'tags.add', input.ids, adding(context, input))
}

export async function addTagsToMany(context: BulkContext, input: Tagging, options: { signal: AbortSignal }): Promise<Done> {
  requirePapers(context.store, input.ids)
  return await runBulkCommand(context, 'tags.add', { ids: input.ids, work: adding(context, input) }, options)
}

/** Takes tags off papers; a tag that no paper has any more goes with its last paper. */
export function removeTags(context: CommandContext, input: Tagging): Done {
  return atOnce(context, 'tags.remove', input.ids, removing(context, input))
}

export async function removeTagsFromMany(context: BulkContext, input: Tagging, options: { signal: AbortSignal }): Promise<Done> {
  requirePapers(context.store, input.ids)
  return await runBulkCommand(context, 'tags.remove', { ids: input.ids, work: removing(context, input) }, options)
}

function atOnce(context: CommandContext, call: string, ids: readonly PaperId[], work: BulkWork): Done {
  requirePapers(context.store, ids)
  return runCommand(context, call, (rows, nowMs) => {
    work.begin?.(rows)
    for (const id of ids) work.change(rows, id, nowMs)
    work.end?.(rows)
    return { sentence: work.sentence(named(context.store, ids)), unchanged: work.unchanged }
  })
}

function adding(context: CommandContext, { names }: Tagging): BulkWork {
  let tagIds: string[] = []
  return {
    begin: (rows) => {
      tagIds = names.map((name) => {
        const known = findTag(context, name)
        if (known === null) rows.put('tags', { id: context.random.uuid(), name, colour: null })
        return known ?? findTag(context, name) ?? ''
      })
    },
    // a tag that was deleted between two turns is not put on the rest
    change: (rows, id) => {
      for (const tagId of tagIds) if (rows.get('tags', tagId)) rows.put('paper_tags', { paper_id: id, tag_id: tagId })
    },
    mayChange: () => true,
    sentence: (papers) => `Tagged ${papers} ${hashed(names)}.`,
    unchanged: `Already tagged ${hashed(names)}.`,
  }
}

function removing(context: CommandContext, { names }: Tagging): BulkWork {
  let tagIds: string[] = []
  return {
    begin: () => (tagIds = names.map((name) => findTag(context, name)).filter((id) => id !== null)),
    change: (rows, id) => {
      for (const tagId of tagIds) if (rows.get('paper_tags', id, tagId)) rows.remove('paper_tags', id, tagId)
    },
    end: (rows) => {
      for (const tagId of tagIds) {
        const used = context.store.sql.prepare('SELECT 1 FROM paper_tags WHERE tag_id = ? LIMIT 1').get(tagId)
        if (!used && rows.get('tags', tagId)) rows.remove('tags', tagId)
      }
    },
    mayChange: () => true,
    sentence: (papers) => `Took ${hashed(names)} off ${papers}.`,
    unchanged: `There was no ${hashed(names)} to take off.`,
  }
}

/** Gives a tag another name. A name that another tag has already makes one of the two: the other keeps its colour. */
export function renameTag(context: CommandContext, { name, to }: { name: string; to: string }): Done {
  return runCommand(context, 'tags.rename', (rows) => {
    const tagId = requireTag(context, name)
    const other = findTag(context, to)
    if (other === null || other === tagId) {
      rows.put('tags', { ...rows.get('tags', tagId), name: to })
      return { sentence: `Renamed the tag ${hashed([name])} to ${hashed([to])}.`, unchanged: 'It has that name already.' }
    }
    for (const id of papersWith(context, tagId)) {
      rows.remove('paper_tags', id, tagId)
      rows.put('paper_tags', { paper_id: id, tag_id: other })
    }
    rows.remove('tags', tagId)
    return { sentence: `Merged the tag ${hashed([name])} into ${hashed([to])}.` }
  })
}

export function colourTag(context: CommandContext, { name, colour }: { name: string; colour: TagColour | null }): Done {
  return runCommand(context, 'tags.colour', (rows) => {
    rows.put('tags', { ...rows.get('tags', requireTag(context, name)), colour })
    const sentence = colour === null ? `Took the colour off the tag ${hashed([name])}.` : `The tag ${hashed([name])} is ${colour} now.`
    return { sentence, unchanged: sentence }
  })
}

/** Takes a tag off every paper, and the tag itself away. */
export function deleteTag(context: CommandContext, { name }: { name: string }): Done {
  return runCommand(context, 'tags.delete', (rows) => {
    const tagId = requireTag(context, name)
    const papers = papersWith(context, tagId)
    takeOff(rows, papers, tagId)
    rows.remove('tags', tagId)
    return { sentence: `Deleted the tag ${hashed([name])} from ${papers.length === 1 ? '1 paper' : `${papers.length} papers`}.` }
  })
}

function takeOff(rows: ReaderRows, papers: readonly PaperId[], tagId: string): void {
  for (const id of papers) rows.remove('paper_tags', id, tagId)
}

function papersWith({ store }: CommandContext, tagId: string): PaperId[] {
  return store.sql
    .prepare('SELECT paper_id FROM paper_tags WHERE tag_id = ?')
    .all(tagId)
    .map((row) => String(row['paper_id']))
}

function requireTag(context: CommandContext, name: string): string {
  const id = findTag(context, name)
  if (id === null) throw new DogearError('not-found', `There is no tag ${hashed([name])} any more.`)
  return id
}

function findTag({ store }: CommandContext, name: string): string | null {
  const row = store.sql.prepare('SELECT id FROM tags WHERE name = ?').get(name)
  return row ? String(row['id']) : null
}

function hashed(names: readonly string[]): string {
  return names.map((name) => `#${name}`).join(' ')
}
