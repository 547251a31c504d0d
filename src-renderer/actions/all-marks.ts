// Owns what is done in the list of all annotations: narrowing it, moving in it, opening one in its place.
import { type AllMarksFilter, type AllMarksSort, loadAllMarks, useAllMarks } from '../state/all-marks.ts'
import { reportFailure } from '../state/toasts.ts'
import { openMark } from './open-mark.ts'

const PAUSE_MS = 80
let timer: ReturnType<typeof setTimeout> | undefined

export function filterAllMarks(part: Partial<AllMarksFilter>): void {
  useAllMarks.setState(({ filter }) => ({ filter: { ...filter, ...part } }))
  clearTimeout(timer)
  timer = setTimeout(() => void loadAllMarks(), part.text === undefined ? 0 : PAUSE_MS)
}

export function sortAllMarks(sort: AllMarksSort): void {
  useAllMarks.setState({ sort })
  void loadAllMarks()
}

/** Moves the selection; near the end the next ones are asked for. */
export function moveInAllMarks(by: number): void {
  const { marks, selected, total } = useAllMarks.getState()
  if (!marks || marks.length === 0) return
  const at = marks.findIndex(({ annotation }) => annotation.id === selected)
  const next = Math.min(marks.length - 1, Math.max(0, at + by))
  useAllMarks.setState({ selected: marks[next]?.annotation.id ?? null })
  if (next > marks.length - 20 && marks.length < total) void loadAllMarks({ more: true })
}

export function openSelectedMark(): void {
  const { selected } = useAllMarks.getState()
  if (selected !== null) openMark(selected).catch(reportFailure)
}
