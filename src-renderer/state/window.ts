// Owns what is open in this window: dialogs, the sheet, the sliding paper pane, the triage view, the wire.
import { create } from 'zustand'
import type { PaperId } from '#domain/paper.ts'
import type { HostState } from '../app/client.ts'

export type Dialog =
  | { kind: 'palette' }
  | { kind: 'help' }
  | { kind: 'snooze'; ids: PaperId[] }
  | { kind: 'tag'; ids: PaperId[] }
  | { kind: 'manage-tags'; tag: string | null }
  | { kind: 'manage-searches'; id: string | null }
  /** `id` null: without a paper, all that is followed. */
  | { kind: 'follow'; id: PaperId | null }
  | { kind: 'remove-samples' }
  | { kind: 'carry-marks' }
  | { kind: 'properties' }
  | { kind: 'add-papers'; text: string }
  /** `name` is what the papers are together: a list, a tag, a search. */
  | { kind: 'export'; ids: PaperId[]; name: string }

/** A sitting in the triage view; what it decided is what the summary at the end tells. */
export interface Sitting {
  startedAtMs: number
  lastAtMs: number
  /** Each paper once, with what was decided last. */
  decided: ReadonlyMap<PaperId, 'later' | 'shortlist' | 'archive' | 'dismissed' | 'snoozed'>
}

interface WindowState {
  dialog: Dialog | null
  sheetOpen: boolean
  /** Where the paper pane slides over the list. */
  paperOpen: boolean
  triage: Sitting | null
  /** The note in the place of the whole paper, in full height. */
  fullNote: boolean
  /** The whole abstract in the triage view. */
  more: boolean
  host: HostState
  /** Grows when the note is asked for, and when the list is to have the focus. */
  noteWanted: number
  /** The last request for the note that was answered; the next waits while the note is read. */
  noteTaken: number
  noteWantedAtMs: number
  listWanted: number
  paperWanted: number
  searchWanted: number
  /** The first key of a sequence, while it waits for the next. */
  pendingKey: string | null
}

export const useWindow = create<WindowState>(() => ({
  dialog: null,
  sheetOpen: false,
  paperOpen: false,
  triage: null,
  fullNote: false,
  more: false,
  host: { core: 'starting', sentence: null },
  noteWanted: 0,
  noteTaken: 0,
  noteWantedAtMs: 0,
  listWanted: 0,
  paperWanted: 0,
  searchWanted: 0,
  pendingKey: null,
}))

/** Has all keys to itself. Others stay open while one thing after another is done in them, which their messages offer to take back. */
export function isAsking(dialog: Dialog | null): boolean {
  return dialog !== null && dialog.kind !== 'manage-tags' && dialog.kind !== 'manage-searches'
}

/** Core does not answer; what is typed waits in this window. */
export function isCoreAway({ core }: HostState): boolean {
  return core === 'down' || core === 'lost' || core === 'damaged'
}

export function openDialog(dialog: Dialog | null): void {
  useWindow.setState({ dialog })
}

export function wantFocus(where: 'note' | 'list' | 'paper' | 'search'): void {
  useWindow.setState((state) => {
    switch (where) {
      case 'note':
        return { noteWanted: state.noteWanted + 1, noteWantedAtMs: performance.now() }
      case 'list':
        return { listWanted: state.listWanted + 1, noteTaken: state.noteWanted }
      case 'paper':
        return { paperWanted: state.paperWanted + 1 }
      case 'search':
        return { searchWanted: state.searchWanted + 1 }
    }
  })
}

const LONGEST_WAIT_MS = 5_000

/** The note was asked for and is being read: what is typed meanwhile was meant for it, not for the list. `Esc` gives it up. */
export function isNoteAwaited(): boolean {
  const { noteWanted, noteTaken, noteWantedAtMs, host } = useWindow.getState()
  return noteTaken < noteWanted && !isCoreAway(host) && performance.now() - noteWantedAtMs < LONGEST_WAIT_MS
}
