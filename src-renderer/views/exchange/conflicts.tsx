// Owns the notes that were changed here and in the vault at once: both texts beside each other, and the choice.
import { settleConflict } from '#renderer/actions/exchange.ts'
import { useExchange } from '#renderer/state/exchange.ts'
import { counted } from '#domain/counted.ts'
import { Button } from '../pieces/button.tsx'
import pieces from '../pieces/pieces.module.css'
import settings from '../settings/settings.module.css'
import style from './exchange.module.css'

/** Nothing while library and vault agree. */
export function Conflicts() {
  const conflicts = useExchange((state) => state.conflicts)
  if (conflicts.length === 0) return null
  return (
    <div className={style.conflicts} role="group" aria-label="Notes to settle">
      <p>{counted(conflicts.length, 'note')} changed here and in the vault. Both are kept where they are until you choose.</p>
      {conflicts.map(({ id, title, file, mine, theirs }) => (
        <article key={id} className={style.conflict} aria-label={title}>
          <h3>{title}</h3>
          <p className={settings.words}>{file}</p>
          <div className={style.texts}>
            <Text name="Here" text={mine} />
            <Text name="In the vault" text={theirs} />
          </div>
          <span className={settings.deeds}>
            <Button onClick={() => settleConflict(id, 'mine')}>Keep this one here</Button>
            <Button onClick={() => settleConflict(id, 'vault')}>Keep the vault’s</Button>
            <Button onClick={() => settleConflict(id, 'both')}>Keep both</Button>
          </span>
        </article>
      ))}
    </div>
  )
}

function Text({ name, text }: { name: string; text: string }) {
  return (
    <figure>
      <figcaption className={settings.words}>{name}</figcaption>
      <pre className={pieces.source} tabIndex={0} aria-label={`${name}, the text`} data-keys="scroll">
        {text === '' ? '(empty)' : text}
      </pre>
    </figure>
  )
}
