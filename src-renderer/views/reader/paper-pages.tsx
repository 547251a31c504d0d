// Owns the pages of one open paper: opening its document, its password, what is said when it fails, and letting it go.
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { FileHash } from '#domain/annotation.ts'
import { showingView } from '#renderer/actions/reader.ts'
import { closeReader, closeTab } from '#renderer/actions/reader-tabs.ts'
import { showCard } from '#renderer/actions/reader-leads.ts'
import { pickMarks } from '#renderer/actions/marking-tools.ts'
import { type LeadsLayer, watchLeads } from '#renderer/reader/leads-layer.ts'
import type { PaperIndex } from '#renderer/reader/paper-index.ts'
import { readPaperIndex } from '#renderer/reader/paper-words.ts'
import { libraryAddress, loadPdfEngine, openDocument } from '#renderer/reader/pdf-engine.ts'
import { pdfFailureSentence } from '#renderer/reader/pdf-failure.ts'
import { createPdfView, type PdfView } from '#renderer/reader/pdf-view.ts'
import { keepReading, lastReading } from '#renderer/reader/reading-place.ts'
import { useReader } from '#renderer/state/reader.ts'
import { Button } from '../pieces/button.tsx'
import { HoverCard } from './hover-card.tsx'
import { LinkNotice } from './link-notice.tsx'
import { drawMarks } from './mark-overlay.ts'
import style from './reader.module.css'
import { TextTools } from './text-tools.tsx'

type Phase =
  | { name: 'loading' }
  | { name: 'open' }
  | { name: 'locked'; wrong: boolean; unlock(password: string): void }
  | { name: 'failed'; sentence: string }

/** A hidden one keeps its document and its place; whatever happens to it stays with it. */
export function PaperPages({ hash, isShown }: { hash: FileHash; isShown: boolean }) {
  const container = useRef<HTMLDivElement>(null)
  const [phase, setPhase] = useState<Phase>({ name: 'loading' })
  const [view, setView] = useState<PdfView | null>(null)
  const [link, setLink] = useState<string | null>(null)

  useEffect(() => {
    const gone = new AbortController()
    const closing: (() => void)[] = []
    const open = async (): Promise<void> => {
      const engine = await loadPdfEngine()
      if (gone.signal.aborted || !container.current) return
      const task = openDocument(engine, { url: libraryAddress(hash) })
      closing.push(() => void task.destroy())
      task.onPassword = (unlock: (password: string) => void, reason: number) =>
        setPhase({ name: 'locked', wrong: reason === engine.pdfjs.PasswordResponses.INCORRECT_PASSWORD, unlock })
      const pdf = await task.promise
      if (gone.signal.aborted || !container.current) return
      const made = await createPdfView(engine, { container: container.current, pdf, onOutsideLink: setLink })
      if (gone.signal.aborted) return made.destroy()
      closing.unshift(() => made.destroy())
      const spot = (await lastReading(hash)).reading?.place
      if (gone.signal.aborted) return
      if (spot) made.goTo(spot)
      else made.viewer.currentScaleValue = 'page-width'
      closing.unshift(keepReading(hash, made))
      setView(made)
      setPhase({ name: 'open' })
    }
    open().catch((thrown: unknown) => {
      if (!gone.signal.aborted) setPhase({ name: 'failed', sentence: pdfFailureSentence(thrown) })
    })
    return () => {
      gone.abort()
      for (const close of closing) close()
    }
  }, [hash])

  useEffect(() => {
    if (!isShown || !view) return
    const tell = (): void => useReader.setState({ pages: view.pdf.numPages, page: view.spot().page + 1 })
    tell()
    showingView(view)
    view.container.focus()
    return view.onMoved(tell)
  }, [isShown, view])

  return (
    <div className={style.document} data-document data-hidden={!isShown || undefined} inert={!isShown}>
      <div ref={container} className={style.container} tabIndex={0} data-keys="scroll" data-links role="region" aria-label="Pages">
        <div className="pdfViewer" />
      </div>
      <State phase={phase} hash={hash} />
      {link !== null && (
        <LinkNotice
          address={link}
          onDone={() => {
            setLink(null)
            container.current?.focus()
          }}
        />
      )}
      {view && <Leads view={view} isShown={isShown} />}
      {isShown && <HoverCard />}
      {isShown && view && <Marks view={view} />}
      {isShown && view && <TextTools view={view} />}
    </div>
  )
}

/** Finds what words and links lead to; the words are read once the pages are there. */
function Leads({ view, isShown }: { view: PdfView; isShown: boolean }): ReactNode {
  const index = useRef<PaperIndex | null>(null)
  const layer = useRef<LeadsLayer | null>(null)
  useEffect(() => {
    const gone = new AbortController()
    readPaperIndex(view.pdf, gone.signal).then(
      (read) => {
        index.current = read
        layer.current?.refresh()
      },
      // a paper that is closed, or broken, leads nowhere
      () => undefined,
    )
    return () => gone.abort()
  }, [view])
  useEffect(() => {
    if (!isShown) return
    const watched = watchLeads({ view, index: () => index.current, show: showCard })
    layer.current = watched
    return () => watched.stop()
  }, [view, isShown])
  return null
}

/** Draws marks on the pages that are there, and again whenever a page is drawn or a mark changes. */
function Marks({ view }: { view: PdfView }): ReactNode {
  const annotations = useReader((reader) => reader.annotations)
  const selected = useReader((reader) => reader.selected)
  useEffect(() => pickMarks(view), [view])
  useEffect(() => view.onPageRendered((page) => drawMarks(view, page, annotations, selected)), [view, annotations, selected])
  return null
}

function State({ phase, hash }: { phase: Phase; hash: FileHash }) {
  if (phase.name === 'open') return null
  if (phase.name === 'loading') return <p className={style.state}>Opening the paper…</p>
  if (phase.name === 'locked') return <Locked key={String(phase.wrong)} wrong={phase.wrong} unlock={phase.unlock} />
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

function Locked({ wrong, unlock }: { wrong: boolean; unlock(password: string): void }) {
  const [password, setPassword] = useState('')
  return (
    <form
      className={style.state}
      onSubmit={(event) => {
        event.preventDefault()
        unlock(password)
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
