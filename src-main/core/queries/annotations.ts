// Owns the reading of annotations: of a file, of a paper, and of the whole library.
import type { Annotation, AnnotationId, FileHash } from '#domain/annotation.ts'
import type { AnnotationListQuery } from '#contract/annotations.ts'
import { DogearError } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import type { SqlValue } from '../ports.ts'
import { ANNOTATION_COLUMNS, annotationOf, readAnnotation, readAnnotationsOfFile } from '../storage/annotation-rows.ts'
import { number, textOrNull } from '../storage/columns.ts'
import type { Store } from '../storage/store.ts'

export function annotationsOfFile({ sql }: Store, hash: FileHash): Annotation[] {
  return readAnnotationsOfFile(sql, hash)
}

export function annotationsOfPaper({ sql }: Store, paperId: PaperId): Annotation[] {
  return sql
    .prepare(`SELECT ${ANNOTATION_COLUMNS} FROM annotations a WHERE a.paper_id = ? ORDER BY a.file_hash, a.sort_key, a.created_at_ms, a.id`)
    .all(paperId)
    .map(annotationOf)
}

/** Of the whole library, paper by paper. */
export function allAnnotations({ sql }: Store): Annotation[] {
  return sql
    .prepare(`SELECT ${ANNOTATION_COLUMNS} FROM annotations a ORDER BY a.paper_id, a.file_hash, a.sort_key, a.created_at_ms, a.id`)
    .all()
    .map(annotationOf)
}

/** Throws `not-found`. */
export function getAnnotation({ sql }: Store, id: AnnotationId): Annotation {
  const annotation = readAnnotation(sql, id)
  if (!annotation) throw new DogearError('not-found', 'That mark is not in the library any more.')
  return annotation
}

export interface ListedAnnotation {
  annotation: Annotation
  /** That of the file where it belongs to no paper. */
  paperTitle: string | null
}

const ORDERS: Record<AnnotationListQuery['sort'], string> = {
  newest: 'a.created_at_ms DESC, a.file_hash, a.sort_key, a.id',
  oldest: 'a.created_at_ms, a.file_hash, a.sort_key, a.id',
  changed: 'a.modified_at_ms DESC, a.file_hash, a.sort_key, a.created_at_ms, a.id',
  paper: 'paper_title IS NULL, paper_title COLLATE NOCASE, a.paper_id, a.file_hash, a.sort_key, a.created_at_ms, a.id',
}

/** One page of the library's annotations, and how many there are of each kind, colour, role and tag under the filter. */
export function listAnnotations(
  { sql }: Store,
  { filter, sort, offset, limit }: AnnotationListQuery,
): { annotations: ListedAnnotation[]; total: number; tags: { name: string; count: number }[] } {
  const { where, values } = conditions(filter)
  const from = `FROM annotations a LEFT JOIN papers p ON p.id = a.paper_id LEFT JOIN files f ON f.hash = a.file_hash ${where}`
  const rows = sql
    .prepare(`SELECT ${ANNOTATION_COLUMNS}, coalesce(p.title, f.title) AS paper_title ${from} ORDER BY ${ORDERS[sort]} LIMIT ? OFFSET ?`)
    .all(...values, limit, offset)
  const total = sql.prepare(`SELECT count(*) AS n ${from}`).get(...values)
  const tags = sql
    .prepare(
      `SELECT t.name, count(*) AS n FROM annotation_tags t WHERE t.annotation_id IN (SELECT a.id ${from})
       GROUP BY t.name COLLATE NOCASE ORDER BY n DESC, t.name LIMIT 200`,
    )
    .all(...values)
  return {
    annotations: rows.map((row) => ({ annotation: annotationOf(row), paperTitle: textOrNull(row, 'paper_title') })),
    total: total ? number(total, 'n') : 0,
    tags: tags.map((row) => ({ name: String(row['name']), count: number(row, 'n') })),
  }
}

function conditions(filter: AnnotationListQuery['filter']): { where: string; values: SqlValue[] } {
  const parts: string[] = []
  const values: SqlValue[] = []
  const add = (sql: string, ...more: SqlValue[]): void => {
    parts.push(sql)
    values.push(...more)
  }
  const among = (column: string, names: readonly string[] | undefined): void => {
    if (names && names.length > 0) add(`${column} IN (${names.map(() => '?').join(', ')})`, ...names)
  }
  for (const word of (filter.text ?? '')
    .split(/\s+/u)
    .filter((found) => found !== '')
    .slice(0, 20)) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    add(
      `(a.text LIKE ? ESCAPE '\\' OR a.comment LIKE ? ESCAPE '\\' OR a.author LIKE ? ESCAPE '\\' OR coalesce(p.title, f.title) LIKE ? ESCAPE '\\'
        OR EXISTS (SELECT 1 FROM annotation_tags t WHERE t.annotation_id = a.id AND t.name LIKE ? ESCAPE '\\'))`,
      pattern,
      pattern,
      pattern,
      pattern,
      pattern,
    )
  }
  for (const tag of filter.tags ?? []) {
    add('EXISTS (SELECT 1 FROM annotation_tags t WHERE t.annotation_id = a.id AND t.name = ? COLLATE NOCASE)', tag)
  }
  among('a.kind', filter.kinds)
  among('a.colour', filter.colours)
  among('a.role', filter.roles)
  among('a.anchor_state', filter.anchors)
  if (filter.paperId !== undefined) add('a.paper_id = ?', filter.paperId)
  if (filter.fileHash !== undefined) add('a.file_hash = ?', filter.fileHash)
  if (filter.fromMs !== undefined) add('a.created_at_ms >= ?', filter.fromMs)
  if (filter.toMs !== undefined) add('a.created_at_ms < ?', filter.toMs)
  return { where: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, values }
}
