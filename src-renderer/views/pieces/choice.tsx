// Owns a small choice of one among a few, or none of them.
import style from './pieces.module.css'

interface ChoiceProps<Option extends string> {
  label: string
  value: Option | null
  options: readonly Option[]
  name: (option: Option) => string
  onChange: (option: Option | null) => void
}

/** The label stands as the choice of none. */
export function Choice<Option extends string>({ label, value, options, name, onChange }: ChoiceProps<Option>) {
  return (
    <select
      className={style.choice}
      aria-label={label}
      data-chosen={value !== null || undefined}
      value={value ?? ''}
      onChange={(event) => onChange(options.find((option) => option === event.target.value) ?? null)}
    >
      <option value="">{label}</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {name(option)}
        </option>
      ))}
    </select>
  )
}
