// Owns tags: on papers, and the words themselves.
import { DogearError } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import type { TagColour } from '#domain/tag.ts'
import type { Done } from '#contract/api.ts'
import { type CommandContext, runCommand } from '../command.ts'
import { named, requirePapers } from '../queries/paper-names.ts'
import type { ReaderRows } from '../storage/reader-rows.ts'

/** Adds tags to papers; a new word becomes a tag, a known one is found without regard to case. */
export function addTags(context: CommandContext, { ids, names }: { ids: PaperId[]; names: string[] }): Done {
  requirePapers(context.store, ids)
  return runCommand(context, 'tags.add', (rows) => {
    for (const name of names) {
      let tagId = findTag(context, name)
      if (tagId === null) {
        tagId = context.random.uuid()
        rows.put('tags', { id: tagId, name, colour: null })
      }
      for (const id of ids) rows.put('paper_tags', { paper_id: id, tag_id: tagId })
    }
    return { sentence: `Tagged ${named(context.store, ids)} ${hashed(names)}.`, unchanged: `Already tagged ${hashed(names)}.` }
  })
}

/** Takes tags off papers; a tag that no paper has any more goes with its last paper. */
export function removeTags(context: CommandContext, { ids, names }: { ids: PaperId[]; names: string[] }): Done {
  requirePapers(context.store, ids)
  return runCommand(context, 'tags.remove', (rows) => {
    for (const name of names) {
      const tagId = findTag(context, name)
      if (tagId === null) continue
      for (const id of ids) if (rows.get('paper_tags', id, tagId)) rows.remove('paper_tags', id, tagId)
      const used = context.store.sql.prepare('SELECT 1 FROM paper_tags WHERE tag_id = ? LIMIT 1').get(tagId)
      if (!used) rows.remove('tags', tagId)
    }
    return { sentence: `Took ${hashed(names)} off ${named(context.store, ids)}.`, unchanged: `There was no ${hashed(names)} to take off.` }
  })
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
