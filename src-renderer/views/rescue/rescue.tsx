// Owns the window of a library that can't be opened: what happened, and three ways on, none of which deletes anything.
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { LibraryCopy } from '#contract/copies.ts'
import { COPY_KIND_TITLES } from '#domain/library-copy.ts'
import { repairLibrary, restoreCopy, startFresh } from '#renderer/actions/copies.ts'
import { loadCopies, useCopies } from '#renderer/state/copies.ts'
import { reportFailure } from '#renderer/state/toasts.ts'
import { useWindow } from '#renderer/state/window.ts'
import { copyMoment } from '#renderer/words/days.ts'
import { byteSize } from '#renderer/words/figures.ts'
import { Button } from '../pieces/button.tsx'
import page from '../pieces/page.module.css'
import style from './rescue.module.css'

export function Rescue() {
  const sentence = useWindow((state) => state.host.sentence)
  const copies = useCopies((state) => state.copies)
  const doing = useCopies((state) => state.doing)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
    loadCopies().catch(reportFailure)
  }, [])
  const whole = copies?.filter(({ kind }) => kind !== 'damaged') ?? []
  return (
    <main className={page.page} aria-label="The library is damaged">
      <div className={page.scroll}>
        <div className={style.inner}>
          <h1 ref={heading} tabIndex={-1} className={style.title}>
            The library can’t be opened
          </h1>
          <p className={style.words}>{sentence}</p>
          <p className={style.words} role="status">
            {doing ?? 'Choose how to go on. Whatever you choose, the damaged file is kept beside the copies.'}
          </p>
          <ol className={style.ways}>
            <Way
              title="Repair it"
              words="Reads everything that can still be read into a new file, and says what was saved."
              deed={
                <Button kind="main" disabled={doing !== null} onClick={repairLibrary}>
                  Repair a copy
                </Button>
              }
            />
            <PutBack copies={whole} isBusy={doing !== null} isKnown={copies !== null} />
            <Way
              title="Start fresh"
              words="Begins an empty library. Papers are fetched again; your notes and marks stay in the old file."
              deed={
                <Button disabled={doing !== null} onClick={startFresh}>
                  Start fresh, keep the old file
                </Button>
              }
            />
          </ol>
        </div>
      </div>
    </main>
  )
}

function PutBack({ copies, isBusy, isKnown }: { copies: readonly LibraryCopy[]; isBusy: boolean; isKnown: boolean }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const name = chosen ?? copies[0]?.name
  const title = 'Put a copy back'
  if (name === undefined) return <Way title={title} words={isKnown ? 'There is no copy of this library yet.' : 'Looking for copies…'} />
  return (
    <Way
      title={title}
      words="What you did after it was made is in the damaged file only."
      deed={
        <span className={style.choice}>
          <select aria-label="Copy to put back" value={name} disabled={isBusy} onChange={(event) => setChosen(event.target.value)}>
            {copies.map((copy) => (
              <option key={copy.name} value={copy.name}>
                {copyMoment(copy.madeAtMs)}, {COPY_KIND_TITLES[copy.kind]}, {byteSize(copy.bytes)}
              </option>
            ))}
          </select>
          <Button disabled={isBusy} onClick={() => restoreCopy(name)}>
            Put it back
          </Button>
        </span>
      }
    />
  )
}

function Way({ title, words, deed }: { title: string; words: string; deed?: ReactNode }) {
  return (
    <li className={style.way}>
      <h2>{title}</h2>
      <p className={style.words}>{words}</p>
      {deed}
    </li>
  )
}
