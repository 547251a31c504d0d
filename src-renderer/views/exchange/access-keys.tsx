// Owns the keys by which feed readers and other programs ask Dogear: made, shown once, taken back.
import { useState } from 'react'
import { addAccessKey, revokeAccessKey } from '#renderer/actions/exchange.ts'
import { copy } from '#renderer/actions/paper.ts'
import { useExchange } from '#renderer/state/exchange.ts'
import { Button } from '../pieces/button.tsx'
import { Choice, Line } from '../settings/fields.tsx'
import settings from '../settings/settings.module.css'
import page from '../pieces/page.module.css'
import style from './exchange.module.css'

const OPENS = { feeds: 'feeds', api: 'calls that read' } as const

export function AccessKeys() {
  const keys = useExchange((state) => state.keys)
  const [name, setName] = useState('')
  const [opens, setOpens] = useState<'feeds' | 'api'>('feeds')
  const [secret, setSecret] = useState<{ name: string; key: string; opens: 'feeds' | 'api' } | null>(null)
  const add = async (): Promise<void> => {
    const key = await addAccessKey(name.trim(), opens)
    if (key === null) return
    setSecret({ name: name.trim(), key, opens })
    setName('')
  }
  return (
    <section aria-labelledby="access-keys">
      <h2 className={page.section} id="access-keys">
        For other programs
      </h2>
      <p className={settings.words}>
        While “dogear serve” runs, feed readers read the day, what is trending and your saved searches, and programs ask calls that only
        read. Each needs a key; without one nothing is answered. Programs that speak the Model Context Protocol start “dogear mcp”.
      </p>
      {keys.map(({ name: known, opens: what }) => (
        <Line key={known} name={known} words={`Opens ${OPENS[what]}.`}>
          <Button onClick={() => revokeAccessKey(known)} aria-label={`Revoke the key ${known}`}>
            Revoke
          </Button>
        </Line>
      ))}
      {secret && (
        <div className={style.secret} role="status">
          <p>The key “{secret.name}”, shown this once:</p>
          <code>{secret.opens === 'feeds' ? `/feed/${secret.key}/day.atom` : secret.key}</code>
          <Button onClick={() => void copy(secret.key, 'Copied the key.')}>Copy the key</Button>
        </div>
      )}
      <form
        className={style.newKey}
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <Choice
          name="A new key for"
          value={opens}
          choices={[
            ['feeds', 'Feeds'],
            ['api', 'Calls that read'],
          ]}
          onChange={setOpens}
        />
        <Line name="Called">
          <span className={settings.deeds}>
            <input
              className={settings.field}
              aria-label="Name of the new key"
              value={name}
              maxLength={60}
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" disabled={name.trim() === ''}>
              Make the key
            </Button>
          </span>
        </Line>
      </form>
    </section>
  )
}
