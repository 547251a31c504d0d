// Owns moving papers of the reading list with the pointer: what is dragged, and the line that shows where it goes.
import type { DragEvent } from 'react'
import { moveInList } from '#renderer/actions/reading-list.ts'
import { targets } from '#renderer/actions/targets.ts'
import type { PaperId } from '#domain/paper.ts'
import { usePlace } from '#renderer/state/place.ts'

const KIND = 'application/x-dogear-papers'
let dragged: readonly PaperId[] = []
let over: HTMLElement | null = null

/** For the list's own element; `ids` are the papers in the order that is shown. */
export function dragHandlers(ids: readonly PaperId[]): {
  onDragStart(event: DragEvent): void
  onDragOver(event: DragEvent): void
  onDragLeave(event: DragEvent): void
  onDrop(event: DragEvent): void
  onDragEnd(): void
} {
  return {
    onDragStart: (event) => {
      const id = idOf(rowOf(event))
      if (id === null) return
      dragged = usePlace.getState().marked.has(id) ? targets() : [id]
      event.dataTransfer.setData(KIND, dragged.join(' '))
      event.dataTransfer.effectAllowed = 'move'
    },
    onDragOver: (event) => {
      const row = rowOf(event)
      if (!row || dragged.length === 0 || !event.dataTransfer.types.includes(KIND)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'move'
      show(row, isAfter(event, row) ? 'after' : 'before')
    },
    onDragLeave: (event) => {
      if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) clear()
    },
    onDrop: (event) => {
      const row = rowOf(event)
      const id = idOf(row)
      if (!row || id === null || dragged.length === 0) return
      event.preventDefault()
      const at = ids.indexOf(id) + (isAfter(event, row) ? 1 : 0)
      const moving = new Set(dragged)
      // among papers that move themselves, the next that stays is the neighbour
      moveInList([...dragged], ids.slice(at).find((other) => !moving.has(other)) ?? null)
      clear()
    },
    onDragEnd: () => {
      dragged = []
      clear()
    },
  }
}

function rowOf({ target }: DragEvent): HTMLElement | null {
  return target instanceof HTMLElement ? target.closest<HTMLElement>('[role="option"]') : null
}

function idOf(row: HTMLElement | null): PaperId | null {
  return row?.id.startsWith('row-') ? row.id.slice('row-'.length) : null
}

function isAfter(event: DragEvent, row: HTMLElement): boolean {
  const { top, height } = row.getBoundingClientRect()
  return event.clientY > top + height / 2
}

function show(row: HTMLElement, where: 'before' | 'after'): void {
  if (over !== row) clear()
  over = row
  row.dataset['drop'] = where
}

function clear(): void {
  delete over?.dataset['drop']
  over = null
}
