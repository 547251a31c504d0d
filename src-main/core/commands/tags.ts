// Owns tags on papers.
import type { PaperId } from '#domain/paper.ts'
import type { Done } from '#contract/api.ts'
import { type CommandContext, runCommand } from '../command.ts'
import { named, requirePapers } from '../queries/paper-names.ts'

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

function findTag({ store }: CommandContext, name: string): string | null {
  const row = store.sql.prepare('SELECT id FROM tags WHERE name = ?').get(name)
  return row ? String(row['id']) : null
}

function hashed(names: readonly string[]): string {
  return names.map((name) => `#${name}`).join(' ')
}
