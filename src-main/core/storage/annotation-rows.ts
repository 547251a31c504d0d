// Owns how an annotation is kept in rows: one row of its own and one for each of its tags.
import type { Annotation } from '#domain/annotation.ts'
import type { SqlDatabase, SqlRow } from '../ports.ts'
import { json, number, text, textOrNull } from './columns.ts'
import type { PlainRow, ReaderRows } from './reader-rows.ts'

/** Selects what `annotationOf` reads; the table is called `a` in it. */
export const ANNOTATION_COLUMNS =
  'a.*, (SELECT json_group_array(name) FROM (SELECT name FROM annotation_tags WHERE annotation_id = a.id ORDER BY name)) AS tags'

export function annotationOf(row: SqlRow): Annotation {
  const program = textOrNull(row, 'source_program')
  return {
    id: text(row, 'id'),
    paperId: textOrNull(row, 'paper_id'),
    fileHash: text(row, 'file_hash'),
    kind: text(row, 'kind') as Annotation['kind'],
    colour: text(row, 'colour') as Annotation['colour'],
    role: textOrNull(row, 'role') as Annotation['role'],
    comment: text(row, 'comment'),
    tags: json<string[]>(row, 'tags') ?? [],
    targets: json<Annotation['targets']>(row, 'targets') ?? [],
    quote: json<Annotation['quote']>(row, 'quote'),
    position: json<Annotation['position']>(row, 'position'),
    text: text(row, 'text'),
    sortKey: text(row, 'sort_key'),
    pageLabel: text(row, 'page_label'),
    anchor: {
      state: text(row, 'anchor_state') as Annotation['anchor']['state'],
      score: number(row, 'anchor_score'),
      from: textOrNull(row, 'anchored_from'),
    },
    createdAtMs: number(row, 'created_at_ms'),
    modifiedAtMs: number(row, 'modified_at_ms'),
    author: textOrNull(row, 'author'),
    source: program === null ? null : { program, key: text(row, 'source_key') },
  }
}

export function readAnnotation(sql: SqlDatabase, id: string): Annotation | null {
  const row = sql.prepare(`SELECT ${ANNOTATION_COLUMNS} FROM annotations a WHERE a.id = ?`).get(id)
  return row ? annotationOf(row) : null
}

/** In reading order. */
export function readAnnotationsOfFile(sql: SqlDatabase, hash: string): Annotation[] {
  return sql
    .prepare(`SELECT ${ANNOTATION_COLUMNS} FROM annotations a WHERE a.file_hash = ? ORDER BY a.sort_key, a.created_at_ms, a.id`)
    .all(hash)
    .map(annotationOf)
}

/** Writes an annotation and its tags; tags that it no longer has are taken away. */
export function putAnnotation(rows: ReaderRows, annotation: Annotation, tagsBefore: readonly string[]): void {
  rows.put('annotations', rowOf(annotation))
  const tags = distinctTags(annotation.tags)
  for (const name of tagsBefore) if (!tags.includes(name)) rows.remove('annotation_tags', annotation.id, name)
  for (const name of tags) if (!tagsBefore.includes(name)) rows.put('annotation_tags', { annotation_id: annotation.id, name })
}

export function removeAnnotation(rows: ReaderRows, annotation: Annotation): void {
  for (const name of annotation.tags) rows.remove('annotation_tags', annotation.id, name)
  rows.remove('annotations', annotation.id)
}

function rowOf(annotation: Annotation): PlainRow {
  const { anchor, source, quote, position } = annotation
  return {
    id: annotation.id,
    paper_id: annotation.paperId,
    file_hash: annotation.fileHash,
    kind: annotation.kind,
    colour: annotation.colour,
    role: annotation.role,
    comment: annotation.comment,
    targets: JSON.stringify(annotation.targets),
    quote: quote && JSON.stringify(quote),
    position: position && JSON.stringify(position),
    text: annotation.text,
    sort_key: annotation.sortKey,
    page_label: annotation.pageLabel,
    anchor_state: anchor.state,
    anchor_score: anchor.score,
    anchored_from: anchor.from ?? null,
    created_at_ms: Math.round(annotation.createdAtMs),
    modified_at_ms: Math.round(annotation.modifiedAtMs),
    author: annotation.author,
    source_program: source?.program ?? null,
    source_key: source?.key ?? null,
  }
}

/** The first spelling of each, without regard to the case of ASCII letters, as the table compares them. */
function distinctTags(tags: readonly string[]): string[] {
  const known = new Map<string, string>()
  for (const tag of tags) {
    const folded = tag.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    if (!known.has(folded)) known.set(folded, tag)
  }
  return [...known.values()]
}
