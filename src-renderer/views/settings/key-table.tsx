// Owns remapping: every action with its key, a new one by pressing it, conflicts in words.
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { type ActionId, actionList, actions } from '#contract/actions.ts'
import { changeSettings } from '#renderer/actions/library.ts'
import { type Bindings, isMac } from '#renderer/keys/bindings.ts'
import { chordOf, specOf } from '#renderer/keys/chords.ts'
import { useSettings } from '#renderer/state/settings.ts'
import { Button } from '../pieces/button.tsx'
import { Keys, useBindings } from '../pieces/key.tsx'
import { SearchField } from '../pieces/search-field.tsx'
import { Line } from './fields.tsx'
import style from './settings.module.css'

const ROWS = actionList()
const NO_ROWS: typeof ROWS = []

export function KeyTable() {
  const [listening, setListening] = useState<ActionId | null>(null)
  const bindings = useBindings()
  const [typed, setTyped] = useState('')
  const shown = useMemo(() => found(typed, bindings), [typed, bindings])
  // two hundred rows come after the frame that opens the settings, in turns
  const rows = useDeferredValue(shown, NO_ROWS)
  return (
    <>
      <Line name="Find an action or a key">
        <SearchField
          className={style.field}
          aria-label="Find an action or a key"
          placeholder="later, or Shift+J"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          spellCheck={false}
        />
      </Line>
      <div className={style.keyTable} role="table" aria-label="Keys of all actions">
        {rows.map(({ id }) => (
          <KeyRow key={id} id={id} isListening={listening === id} onListen={(on) => setListening(on ? id : null)} />
        ))}
      </div>
      <p className={style.words} role="status">
        {typed.trim() !== '' && rows.length === 0 && 'No action has this name or key.'}
      </p>
    </>
  )
}

/** Those with this very key first, then those with the words in their title. */
function found(typed: string, bindings: Bindings): typeof ROWS {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return ROWS
  const hasKey = (id: ActionId): boolean => bindings.specs(id).some((spec) => spec.toLowerCase() === wanted.replaceAll(' + ', '+'))
  const byKey = ROWS.filter(({ id }) => hasKey(id))
  return [...byKey, ...ROWS.filter((row) => row.title.toLowerCase().includes(wanted) && !byKey.includes(row))]
}

function KeyRow({ id, isListening, onListen }: { id: ActionId; isListening: boolean; onListen: (on: boolean) => void }) {
  const own = useSettings(({ settings }) => settings.keys)
  const bindings = useBindings()
  const specs = bindings.specs(id)
  const conflicts = bindings.conflicts(id)
  const isOwn = own[id] !== undefined
  const set = (spec: string): void => {
    onListen(false)
    changeSettings({ keys: { ...own, [id]: spec } })
  }
  const reset = (): void => changeSettings({ keys: Object.fromEntries(Object.entries(own).filter(([action]) => action !== id)) })
  return (
    <div className={style.keyRow} role="row">
      <span role="rowheader" className={style.keyName}>
        {actions[id].title}
        {conflicts.length > 0 && (
          <span className={style.conflict}>Also {[...new Set(conflicts.map((conflict) => actions[conflict.with].title))].join(', ')}</span>
        )}
      </span>
      <span role="cell" className={style.keyCell}>
        {isListening ? (
          <Listener onKey={set} onCancel={() => onListen(false)} />
        ) : specs.length === 0 ? (
          <span className={style.words}>no key</span>
        ) : (
          specs.map((spec) => (
            <span key={spec}>
              <Keys spec={spec} />
            </span>
          ))
        )}
      </span>
      <span role="cell" className={style.keyDeeds}>
        {isOwn && (
          <Button onClick={reset} aria-label={`Set the key of ${actions[id].title} back`}>
            Reset
          </Button>
        )}
        <Button onClick={() => onListen(true)} aria-label={`Change the key of ${actions[id].title}`}>
          Change
        </Button>
        {specs.length > 0 && (
          <Button onClick={() => set('')} aria-label={`Switch off the key of ${actions[id].title}`}>
            Off
          </Button>
        )}
      </span>
    </div>
  )
}

const SEQUENCE_PAUSE_MS = 900

/** Takes the next key, or two that follow each other closely. */
function Listener({ onKey, onCancel }: { onKey: (spec: string) => void; onCancel: () => void }) {
  const [first, setFirst] = useState<string | null>(null)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // a word that is being composed is no key
      if (event.isComposing || event.keyCode === 229) return
      event.preventDefault()
      event.stopPropagation()
      if (event.key === 'Escape') return onCancel()
      const chord = chordOf(event)
      if (chord === undefined) return
      const spec = specOf(chord, isMac)
      if (first === null && /^[a-z']$/.test(spec)) setFirst(spec)
      else onKey(first === null ? spec : `${first} ${spec}`)
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    const timer = first === null ? undefined : setTimeout(() => onKey(first), SEQUENCE_PAUSE_MS)
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true })
      clearTimeout(timer)
    }
  }, [first, onKey, onCancel])
  return (
    <span className={style.listening} role="status">
      {first === null ? 'Press a key, Esc keeps the old one' : `${first} and …`}
    </span>
  )
}
