// Owns a line of the settings for something secret: it goes in and never comes out; only where it is kept is told.
import { useEffect, useState } from 'react'
import type { SecretName, SecretPlace } from '#domain/secret.ts'
import { keepSecret, loadSecretPlace } from '#renderer/actions/secrets.ts'
import { Button } from '../pieces/button.tsx'
import { Line } from './fields.tsx'
import style from './settings.module.css'

export interface SecretFieldProps {
  secret: SecretName
  name: string
  /** What it is called for those who don't see the line. */
  label: string
  /** The variable of the environment that goes before what is kept. */
  variable: string
  /** A sentence on what it is for. */
  use?: string
}

export function SecretField({ secret, name, label, variable, use }: SecretFieldProps) {
  const [typed, setTyped] = useState('')
  const [place, setPlace] = useState<SecretPlace | null>(null)
  useEffect(() => void loadSecretPlace(secret, setPlace), [secret])
  const keep = (text: string): void => {
    setTyped('')
    void keepSecret(secret, text, name).then(() => loadSecretPlace(secret, setPlace))
  }
  const kept = place === null ? `None is kept; it may also be given as ${variable}.` : PLACES[place](variable)
  return (
    <Line name={name} words={use === undefined ? kept : `${use} ${kept}`}>
      <span className={style.secret}>
        <input
          type="password"
          className={style.field}
          aria-label={label}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && typed !== '') keep(typed)
          }}
        />
        {typed !== '' && <Button onClick={() => keep(typed)}>Keep</Button>}
        {typed === '' && place !== null && place !== 'environment' && <Button onClick={() => keep('')}>Take away</Button>}
      </span>
    </Line>
  )
}

const PLACES: Readonly<Record<SecretPlace, (variable: string) => string>> = {
  keychain: () => 'One is kept, sealed with your system’s keychain. It is never shown again.',
  file: () => 'One is kept in a file that only you may read. It is never shown again.',
  environment: (variable) => `One is given by ${variable}, which goes before any that is kept.`,
}
