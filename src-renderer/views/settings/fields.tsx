// Owns the lines that settings are made of: a name, a control, a word on what it does.
import { Switch as BaseSwitch } from '@base-ui/react/switch'
import { type ReactNode, useId } from 'react'
import style from './settings.module.css'

export function Line({
  name,
  words,
  isProblem = false,
  children,
}: {
  name: string
  words?: string | null
  isProblem?: boolean
  children: ReactNode
}) {
  return (
    <div className={style.line}>
      <div>
        <span>{name}</span>
        {words != null && (
          <p className={style.words} data-problem={isProblem || undefined}>
            {words}
          </p>
        )}
      </div>
      <div className={style.control}>{children}</div>
    </div>
  )
}

export function Switch({ name, words, on, onChange }: { name: string; words?: string; on: boolean; onChange: (on: boolean) => void }) {
  const id = useId()
  return (
    <div className={style.line}>
      <div>
        <span id={id}>{name}</span>
        {words !== undefined && <p className={style.words}>{words}</p>}
      </div>
      <div className={style.control}>
        <BaseSwitch.Root className={style.switch} checked={on} onCheckedChange={onChange} aria-labelledby={id}>
          <BaseSwitch.Thumb className={style.thumb} />
        </BaseSwitch.Root>
      </div>
    </div>
  )
}

interface ChoiceProps<Value extends string> {
  name: string
  value: Value
  choices: readonly (readonly [Value, string])[]
  onChange: (value: Value) => void
}

export function Choice<Value extends string>({ name, value, choices, onChange }: ChoiceProps<Value>) {
  const id = useId()
  return (
    <div className={style.line}>
      <span id={id}>{name}</span>
      <div className={style.choices} role="radiogroup" aria-labelledby={id}>
        {choices.map(([choice, words]) => (
          <label key={choice} className={style.choice} data-on={choice === value || undefined}>
            <input type="radio" name={id} value={choice} checked={choice === value} onChange={() => onChange(choice)} />
            {words}
          </label>
        ))}
      </div>
    </div>
  )
}
