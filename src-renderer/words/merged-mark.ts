// Owns what two marks on words become when they are joined.
import type { AnnotationPatch } from '#contract/annotations.ts'
import type { Annotation, AnnotationTarget } from '#domain/annotation.ts'

/** Null for marks that cannot be joined: not both on words, or of two kinds. `first` comes before `second` in reading order. */
export function mergedMark(first: Annotation, second: Annotation): AnnotationPatch | null {
  if (first.kind !== second.kind || (first.kind !== 'highlight' && first.kind !== 'underline')) return null
  const targets = new Map<number, AnnotationTarget>()
  for (const target of [...first.targets, ...second.targets]) {
    if (target.shape.kind !== 'quads') return null
    const there = targets.get(target.page)
    const quads = there?.shape.kind === 'quads' ? [...there.shape.quads, ...target.shape.quads] : target.shape.quads
    const each = new Map(quads.map((quad) => [quad.join(), quad]))
    targets.set(target.page, { page: target.page, shape: { kind: 'quads', quads: [...each.values()] } })
  }
  const [a, b] = [first.position, second.position]
  const together = (one: string, other: string): string =>
    joined(one, other, a && b && a.length === b.length ? Math.max(0, a.end - b.start) : 0)
  return {
    targets: [...targets.values()],
    text: together(first.text, second.text),
    quote:
      first.quote && second.quote
        ? { exact: together(first.quote.exact, second.quote.exact), prefix: first.quote.prefix, suffix: second.quote.suffix }
        : (first.quote ?? second.quote),
    position: a && b ? { ...a, start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) } : null,
  }
}

/** What both have, where one ends and the other begins, is said once: only their positions can tell, words come again. */
function joined(first: string, second: string, shared: number): string {
  if (shared >= second.length) return first
  return shared > 0 && first.endsWith(second.slice(0, shared)) ? first + second.slice(shared) : `${first} ${second}`.trim()
}
