// Owns which keys act now: the scopes of the place, and whether a dialog has them.
import { useEffect, useEffectEvent } from 'react'
import { type ActionId, actions, type ActionScope } from '#contract/actions.ts'
import { keepForList } from '#renderer/actions/keys-ahead.ts'
import { goOnFromNote, typeForNote } from '#renderer/actions/notes.ts'
import { perform } from '#renderer/actions/perform.ts'
import type { Bindings } from '#renderer/keys/bindings.ts'
import { chordOf } from '#renderer/keys/chords.ts'
import { keepKey } from '#renderer/keys/held-keys.ts'
import { listenToKeys } from '#renderer/keys/listener.ts'
import { usePaperText } from '#renderer/state/paper-text.ts'
import { usePlace } from '#renderer/state/place.ts'
import { useReader } from '#renderer/state/reader.ts'
import { useTextSelection } from '#renderer/state/text-selection.ts'
import { useSettings } from '#renderer/state/settings.ts'
import { isAsking, isNoteAwaited, useWindow } from '#renderer/state/window.ts'
import { isPaperPlace } from '#renderer/words/places.ts'
import { useBindings } from './pieces/key.tsx'

export function useKeys(): void {
  const bindings = useBindings()
  const current = useEffectEvent(() => bindings)
  useEffect(() => {
    window.addEventListener('pointerdown', goOnFromNote, true)
    return () => window.removeEventListener('pointerdown', goOnFromNote, true)
  }, [])
  useEffect(
    () =>
      listenToKeys(window, () => ({
        bindings: current(),
        scopes: activeScopes(),
        singleKeys: useSettings.getState().settings.singleKeys,
        takes: (event) => keepKey(event) || (isNoteAwaited() ? typeForNote(event) : keepForList(event, () => isForList(current(), event))),
        blocked:
          isNoteAwaited() || isAsking(useWindow.getState().dialog) || document.querySelector('[data-base-ui-menu], [role="menu"]') !== null,
        only: useWindow.getState().dialog === null ? null : TAKING_BACK,
        perform: (id) => {
          goOnFromNote()
          perform(id)
        },
        onPending: (pendingKey) => useWindow.setState({ pendingKey }),
      })),
    [],
  )
}

const TAKING_BACK: ReadonlySet<ActionId> = new Set(['history.undo', 'history.redo'])

function isForList(bindings: Bindings, event: KeyboardEvent): boolean {
  const chord = chordOf(event)
  return chord !== undefined && bindings.match(chord).some((id) => actions[id].scope === 'list')
}

function activeScopes(): ActionScope[] {
  const inNote = document.activeElement?.closest('[data-note]') != null
  if (usePaperText.getState().paper) return ['text', 'everywhere']
  if (useReader.getState().file) return [...(useTextSelection.getState().isCaret ? (['caret'] as const) : []), 'reader', 'everywhere']
  const { place } = usePlace.getState()
  return [
    ...(inNote ? (['note'] as const) : []),
    ...(isPaperPlace(place) ? (['list'] as const) : []),
    ...(place.kind === 'journal' ? (['journal'] as const) : []),
    'everywhere',
  ]
}
