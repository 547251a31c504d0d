// Owns the notes as they are being written: kept here until core has said that they are stored.
import { create } from 'zustand'
import { type Failure, toFailure } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'
import { papers } from './papers.ts'
import { reportFailure, showToast } from './toasts.ts'

export interface Draft {
  text: string
  /** What core has. */
  storedText: string
  revision: number
  status: 'saved' | 'waiting' | 'saving' | 'failed'
  failure: Failure | null
  /** Grows when another window's text takes the place of what the editor shows. */
  replaced: number
}

interface Notes {
  drafts: ReadonlyMap<PaperId, Draft>
}

export const useNotes = create<Notes>(() => ({ drafts: new Map() }))

const SAVE_AFTER_MS = 400
const RETRY_AFTER_MS = 3_000
const timers = new Map<PaperId, ReturnType<typeof setTimeout>>()
const loading = new Set<PaperId>()

function setDraft(id: PaperId, change: Partial<Draft>): void {
  useNotes.setState(({ drafts }) => {
    const draft = drafts.get(id)
    return draft ? { drafts: new Map(drafts).set(id, { ...draft, ...change }) } : {}
  })
}

/** Reads the note of a paper; a draft that is not saved yet is never replaced. */
export async function loadNote(id: PaperId): Promise<void> {
  if (loading.has(id)) return
  loading.add(id)
  try {
    const { note } = await client.call('notes.get', { id })
    const draft = useNotes.getState().drafts.get(id)
    if (draft && (draft.text !== draft.storedText || draft.status === 'saving')) return
    const text = note?.text ?? ''
    const revision = note?.revision ?? 0
    if (draft && draft.storedText === text && draft.revision === revision) return
    const replaced = draft && draft.text !== text ? draft.replaced + 1 : (draft?.replaced ?? 0)
    useNotes.setState(({ drafts }) => ({
      drafts: new Map(drafts).set(id, { text, storedText: text, revision, status: 'saved', failure: null, replaced }),
    }))
  } catch (thrown) {
    reportFailure(thrown)
  } finally {
    loading.delete(id)
  }
}

/** What the reader typed; saved soon. */
export function writeNote(id: PaperId, text: string): void {
  const draft = useNotes.getState().drafts.get(id)
  if (!draft || draft.text === text) return
  setDraft(id, { text, status: draft.status === 'saving' ? 'saving' : 'waiting' })
  clearTimeout(timers.get(id))
  timers.set(id, setTimeout(() => void saveNote(id), SAVE_AFTER_MS))
}

/** Saves now what is not saved: on blur, on leaving, on quitting. */
export function saveNotesNow(): void {
  for (const [id, draft] of useNotes.getState().drafts) if (draft.text !== draft.storedText) void saveNote(id)
}

export function hasUnsavedNotes(): boolean {
  return [...useNotes.getState().drafts.values()].some((draft) => draft.text !== draft.storedText)
}

async function saveNote(id: PaperId): Promise<void> {
  clearTimeout(timers.get(id))
  const draft = useNotes.getState().drafts.get(id)
  if (!draft || draft.status === 'saving' || draft.text === draft.storedText) return
  const { text, revision } = draft
  setDraft(id, { status: 'saving' })
  try {
    const saved = await client.call('notes.save', { id, text, baseRevision: revision })
    const now = useNotes.getState().drafts.get(id)
    const typedMeanwhile = now !== undefined && now.text !== text
    const stored = saved.note?.text ?? ''
    if (saved.keptBoth) {
      showToast({ sentence: 'This note was also edited in another window. Both texts are kept, one after the other.' })
      setDraft(id, { text: typedMeanwhile && now ? appendTyped(stored, text, now.text) : stored, replaced: (now?.replaced ?? 0) + 1 })
    }
    setDraft(id, { storedText: stored, revision: saved.revision, failure: null, status: typedMeanwhile ? 'waiting' : 'saved' })
    const row = papers.get(id)
    if (row && row.hasNote !== (stored !== '')) papers.put([{ ...row, hasNote: stored !== '' }])
    if (typedMeanwhile) void saveNote(id)
  } catch (thrown) {
    const failure = toFailure(thrown)
    setDraft(id, { status: 'failed', failure })
    clearTimeout(timers.get(id))
    timers.set(id, setTimeout(() => void saveNote(id), RETRY_AFTER_MS))
  }
}

/** What was typed after a save went out is put behind the text that both windows share now. */
function appendTyped(stored: string, sent: string, typed: string): string {
  return typed.startsWith(sent) ? stored + typed.slice(sent.length) : `${stored}\n\n${typed}`
}
