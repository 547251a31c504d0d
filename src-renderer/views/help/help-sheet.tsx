// Owns the keys of this place, as they are bound now.
import { Dialog } from '@base-ui/react/dialog'
import { type ActionId, actionList, type ActionSpec } from '#contract/actions.ts'
import { perform } from '#renderer/actions/perform.ts'
import { print } from '#renderer/actions/print.ts'
import { usePaperText } from '#renderer/state/paper-text.ts'
import { usePlace } from '#renderer/state/place.ts'
import { useReader } from '#renderer/state/reader.ts'
import { useSettings } from '#renderer/state/settings.ts'
import { openDialog } from '#renderer/state/window.ts'
import { isPaperPlace } from '#renderer/words/places.ts'
import { Button } from '../pieces/button.tsx'
import { Keys, useBindings } from '../pieces/key.tsx'
import style from './help.module.css'

const GROUPS: readonly ActionSpec['group'][] = [
  'Move',
  'Decide',
  'Paper',
  'Reading list',
  'Go to',
  'Window',
  'Library',
  'Reader',
  'Caret',
  'Text',
  'Journal',
]

export function HelpSheet() {
  const bindings = useBindings()
  const hasList = usePlace(({ place }) => isPaperPlace(place))
  const isJournal = usePlace(({ place }) => place.kind === 'journal')
  const reads = useReader((reader) => reader.file !== null)
  const singleKeys = useSettings(({ settings }) => settings.singleKeys)
  const readsText = usePaperText(({ paper }) => paper !== null)
  const isHere = (scope: ActionSpec['scope']): boolean => {
    if (scope === 'everywhere') return true
    if (readsText) return scope === 'text'
    if (reads) return scope === 'reader' || scope === 'caret'
    if (scope === 'journal') return isJournal
    return hasList && (scope === 'list' || scope === 'note')
  }
  const shown = actionList().filter(({ id, scope }) => bindings.specs(id).length > 0 && isHere(scope))
  return (
    <div className={style.sheet}>
      <header className={style.head}>
        <Dialog.Title className={style.title}>Keys {hasList ? 'here' : 'in this place'}</Dialog.Title>
        <Button
          onClick={() => {
            openDialog(null)
            perform('settings.open')
          }}
        >
          Change keys
        </Button>
        <Button onClick={print}>Print</Button>
        <Button onClick={() => perform('help.diagnostics')}>Copy diagnostics</Button>
        <Dialog.Close render={<Button />}>Close</Dialog.Close>
      </header>
      {!singleKeys && (
        <p className={style.remark}>Single keys are switched off in Settings: only keys with Ctrl, Cmd or Alt and named keys act.</p>
      )}
      <div className={style.groups} data-first-focus tabIndex={0} role="region" aria-label="All keys">
        {GROUPS.map((group) => {
          const rows = shown.filter((action) => action.group === group)
          if (rows.length === 0) return null
          return (
            <section key={group} aria-label={group} className={style.group}>
              <h3>{group}</h3>
              <dl>
                {rows.map(({ id, title }) => (
                  <Row key={id} id={id} title={title} />
                ))}
              </dl>
            </section>
          )
        })}
      </div>
    </div>
  )
}

function Row({ id, title }: { id: ActionId; title: string }) {
  const specs = useBindings().specs(id)
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {specs.map((spec) => (
          <span key={spec}>
            <Keys spec={spec} />
          </span>
        ))}
      </dd>
    </div>
  )
}
