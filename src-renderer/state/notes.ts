// Owns the notes of this window: one session per paper that was written on, kept until core has said that it is stored.
import { useCallback, useSyncExternalStore } from 'react'
import { create } from 'zustand'
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'
import { type NoteDraft, NoteSession } from '../text/note-session.ts'
import { useLinks } from './links.ts'
import { papers } from './papers.ts'
import { usePlace } from './place.ts'
import { reportFailure, showToast } from './toasts.ts'
import { takeTypedAhead } from './typed-ahead.ts'
import { isNoteAwaited, useWindow } from './window.ts'

interface Notes {
  sessions: ReadonlyMap<PaperId, NoteSession>
  /** Papers whose note could not be read; the failure was told. */
  unread: ReadonlySet<PaperId>
  /** Notes whose text is in this window only, for the moment. */
  unsaved: number
}

export const useNotes = create<Notes>(() => ({ sessions: new Map(), unread: new Set(), unsaved: 0 }))

const MOST_KEPT = 60
const loading = new Set<PaperId>()

/** Reads the note of a paper; text that is not saved yet is never replaced. */
export async function loadNote(id: PaperId): Promise<void> {
  if (loading.has(id)) return
  loading.add(id)
  try {
    const { note } = await client.call('notes.get', { id })
    const known = useNotes.getState().sessions.get(id)
    if (known) known.takeStored(note?.text ?? '', note?.revision ?? 0)
    else keep(id, newSession(id, note?.text ?? '', note?.revision ?? 0))
    if (!isNoteAwaited()) keepTypedAhead(id)
  } catch (thrown) {
    // the keys are the list's again; what was typed waits for the next time the note is read
    if (id === usePlace.getState().selectedId) useWindow.setState(({ noteWanted }) => ({ noteTaken: noteWanted }))
    reportFailure(thrown)
    useNotes.setState(({ unread }) => ({ unread: new Set(unread).add(id) }))
  } finally {
    loading.delete(id)
  }
}

/** Whoever left before the note was there finds at its beginning what they had typed for it. */
export function keepTypedAhead(id: PaperId): void {
  const session = useNotes.getState().sessions.get(id)
  const typed = session ? takeTypedAhead(id) : ''
  if (typed !== '') session?.put(typed + session.draft.text)
}

function newSession(id: PaperId, text: string, revision: number): NoteSession {
  const session = new NoteSession({
    text,
    revision,
    save: async (typed, baseRevision) => {
      const saved = await client.call('notes.save', { id, text: typed, baseRevision })
      const hasNote = saved.note !== null
      const row = papers.get(id)
      if (row && row.hasNote !== hasNote) papers.put([{ ...row, hasNote }])
      if (saved.keptBoth) showToast({ sentence: 'This note was also edited in another window. Both texts are kept, one after the other.' })
      return saved
    },
  })
  session.subscribe(countUnsaved)
  return session
}

/** Keeps the sessions that were used last, and all that are not saved. */
function keep(id: PaperId, session: NoteSession): void {
  useNotes.setState(({ sessions }) => {
    const next = new Map(sessions).set(id, session)
    for (const [other, old] of next) {
      if (next.size <= MOST_KEPT) break
      if (other !== id && !old.isDirty) next.delete(other)
    }
    return { sessions: next }
  })
}

function countUnsaved(): void {
  const unsaved = [...useNotes.getState().sessions.values()].filter((session) => session.isDirty).length
  if (unsaved !== useNotes.getState().unsaved) useNotes.setState({ unsaved })
}

export function useNoteSession(id: PaperId): NoteSession | undefined {
  return useNotes(({ sessions }) => sessions.get(id))
}

/** Whether the note of a paper was read, with the links that are told under it, or could not be. */
export function useIsNoteShown(id: PaperId | null): boolean {
  const isRead = useNotes(({ sessions }) => id !== null && sessions.has(id))
  const isUnread = useNotes(({ unread }) => id !== null && unread.has(id))
  const hasLinks = useLinks(({ back }) => id !== null && back.has(id))
  return isUnread || (isRead && hasLinks)
}

export function useNoteDraft(session: NoteSession): NoteDraft {
  const subscribe = useCallback((listener: () => void) => session.subscribe(listener), [session])
  return useSyncExternalStore(subscribe, () => session.draft)
}

/** Papers whose note this window holds. */
export function openNotes(): PaperId[] {
  return [...useNotes.getState().sessions.keys()]
}

/** Saves what is not saved: on leaving, on quitting, when core is back. Resolves when each is stored or has failed. */
export async function saveNotesNow(): Promise<void> {
  const dirty = [...useNotes.getState().sessions.values()].filter((session) => session.isDirty)
  await Promise.all(dirty.map((session) => session.saveNow()))
}

export function hasUnsavedNotes(): boolean {
  return [...useNotes.getState().sessions.values()].some((session) => session.isDirty)
}
