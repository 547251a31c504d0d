// Owns the foot of the window: the keys that matter here, as they are bound now.
import type { ActionId } from '#contract/actions.ts'
import { perform } from '#renderer/actions/perform.ts'
import { usePlace } from '#renderer/state/place.ts'
import { useWindow } from '#renderer/state/window.ts'
import { isMac } from '#renderer/keys/bindings.ts'
import { keyLabels } from '#renderer/keys/chords.ts'
import { Key } from '../pieces/key.tsx'
import { useTextField } from '../text-field.ts'
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

/** Where text is written the letters are text: these keys act. */
const IN_TEXT: readonly [ActionId, string][] = [['view.back', 'Back']]
const IN_NOTE: readonly [ActionId, string][] = [...IN_TEXT, ['note.full', 'Full height']]

export function KeyFoot() {
  const pending = useWindow((state) => state.pendingKey)
  const hasPaper = usePlace((where) => where.selectedId !== null)
  const field = useTextField()
  const deeds = field === 'note' ? IN_NOTE : field === 'text' ? IN_TEXT : hasPaper ? DEEDS : []
  const rest = field === null ? REST : REST.filter(([action]) => action === 'palette.open')
  return (
    <footer className={style.keys}>
      {deeds.map(([action, words]) => (
        <Deed key={action} action={action} words={words} />
      ))}
      <span className={style.push} />
      {pending !== null && <span className={style.pending}>{keyLabels(pending, isMac).join(' ')} …</span>}
      {rest.map(([action, words]) => (
        <Deed key={action} action={action} words={words} isRest />
      ))}
    </footer>
  )
}

function Deed({ action, words, isRest = false }: { action: ActionId; words: string; isRest?: boolean }) {
  return (
    <button type="button" className={isRest ? `${style.deed} ${style.rest}` : style.deed} onClick={() => perform(action)}>
      <Key action={action} silent />
      <span>{words}</span>
    </button>
  )
}
