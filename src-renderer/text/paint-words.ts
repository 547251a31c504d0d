// Owns painting words that are on the page, without touching the page: marks, what was found, what is being read aloud.
import { annotationColours, type AnnotationColour } from '#domain/annotation.ts'
import './paint-words.css'

export type Paint = `highlight-${AnnotationColour}` | `underline-${AnnotationColour}` | 'chosen' | 'found' | 'found-now' | 'spoken'

export const MARK_PAINTS: readonly Paint[] = (Object.keys(annotationColours) as AnnotationColour[]).flatMap((colour): Paint[] => [
  `highlight-${colour}`,
  `underline-${colour}`,
])

/** Later ones lie over earlier ones. */
const ORDER: Partial<Record<Paint, number>> = { found: 1, 'found-now': 2, spoken: 1, chosen: 1 }

/** These ranges and no others have the paint; none takes it away. */
export function paint(name: Paint, ranges: readonly (Range | null)[]): void {
  const there = ranges.filter((range) => range !== null)
  if (there.length === 0) {
    CSS.highlights.delete(name)
    return
  }
  const painted = new Highlight(...there)
  painted.priority = ORDER[name] ?? 0
  CSS.highlights.set(name, painted)
}
