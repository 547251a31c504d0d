// Owns marks as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), out and in.
import { z } from 'zod'
import { Annotation } from '#domain/annotation.ts'
import { parseOutsideJson } from '#domain/outside-json.ts'

const CONTEXT = 'http://www.w3.org/ns/anno.jsonld'

/** An `AnnotationPage` of all of them; `dogear:mark` has what the model has no words for, so that reading it gives the same. */
export function marksAsWebAnnotations(annotations: readonly Annotation[]): string {
  const page = {
    '@context': [CONTEXT, { dogear: 'urn:dogear:' }],
    type: 'AnnotationPage',
    items: annotations.map(webAnnotationOf),
  }
  return `${JSON.stringify(page, null, 2)}\n`
}

function webAnnotationOf(annotation: Annotation): object {
  const { id, kind, comment, tags, quote, position, targets, paperId, fileHash } = annotation
  const bodies = [
    ...(comment === '' ? [] : [{ type: 'TextualBody', value: comment, format: 'text/markdown', purpose: 'commenting' }]),
    ...tags.map((value) => ({ type: 'TextualBody', value, purpose: 'tagging' })),
  ]
  const selectors = [
    ...(quote ? [{ type: 'TextQuoteSelector', ...quote }] : []),
    ...(position ? [{ type: 'TextPositionSelector', start: position.start, end: position.end }] : []),
    ...targets.map(({ page }) => ({
      type: 'FragmentSelector',
      conformsTo: 'http://tools.ietf.org/rfc/rfc3778',
      value: `page=${page + 1}`,
    })),
  ]
  return {
    id: `urn:uuid:${id}`,
    type: 'Annotation',
    motivation: comment !== '' ? 'commenting' : kind === 'note' || kind === 'text' ? 'describing' : 'highlighting',
    created: new Date(annotation.createdAtMs).toISOString(),
    modified: new Date(annotation.modifiedAtMs).toISOString(),
    ...(annotation.author === null ? {} : { creator: { type: 'Person', name: annotation.author } }),
    ...(bodies.length === 0 ? {} : { body: bodies }),
    target: { source: paperId === null ? `urn:sha256:${fileHash}` : `https://arxiv.org/abs/${paperId}`, selector: selectors },
    'dogear:mark': annotation,
  }
}

const Selector = z.looseObject({ type: z.string() })
const Target = z.looseObject({ selector: z.union([z.array(Selector), Selector.transform((only) => [only])]) })
const Quote = z.object({ exact: z.string(), prefix: z.string().default(''), suffix: z.string().default('') })
const Body = z.object({ value: z.string(), purpose: z.string().optional() })
const WebAnnotation = z.looseObject({
  id: z.string().optional(),
  created: z.string().optional(),
  body: z.unknown().optional(),
  target: z.unknown().optional(),
  'dogear:mark': z.unknown().optional(),
  /** As Hypothesis writes a comment and its tags. */
  text: z.string().optional(),
  tags: z.array(z.string()).optional(),
})

export interface ReadWebAnnotations {
  /** Those that Dogear wrote, whole. */
  marks: Annotation[]
  /** Those of other programs: their words, to be found in the text of a file. */
  quotes: { key: string; exact: string; prefix: string; suffix: string; comment: string; tags: string[]; createdAtMs: number | null }[]
  /** What was neither. */
  unreadable: number
}

/** An array, an `AnnotationPage` or `AnnotationCollection`, an export of Hypothesis, or one annotation. Null when the text is no JSON of that kind. */
export function readWebAnnotations(text: string): ReadWebAnnotations | null {
  let parsed: unknown
  try {
    parsed = parseOutsideJson(text.replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
  const items = itemsOf(parsed)
  if (!items) return null
  const read: ReadWebAnnotations = { marks: [], quotes: [], unreadable: 0 }
  items.forEach((item, index) => {
    const found = WebAnnotation.safeParse(item)
    const ours = found.success ? Annotation.safeParse(found.data['dogear:mark']) : null
    if (ours?.success) return void read.marks.push(ours.data)
    const quote = found.success ? quoteOf(found.data.target) : null
    if (!found.success || !quote) return void (read.unreadable += 1)
    const createdAtMs = Date.parse(found.data.created ?? '')
    const { comment, tags } = found.data.body === undefined ? hypothesisBody(found.data) : bodyOf(found.data.body)
    read.quotes.push({
      ...quote,
      comment,
      tags,
      key: found.data.id ?? `${index}:${quote.exact.slice(0, 100)}`,
      createdAtMs: Number.isFinite(createdAtMs) ? createdAtMs : null,
    })
  })
  return read
}

function itemsOf(parsed: unknown): unknown[] | null {
  if (Array.isArray(parsed)) return parsed as unknown[]
  const shape = z
    .looseObject({
      type: z.unknown().optional(),
      items: z.array(z.unknown()).optional(),
      annotations: z.array(z.unknown()).optional(),
      first: z.unknown().optional(),
    })
    .safeParse(parsed)
  if (!shape.success) return null
  const items = shape.data.items ?? shape.data.annotations
  if (items) return items
  if (shape.data.first !== undefined && typeof shape.data.first === 'object') return itemsOf(shape.data.first)
  return JSON.stringify(shape.data.type ?? '').includes('Annotation') ? [parsed] : null
}

function quoteOf(target: unknown): { exact: string; prefix: string; suffix: string } | null {
  for (const one of Array.isArray(target) ? (target as unknown[]) : [target]) {
    const parsed = Target.safeParse(one)
    const selector = parsed.success ? parsed.data.selector.find(({ type }) => type === 'TextQuoteSelector') : undefined
    const quote = Quote.safeParse(selector)
    if (quote.success) return { ...quote.data, prefix: quote.data.prefix.slice(-64), suffix: quote.data.suffix.slice(0, 64) }
  }
  return null
}

function hypothesisBody({ text = '', tags = [] }: { text?: string | undefined; tags?: string[] | undefined }): {
  comment: string
  tags: string[]
} {
  return {
    comment: text,
    tags: tags
      .map((tag) => tag.slice(0, 80))
      .filter((tag) => tag !== '')
      .slice(0, 50),
  }
}

function bodyOf(body: unknown): { comment: string; tags: string[] } {
  const comments: string[] = []
  const tags: string[] = []
  for (const one of Array.isArray(body) ? (body as unknown[]) : [body]) {
    const parsed = Body.safeParse(one)
    if (typeof one === 'string') comments.push(one)
    else if (parsed.success && parsed.data.purpose === 'tagging') tags.push(parsed.data.value.slice(0, 80))
    else if (parsed.success) comments.push(parsed.data.value)
  }
  return { comment: comments.join('\n\n'), tags: tags.filter((tag) => tag !== '').slice(0, 50) }
}
