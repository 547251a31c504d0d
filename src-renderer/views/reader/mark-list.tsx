// Owns the list of what is marked in the open file, in reading order, narrowed by a filter; only rows in view are painted.
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useEffectEvent, useMemo, useRef } from 'react'
import { AnnotationColour, annotationColours } from '#domain/annotation.ts'
import { chooseColour } from '#renderer/actions/reader.ts'
import { useReader } from '#renderer/state/reader.ts'
import { filteredMarks, NO_MARK_FILTER, withMark } from '#renderer/words/mark-filter.ts'
import { ActionButton, Button } from '../pieces/button.tsx'
import { Key } from '../pieces/key.tsx'
import { MarkFilters } from './mark-filters.tsx'
import { MarkItem } from './mark-item.tsx'
import style from './marks.module.css'

const USUAL_HEIGHT = 92

export function MarkList() {
  const annotations = useReader((reader) => reader.annotations)
  const selected = useReader((reader) => reader.selected)
  const colour = useReader((reader) => reader.colour)
  const filter = useReader((reader) => reader.markFilter)
  const fit = useMemo(() => filteredMarks(annotations, filter), [annotations, filter])
  // what is written on now does not go away under the hand
  const shown = useMemo(() => withMark(fit, annotations, selected), [fit, annotations, selected])
  const selectedAt = shown.findIndex((each) => each.id === selected)
  const scroll = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => USUAL_HEIGHT,
    getItemKey: (index) => shown[index]?.id ?? index,
    overscan: 4,
    // its comment can be gone to also where it is out of sight
    rangeExtractor: useCallback((range: Range) => withRow(defaultRangeExtractor(range), selectedAt), [selectedAt]),
  })
  const reveal = useEffectEvent(() => {
    if (selectedAt >= 0) rows.scrollToIndex(selectedAt, { align: 'auto' })
  })
  useEffect(() => reveal(), [selected])
  return (
    <aside className={style.marks} aria-label="Annotations" data-marks>
      <div role="group" aria-label="Colour" className={style.colours}>
        {AnnotationColour.options.map((name, index) => (
          <button
            key={name}
            type="button"
            aria-label={name}
            aria-pressed={name === colour}
            style={{ background: annotationColours[name] }}
            onClick={() => chooseColour(index + 1)}
          />
        ))}
      </div>
      {annotations.length > 0 && <MarkFilters annotations={annotations} filter={filter} shown={fit.length} />}
      {annotations.length === 0 ? (
        <>
          <p className={style.empty}>
            Nothing is marked yet. Select words on a page, with the mouse or a caret (<Key action="reader.caret" />
            ), and press <Key action="reader.highlight" /> to highlight them or <Key action="reader.underline" /> to underline them.
          </p>
          <p className={style.empty}>
            If another program marked this PDF, its marks can become yours:{' '}
            <ActionButton action="reader.import">Take them over</ActionButton>
          </p>
        </>
      ) : shown.length === 0 ? (
        <p className={style.empty}>
          No mark of this paper fits the filter. <Button onClick={showAll}>Show all</Button>
        </p>
      ) : (
        <div ref={scroll} className={style.scroll}>
          <ol style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map(({ index, key, start }) => {
              const annotation = shown[index]
              return (
                annotation && (
                  <li
                    key={key}
                    ref={rows.measureElement}
                    data-index={index}
                    aria-setsize={shown.length}
                    aria-posinset={index + 1}
                    style={{ transform: `translateY(${start}px)` }}
                  >
                    <MarkItem annotation={annotation} isSelected={annotation.id === selected} />
                  </li>
                )
              )
            })}
          </ol>
        </div>
      )}
    </aside>
  )
}

function withRow(rows: number[], at: number): number[] {
  return at < 0 || rows.includes(at) ? rows : [...rows, at].sort((one, other) => one - other)
}

/** The button goes with the sentence, so the focus goes to the filter. */
function showAll(): void {
  useReader.setState({ markFilter: NO_MARK_FILTER })
  document.querySelector<HTMLElement>('[data-mark-filter]')?.focus()
}
