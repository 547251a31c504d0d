// Owns marks in the form that Hypothesis exports and imports: its own JSON, one annotation with its quote a mark.
import type { Annotation } from '#domain/annotation.ts'
import { linkToMark } from '#domain/dogear-link.ts'
import { paperLinks } from '#domain/paper.ts'

/** As the client's “Export” writes it (h/client, `annotations-exporter`): what it knows of a place are words, so areas and ink come as page notes. */
export function marksAsHypothesis(annotations: readonly Annotation[], titleOf: (annotation: Annotation) => string, nowMs: number): string {
  const exported = {
    export_date: new Date(nowMs).toISOString(),
    export_userid: 'acct:reader@dogear.invalid',
    client_version: 'dogear',
    annotations: annotations.map((annotation) => item(annotation, titleOf(annotation))),
  }
  return `${JSON.stringify(exported, null, 2)}\n`
}

function item(annotation: Annotation, title: string): object {
  const { id, comment, tags, quote, position, paperId, author, createdAtMs, modifiedAtMs } = annotation
  const uri = (paperId === null ? null : paperLinks(paperId)?.pdf) ?? linkToMark(annotation)
  const user = `acct:${(author ?? 'reader').replace(/[^A-Za-z0-9._]+/g, '.')}@dogear.invalid`
  const selectors = [
    ...(quote ? [{ type: 'TextQuoteSelector', ...quote }] : []),
    ...(quote && position ? [{ type: 'TextPositionSelector', start: position.start, end: position.end }] : []),
    { type: 'PageSelector', index: annotation.targets[0]?.page ?? 0, label: annotation.pageLabel },
  ]
  return {
    id,
    created: new Date(createdAtMs).toISOString(),
    updated: new Date(modifiedAtMs).toISOString(),
    user,
    user_info: { display_name: author },
    uri,
    text: comment,
    tags,
    document: { title: [title] },
    target: [quote ? { source: uri, selector: selectors } : { source: uri }],
    links: { html: linkToMark(annotation) },
  }
}
