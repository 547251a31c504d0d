// Owns the lines that settings are made of: a name, a control, a word on what it does.
import { Switch as BaseSwitch } from '@base-ui/react/switch'
import { type ReactNode, useId, useState } from 'react'
import style from './settings.module.css'

export function Line({
  name,
  words,
  isProblem = false,
  children,
}: {
  name: string
  words?: ReactNode
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

interface TextFieldProps {
  name: string
  /** What it is called for those who don't see the line; the name unless told. */
  label?: string
  type?: 'text' | 'url'
  value: string
  placeholder?: string
  words?: string | null
  /** A sentence about a text that can't be used. */
  problemOf?: (text: string) => string | null
  /** A text with a problem stays in the field and is not saved; else it is saved and the problem shown beside it. */
  refusesProblems?: boolean
  /** Of a list of texts that are offered while it is typed. */
  names?: string
  beside?: ReactNode
  /** With each letter. */
  onType?: (text: string) => void
  onChange: (text: string) => void
}

/** Saved when left or with Enter. */
export function TextField(props: TextFieldProps) {
  const { name, label = name, type = 'text', value, placeholder, words = null, problemOf, refusesProblems = false } = props
  const { names, beside, onType, onChange } = props
  const [typed, setTyped] = useState<string | null>(null)
  const problem = problemOf?.(typed ?? value) ?? null
  const save = (): void => {
    if (refusesProblems && problem !== null) return
    if (typed !== null && typed.trim() !== value) onChange(typed.trim())
    setTyped(null)
  }
  return (
    <Line name={name} words={problem ?? words} isProblem={problem !== null}>
      <input
        type={type}
        className={style.field}
        aria-label={label}
        aria-invalid={problem !== null}
        placeholder={placeholder}
        value={typed ?? value}
        {...(names === undefined ? {} : { list: names })}
        onChange={(event) => {
          setTyped(event.target.value)
          onType?.(event.target.value)
        }}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && save()}
        spellCheck={false}
      />
      {beside}
    </Line>
  )
}

interface SeveralProps<Value extends string | number> {
  name: string
  choices: readonly (readonly [Value, string])[]
  chosen: readonly Value[]
  onChange: (chosen: Value[]) => void
}

/** Any of several, each on or off. */
export function Several<Value extends string | number>({ name, choices, chosen, onChange }: SeveralProps<Value>) {
  return (
    <div className={style.line}>
      <span>{name}</span>
      <div className={style.choices} role="group" aria-label={name}>
        {choices.map(([choice, words]) => (
          <label key={choice} className={style.choice} data-on={chosen.includes(choice) || undefined}>
            <input
              type="checkbox"
              checked={chosen.includes(choice)}
              onChange={(event) => {
                const kept = chosen.filter((other) => other !== choice)
                onChange(event.target.checked ? [...kept, choice] : kept)
              }}
            />
            {words}
          </label>
        ))}
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
