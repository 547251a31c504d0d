// Owns the rows that are painted: those in view and a few around, one tab stop for all of them.
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type MouseEvent, useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { PaperId } from '#domain/paper.ts'
import { extendTo, toggleMark } from '#renderer/actions/move.ts'
import { reportInView } from '#renderer/actions/library.ts'
import { currentList, indexIn, type PaperList } from '#renderer/state/lists.ts'
import { wantDetail } from '#renderer/state/details.ts'
import { wantRows } from '#renderer/state/papers.ts'
import { rememberScroll, scrollOf, select, usePlace } from '#renderer/state/place.ts'
import { useSettings } from '#renderer/state/settings.ts'
import { useWindow } from '#renderer/state/window.ts'
import { today } from '#renderer/state/clock.ts'
import { hasReadersOrder, type Place, placeKey, placeTitle } from '#renderer/words/places.ts'
import { dragHandlers } from './drag-rows.ts'
import { PaperLine } from './paper-line.tsx'
import { useMedia, WIDE } from '../media.ts'
import style from './list.module.css'

const ROWS_AHEAD = 40
/** Rows that are painted beyond those in view: few in the first frame of a place, which is awaited. */
const FIRST_BEYOND = 1
const BEYOND = 6
/**
 * A row with a title of one line, before it is painted. Always the same: a row that is as high as was thought is not remembered as
 * measured, and another thought later would leave a gap under it.
 */
const ROW_PX = 81
const COMPACT_ROW_PX = 73
/** A narrow window has its messages over the end of the list: the selected row stands above them, and the last one can. */
const MESSAGES_PX = 96
const NONE: readonly PaperId[] = []

export function ListRows({ list, hidden }: { list: PaperList | undefined; hidden: boolean }) {
  const ids = list?.ids ?? NONE
  const scroll = useRef<HTMLDivElement>(null)
  const place = usePlace((where) => where.place)
  const selectedId = usePlace((where) => where.selectedId)
  const near = usePlace((where) => where.selectedIndex)
  const marked = usePlace((where) => where.marked)
  const reveal = usePlace((where) => where.reveal)
  const compact = useSettings(({ settings }) => settings.density === 'compact')
  const selectedIndex = indexIn(ids, selectedId, near)

  const key = placeKey(place)
  const isSettled = useIsSettled(key)

  // the same function for the same list: a new one has every row of it placed anew
  const keyOf = useCallback((index: number) => ids[index] ?? index, [ids])
  const keptFree = useMedia(WIDE) ? 0 : MESSAGES_PX
  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => (compact ? COMPACT_ROW_PX : ROW_PX),
    getItemKey: keyOf,
    overscan: isSettled ? BEYOND : FIRST_BEYOND,
    initialOffset: () => scrollOf(place),
    paddingEnd: keptFree,
    scrollPaddingEnd: keptFree,
  })

  const measured = useRef(compact)
  const measureAnew = useEffectEvent(() => {
    if (measured.current !== compact) rows.measure()
    measured.current = compact
  })
  useLayoutEffect(() => measureAnew(), [compact])

  // a place begins where it was left. The list stays the same element, and tells of a scroll a frame later: it may be another place by then
  const shown = useRef(place)
  const isThere = ids.length > 0
  const rememberWhereItIs = (): void => {
    if (isThere && scroll.current) rememberScroll(shown.current, scroll.current.scrollTop)
  }
  const scrollToWhereItWas = useEffectEvent(() => {
    shown.current = place
    rows.scrollToOffset(scrollOf(place))
  })
  useLayoutEffect(() => scrollToWhereItWas(), [key, isThere])
  // only a reveal scrolls: a list that changes around the selection stays where it is
  const scrolls = useRef(false)
  const stepped = useRef({ reveal: -1, ids })
  const scrollToSelected = useEffectEvent(() => {
    const isDone = stepped.current.reveal === reveal && stepped.current.ids === ids
    if (selectedIndex < 0 || isDone || (!scrolls.current && isInView(rows, selectedIndex))) return
    scrolls.current = true
    rows.scrollToIndex(selectedIndex, { align: 'auto' })
    setTimeout(() => (scrolls.current = false), SCROLLED_MS)
  })
  useLayoutEffect(() => scrollToSelected(), [reveal])
  const stepInto = useEffectEvent((where: ReturnType<typeof usePlace.getState>) => {
    // where another list is to come, its rows stand elsewhere
    if (currentList()?.ids !== list?.ids) return
    const index = where.place === place ? indexIn(ids, where.selectedId, where.selectedIndex) : -1
    if (index >= 0 && !scrolls.current && scrollToPainted(rows, index)) stepped.current = { reveal: where.reveal, ids }
  })
  // before the step is painted, while the page is laid out: asked later, where the list stands costs more than all the rest of a step
  useEffect(() => usePlace.subscribe((where, before) => where.reveal !== before.reveal && stepInto(where)), [])
  // the first rows of another place are those that will be in view there
  const leaveFor = useEffectEvent((next: Place) => {
    rememberWhereItIs()
    rows.scrollOffset = scrollOf(next)
  })
  useEffect(() => usePlace.subscribe((where, before) => placeKey(where.place) !== placeKey(before.place) && leaveFor(where.place)), [])

  useFocusOn(scroll)
  useRowsInView(ids, rows.range?.startIndex ?? 0, rows.range?.endIndex ?? 0)
  useNeighbours(ids, selectedIndex)

  const onRow = useCallback((event: MouseEvent, id: PaperId, index: number) => {
    if (event.shiftKey) return extendTo(index)
    select(id, index, { reveal: false })
    if (event.ctrlKey || event.metaKey) toggleMark()
    else useWindow.setState({ paperOpen: true })
  }, [])

  const isMovable = list !== undefined && list.sort === 'place' && hasReadersOrder(list.place)
  const items = rows.getVirtualItems()
  const isPainted = items.some((item) => item.index === selectedIndex)
  return (
    <div
      ref={scroll}
      className={style.scroll}
      role={hidden ? 'group' : 'listbox'}
      tabIndex={0}
      hidden={hidden}
      aria-label={placeTitle(place, today().slice(0, 4))}
      aria-multiselectable={hidden ? undefined : 'true'}
      aria-activedescendant={isPainted && selectedId !== null ? `row-${selectedId}` : undefined}
      data-list
      {...(isMovable ? dragHandlers(ids) : {})}
      onScroll={rememberWhereItIs}
    >
      <div className={style.all} role="presentation" style={{ height: rows.getTotalSize() }}>
        {items.map((item) => {
          const id = ids[item.index]
          if (id === undefined) return null
          return (
            <div
              key={item.key}
              ref={rows.measureElement}
              data-index={item.index}
              role="presentation"
              className={style.place}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <PaperLine
                id={id}
                index={item.index}
                count={ids.length}
                isSelected={item.index === selectedIndex}
                isChosen={marked.size > 0 ? marked.has(id) : item.index === selectedIndex}
                isMarked={marked.has(id)}
                isSearch={key === 'search'}
                isNotes={place.kind === 'notes'}
                placeState={place.kind === 'state' ? place.state : undefined}
                gained={list?.gained[id]}
                isMovable={isMovable}
                onRow={onRow}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** By what was measured already: asking the page where it stands would lay it out. */
function isInView(rows: Virtualizer<HTMLDivElement, Element>, index: number): boolean {
  const { measurementsCache, scrollOffset, scrollRect } = rows
  const row = measurementsCache[index]
  if (row === undefined || scrollOffset === null || scrollRect === null) return false
  return row.start >= scrollOffset && row.end <= scrollOffset + scrollRect.height - rows.options.scrollPaddingEnd
}

/** Scrolls to a row next to those in view, whose place is known; false where it is not, and nothing was done. */
function scrollToPainted(rows: Virtualizer<HTMLDivElement, Element>, index: number): boolean {
  const { measurementsCache, elementsCache, scrollElement, scrollOffset, scrollRect } = rows
  const row = measurementsCache[index]
  if (row === undefined || !elementsCache.has(row.key) || !scrollElement || scrollOffset === null || scrollRect === null) return false
  if (isInView(rows, index)) return true
  scrollElement.scrollTop = row.start < scrollOffset ? row.start : row.end - scrollRect.height + rows.options.scrollPaddingEnd
  // told now, so that the rows that come with it are rendered together with the step
  scrollElement.dispatchEvent(new Event('scroll'))
  return true
}

/** Until then a scroll may not have told yet how far it went. */
const SCROLLED_MS = 200

/** A place is settled once its first frame was painted. */
function useIsSettled(key: string): boolean {
  const [settled, setSettled] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(key), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [key])
  return settled === key
}

const SETTLED_MS = 60

/** The list takes the focus whenever an action asks for it. */
function useFocusOn(scroll: React.RefObject<HTMLDivElement | null>): void {
  const wanted = useWindow((state) => state.listWanted)
  const isNew = useRef(true)
  useEffect(() => {
    const focused = document.activeElement
    // a list that comes with the search box leaves it the focus
    const inBox = isNew.current && focused instanceof HTMLElement && focused.dataset['keys'] === 'line'
    isNew.current = false
    if (inBox) return
    const inDialog = focused instanceof HTMLElement && focused.closest('[role="dialog"]') !== null
    if (!inDialog) scroll.current?.focus({ preventScroll: true })
  }, [wanted, scroll])
}

/** Rows in view and a little beyond are asked for; those in view are told to core. */
function useRowsInView(ids: readonly PaperId[], first: number, last: number): void {
  useEffect(() => {
    wantRows(ids.slice(Math.max(0, first - ROWS_AHEAD), last + ROWS_AHEAD))
    reportInView(ids.slice(first, last + 1))
  }, [ids, first, last])
}

const AHEAD_MS = 60

/** The papers next to the selected one are read ahead, once the selection rests. */
function useNeighbours(ids: readonly PaperId[], index: number): void {
  useEffect(() => {
    if (index < 0) return undefined
    const timer = setTimeout(() => {
      for (const id of [ids[index + 1], ids[index + 2], ids[index - 1]]) if (id !== undefined) wantDetail(id)
    }, AHEAD_MS)
    return () => clearTimeout(timer)
  }, [ids, index])
}
