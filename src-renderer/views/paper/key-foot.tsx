// Owns the foot of the window: the keys that matter here, as they are bound now.
import type { ActionId } from '#contract/actions.ts'
import { perform } from '#renderer/actions/perform.ts'
import { usePlace } from '#renderer/state/place.ts'
import { useWindow } from '#renderer/state/window.ts'
import { isMac } from '#renderer/keys/bindings.ts'
import { keyLabels } from '#renderer/keys/chords.ts'
import { Key, useBindings } from '../pieces/key.tsx'
import style from './paper.module.css'

const DEEDS: readonly [ActionId, string][] = [
  ['paper.later', 'Later'],
  ['paper.shortlist', 'Shortlist'],
  ['paper.archive', 'Archive'],
  ['paper.dismiss', 'Dismiss'],
  ['history.undo', 'Undo'],
]
const REST: readonly [ActionId, string][] = [
  ['palette.open', 'Anything'],
  ['help.keys', 'Keys'],
]

export function KeyFoot() {
  const pending = useWindow((state) => state.pendingKey)
  const hasPaper = usePlace((where) => where.selectedId !== null)
  return (
    <footer className={style.keys}>
      {hasPaper && DEEDS.map(([action, words]) => <Deed key={action} action={action} words={words} />)}
      <span className={style.push} />
      {pending !== null && <span className={style.pending}>{keyLabels(pending, isMac).join(' ')} …</span>}
      {REST.map(([action, words]) => (
        <Deed key={action} action={action} words={words} isRest />
      ))}
    </footer>
  )
}

function Deed({ action, words, isRest = false }: { action: ActionId; words: string; isRest?: boolean }) {
  const isBound = useBindings().specs(action).length > 0
  return (
    <button type="button" className={isRest ? `${style.deed} ${style.rest}` : style.deed} onClick={() => perform(action)}>
      {isBound && <Key action={action} silent />}
      <span>{words}</span>
    </button>
  )
}
