// Owns tags: on papers, and the words themselves.
import { counted } from '#domain/counted.ts'
import { DogearError } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import { foldTagName, type TagColour } from '#domain/tag.ts'
import type { Done } from '#contract/api.ts'
import { type BulkWork, runBulkCommand } from '../bulk-command.ts'
import { type BulkContext, type CommandContext, runCommand } from '../command.ts'
import { named, requirePapers } from '../queries/paper-names.ts'
import type { SqlRow } from '../ports.ts'
import { text } from '../storage/columns.ts'

interface Tag {
  id: string
  name: string
}

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
  let tags: Tag[] = []
  return {
    begin: (rows) => {
      tags = names.map((name) => {
        const known = findTag(context, name)
        if (known !== null) return known
        const added = { id: context.random.uuid(), name }
        rows.put('tags', { ...added, colour: null })
        return added
      })
    },
    // a tag that was deleted between two turns is not put on the rest
    change: (rows, id) => {
      for (const tag of tags) if (rows.get('tags', tag.id)) rows.put('paper_tags', { paper_id: id, tag_id: tag.id })
    },
    mayChange: () => true,
    sentence: (papers) => `Tagged ${papers} ${hashed(tags)}.`,
    get unchanged() {
      return `Already tagged ${hashed(tags)}.`
    },
  }
}

function removing(context: CommandContext, { names }: Tagging): BulkWork {
  let tags: Tag[] = []
  return {
    begin: () => (tags = names.map((name) => findTag(context, name)).filter((tag) => tag !== null)),
    change: (rows, id) => {
      for (const tag of tags) if (rows.get('paper_tags', id, tag.id)) rows.remove('paper_tags', id, tag.id)
    },
    end: (rows) => {
      for (const tag of tags) {
        const used = context.store.sql.prepare('SELECT 1 FROM paper_tags WHERE tag_id = ? LIMIT 1').get(tag.id)
        if (!used && rows.get('tags', tag.id)) rows.remove('tags', tag.id)
      }
    },
    mayChange: () => true,
    sentence: (papers) => `Took ${hashed(tags)} off ${papers}.`,
    get unchanged() {
      return `There was no ${hashed(tags.length > 0 ? tags : names.map((name) => ({ name })))} to take off.`
    },
  }
}

/** Gives a tag another name. A name that another tag has already makes one of the two: the other keeps its colour, and its name as it is. */
export function renameTag(context: CommandContext, { name, to }: { name: string; to: string }): Done {
  return runCommand(context, 'tags.rename', (rows) => {
    const tag = requireTag(context, name)
    const other = findTag(context, to)
    if (other === null || other.id === tag.id) {
      rows.put('tags', { ...rows.get('tags', tag.id), name: to })
      return { sentence: `Renamed the tag ${hashed([tag])} to ${hashed([{ name: to }])}.`, unchanged: 'It has that name already.' }
    }
    for (const id of papersWith(context, tag)) {
      rows.remove('paper_tags', id, tag.id)
      rows.put('paper_tags', { paper_id: id, tag_id: other.id })
    }
    rows.remove('tags', tag.id)
    return { sentence: `Merged the tag ${hashed([tag])} into ${hashed([other])}.` }
  })
}

export function colourTag(context: CommandContext, { name, colour }: { name: string; colour: TagColour | null }): Done {
  return runCommand(context, 'tags.colour', (rows) => {
    const tag = requireTag(context, name)
    rows.put('tags', { ...rows.get('tags', tag.id), colour })
    const sentence = colour === null ? `Took the colour off the tag ${hashed([tag])}.` : `The tag ${hashed([tag])} is ${colour} now.`
    return { sentence, unchanged: sentence }
  })
}

/** Takes a tag off every paper, and the tag itself away. */
export function deleteTag(context: CommandContext, { name }: { name: string }): Done {
  return runCommand(context, 'tags.delete', (rows) => {
    const tag = requireTag(context, name)
    const papers = papersWith(context, tag)
    for (const id of papers) rows.remove('paper_tags', id, tag.id)
    rows.remove('tags', tag.id)
    return { sentence: `Deleted the tag ${hashed([tag])} from ${counted(papers.length, 'paper')}.` }
  })
}

function papersWith({ store }: CommandContext, tag: Tag): PaperId[] {
  return store.sql
    .prepare('SELECT paper_id FROM paper_tags WHERE tag_id = ?')
    .all(tag.id)
    .map((row) => text(row, 'paper_id'))
}

function requireTag(context: CommandContext, name: string): Tag {
  const tag = findTag(context, name)
  if (tag === null) throw new DogearError('not-found', `There is no tag ${hashed([{ name }])} any more.`)
  return tag
}

/** By its name without regard to case, named as it was first written. */
function findTag({ store }: CommandContext, name: string): Tag | null {
  const row = store.sql.prepare('SELECT id, name FROM tags WHERE name = ?').get(name)
  if (row) return tagOf(row)
  // SQLite knows the case of ASCII letters alone
  if (isAscii(name)) return null
  const folded = foldTagName(name)
  return (
    store.sql
      .prepare('SELECT id, name FROM tags')
      .all()
      .map(tagOf)
      .find((tag) => foldTagName(tag.name) === folded) ?? null
  )
}

function tagOf(row: SqlRow): Tag {
  return { id: text(row, 'id'), name: text(row, 'name') }
}

function isAscii(name: string): boolean {
  return /^[\x20-\x7e]*$/.test(name)
}

function hashed(tags: readonly Pick<Tag, 'name'>[]): string {
  return tags.map(({ name }) => `#${name}`).join(' ')
}
