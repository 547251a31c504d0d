// Owns one open paper: opening its document, its password, what is said when it fails, its one or two halves, and letting it go.
import { useEffect, useState } from 'react'
import type { FileHash } from '#domain/annotation.ts'
import { closeReader, closeTab } from '#renderer/actions/reader-tabs.ts'
import type { PaperIndex } from '#renderer/reader/paper-index.ts'
import { readPaperIndex } from '#renderer/reader/paper-words.ts'
import { libraryAddress, loadPdfEngine, openDocument } from '#renderer/reader/pdf-engine.ts'
import { pdfFailureSentence, TOO_MUCH_SENTENCE } from '#renderer/reader/pdf-failure.ts'
import { lastReading } from '#renderer/reader/reading-place.ts'
import { useReader } from '#renderer/state/reader.ts'
import { tell } from '#renderer/state/toasts.ts'
import { Button } from '../pieces/button.tsx'
import { HoverCard } from './hover-card.tsx'
import { type OpenPaper, PageStage } from './page-stage.tsx'
import style from './reader.module.css'

type Phase =
  | { name: 'loading' }
  | { name: 'open'; paper: OpenPaper }
  | { name: 'locked'; wrong: boolean; unlock(password: string): void }
  | { name: 'failed'; sentence: string }

/** A hidden one keeps its document and its place; whatever happens to it stays with it. */
export function PaperPages({ hash, isShown }: { hash: FileHash; isShown: boolean }) {
  // pages that take too long are stopped by opening the document anew without them
  const [stopped, setStopped] = useState<ReadonlySet<number>>(() => new Set())
  return (
    <Opened
      key={[...stopped].join(' ')}
      hash={hash}
      isShown={isShown}
      stopped={stopped}
      onStop={(page) => setStopped(new Set([...stopped, page]))}
      onDrawAgain={(page) => setStopped(new Set([...stopped].filter((each) => each !== page)))}
    />
  )
}

interface OpenedProps {
  hash: FileHash
  isShown: boolean
  stopped: ReadonlySet<number>
  onStop(page: number): void
  onDrawAgain(page: number): void
}

function Opened({ hash, isShown, ...rest }: OpenedProps) {
  const [phase, setPhase] = useState<Phase>({ name: 'loading' })
  const fails = (thrown: unknown): void => setPhase({ name: 'failed', sentence: pdfFailureSentence(thrown) })
  const pages = { ...rest, hash, isShown, onFailed: fails }
  const isSplit = useReader((reader) => reader.split.has(hash))
  const index = usePaperIndex(phase.name === 'open' ? phase.paper : null)

  useEffect(() => {
    const gone = new AbortController()
    let close: () => void = () => undefined
    const open = async (): Promise<void> => {
      const engine = await loadPdfEngine()
      if (gone.signal.aborted) return
      const opening = openDocument(engine, { url: libraryAddress(hash) }, () => tell(TOO_MUCH_SENTENCE))
      close = () => opening.close()
      let asked = false
      opening.task.onPassword = (unlock: (password: string) => void) => {
        // an empty one is asked for again as if none was given
        setPhase({ name: 'locked', wrong: asked, unlock })
        asked = true
      }
      const [pdf, { reading }] = await Promise.all([opening.task.promise, lastReading(hash)])
      if (!gone.signal.aborted) setPhase({ name: 'open', paper: { engine, pdf, reading } })
    }
    open().catch((thrown: unknown) => {
      if (!gone.signal.aborted) fails(thrown)
    })
    return () => {
      gone.abort()
      // the halves let go of their pages first
      setTimeout(() => close(), 0)
    }
  }, [hash])

  return (
    <div className={style.document} data-document data-hidden={!isShown || undefined} inert={!isShown}>
      {phase.name === 'open' ? (
        <div className={style.halves}>
          <PageStage name="Pages" paper={phase.paper} index={index} {...pages} />
          {isSplit && <PageStage name="Pages, second half" paper={phase.paper} index={index} isSecond {...pages} />}
        </div>
      ) : (
        <State phase={phase} hash={hash} />
      )}
      {isShown && <HoverCard />}
    </div>
  )
}

/** The words are read once the pages are there; a paper that is closed, or broken, leads nowhere. */
function usePaperIndex(paper: OpenPaper | null): PaperIndex | null {
  const [index, setIndex] = useState<PaperIndex | null>(null)
  useEffect(() => {
    if (!paper) return
    const gone = new AbortController()
    readPaperIndex(paper.pdf, gone.signal).then(setIndex, () => undefined)
    return () => gone.abort()
  }, [paper])
  return index
}

function State({ phase, hash }: { phase: Exclude<Phase, { name: 'open' }>; hash: FileHash }) {
  if (phase.name === 'loading') return <Loading hash={hash} />
  if (phase.name === 'locked') return <Locked wrong={phase.wrong} unlock={phase.unlock} />
  return (
    <div className={style.state} role="alert">
      <p>{phase.sentence}</p>
      <div className={style.deeds}>
        <Button onClick={closeReader}>Back to the list</Button>
        <Button onClick={() => closeTab(hash)}>Close this paper</Button>
      </div>
    </div>
  )
}

const SLOW_MS = 4_000

/** What takes long can be given up, by Esc too. */
function Loading({ hash }: { hash: FileHash }) {
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className={style.state} role="status">
      <p>{isSlow ? 'Opening this paper takes long.' : 'Opening the paper…'}</p>
      {isSlow && <Button onClick={() => closeTab(hash)}>Stop and close it</Button>}
    </div>
  )
}

function Locked({ wrong, unlock }: { wrong: boolean; unlock(password: string): void }) {
  const [password, setPassword] = useState('')
  return (
    <form
      className={style.state}
      onSubmit={(event) => {
        event.preventDefault()
        unlock(password)
        setPassword('')
      }}
    >
      <label>
        {wrong ? 'That is not the password. Try again:' : 'This PDF is locked. Its password:'}
        <input type="password" autoFocus value={password} onChange={(event) => setPassword(event.target.value)} />
      </label>
      <Button type="submit">Open</Button>
    </form>
  )
}
