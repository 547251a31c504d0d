// Owns the part of Settings about safety: copies of the library, its examination, and the way back to a copy.
import { useEffect, useState } from 'react'
import type { LibraryCopy } from '#contract/copies.ts'
import { COPY_KIND_TITLES } from '#domain/library-copy.ts'
import { backUp, repairLibrary, restoreCopy, verify } from '#renderer/actions/copies.ts'
import { loadCopies, useCopies } from '#renderer/state/copies.ts'
import { reportFailure } from '#renderer/state/toasts.ts'
import { copyMoment } from '#renderer/words/days.ts'
import { byteSize } from '#renderer/words/figures.ts'
import { Button } from '../pieces/button.tsx'
import { Line } from './fields.tsx'
import style from './copies.module.css'
import settings from './settings.module.css'
import page from '../pieces/page.module.css'

const SHOWN = 8

export function Copies() {
  const { copies, rule, doing, found } = useCopies()
  const [showsAll, setShowsAll] = useState(false)
  const [asked, setAsked] = useState<string | null>(null)
  useEffect(() => void loadCopies().catch(reportFailure), [])
  const isBusy = doing !== null
  const isDamaged = found !== null && !found.ok
  const shown = showsAll ? copies : copies?.slice(0, SHOWN)
  return (
    <section aria-labelledby="copies">
      <h2 className={page.section} id="copies">
        Copies
      </h2>
      <p className={settings.words}>{rule}</p>
      <Line
        name="Safety"
        words={doing ?? (isDamaged ? 'The last check found damage. A repair keeps the library as it is now as a copy.' : null)}
      >
        <span className={settings.deeds}>
          <Button disabled={isBusy} onClick={backUp}>
            Back up now
          </Button>
          <Button disabled={isBusy} onClick={verify}>
            Check the library
          </Button>
          {isDamaged && (
            <Button kind="main" disabled={isBusy} onClick={repairLibrary}>
              Repair
            </Button>
          )}
        </span>
      </Line>
      {isDamaged && (
        <ul className={style.findings}>{found.checks.map((check) => !check.ok && <li key={check.name}>{check.detail}</li>)}</ul>
      )}
      {copies?.length === 0 && <p className={settings.words}>There is no copy yet. The first is made soon after a start.</p>}
      <ul className={style.copies} aria-label="Copies of the library">
        {shown?.map((copy) => (
          <Copy key={copy.name} copy={copy} isBusy={isBusy} isAsked={asked === copy.name} ask={(on) => setAsked(on ? copy.name : null)} />
        ))}
      </ul>
      {copies && copies.length > SHOWN && !showsAll && <Button onClick={() => setShowsAll(true)}>Show all {copies.length}</Button>}
    </section>
  )
}

interface CopyProps {
  copy: LibraryCopy
  isBusy: boolean
  /** The reader is asked whether to put it back. */
  isAsked: boolean
  ask: (on: boolean) => void
}

function Copy({ copy: { name, kind, madeAtMs, bytes }, isBusy, isAsked, ask }: CopyProps) {
  const moment = copyMoment(madeAtMs)
  return (
    <li className={style.copy}>
      <span>
        {moment} <span className={style.quiet}>{COPY_KIND_TITLES[kind]}</span>
      </span>
      <span className={style.quiet}>{byteSize(bytes)}</span>
      {kind === 'damaged' ? (
        <span className={style.quiet}>kept</span>
      ) : isAsked ? (
        <span className={settings.deeds}>
          <Button
            kind="main"
            autoFocus
            disabled={isBusy}
            onClick={() => {
              ask(false)
              restoreCopy(name)
            }}
          >
            Put it back
          </Button>
          <Button onClick={() => ask(false)}>Leave it</Button>
        </span>
      ) : (
        <Button disabled={isBusy} aria-label={`Put back the copy of ${moment}`} onClick={() => ask(true)}>
          Put back…
        </Button>
      )}
    </li>
  )
}
