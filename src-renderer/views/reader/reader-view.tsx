// Owns the reader: a toolbar, the pages, and what is marked on them.
import { ArrowLeft, Minus, Plus, Search, TableOfContents } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import 'pdfjs-dist/web/pdf_viewer.css'
import '#renderer/reader/page-colours.css'
import { closeReader, loadMarks, showingView, toPage } from '#renderer/actions/reader.ts'
import { pickMarks } from '#renderer/actions/marking-tools.ts'
import { client } from '#renderer/app/client.ts'
import { libraryAddress, loadPdfEngine, openDocument } from '#renderer/reader/pdf-engine.ts'
import { pdfFailureSentence } from '#renderer/reader/pdf-failure.ts'
import { createPdfView, type PdfView } from '#renderer/reader/pdf-view.ts'
import { keepReading, lastReading } from '#renderer/reader/reading-place.ts'
import { useReader } from '#renderer/state/reader.ts'
import { Button, IconAction } from '../pieces/button.tsx'
import { FindBar } from './find-bar.tsx'
import { LinkNotice } from './link-notice.tsx'
import { MarkList } from './mark-list.tsx'
import { drawMarks } from './mark-overlay.ts'
import { OutlinePane } from './outline-pane.tsx'
import style from './reader.module.css'

type Phase =
  | { name: 'loading' }
  | { name: 'open' }
  | { name: 'locked'; wrong: boolean; unlock(password: string): void }
  | { name: 'failed'; sentence: string }

export function ReaderView() {
  const file = useReader((reader) => reader.file)
  return file ? <Pages key={file.hash} hash={file.hash} title={file.title} /> : null
}

function Pages({ hash, title }: { hash: string; title: string }) {
  const container = useRef<HTMLDivElement>(null)
  const [phase, setPhase] = useState<Phase>({ name: 'loading' })
  const [view, setView] = useState<PdfView | null>(null)
  const [link, setLink] = useState<string | null>(null)
  const findOpen = useReader((reader) => reader.findOpen)
  const outlineOpen = useReader((reader) => reader.outlineOpen)

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
      made.onMoved((now) => useReader.setState({ page: now.page + 1 }))
      closing.unshift(keepReading(hash, made))
      useReader.setState({ pages: pdf.numPages, page: (spot?.page ?? 0) + 1 })
      showingView(made)
      setView(made)
      setPhase({ name: 'open' })
      made.container.focus()
    }
    open().catch((thrown: unknown) => {
      if (!gone.signal.aborted) setPhase({ name: 'failed', sentence: pdfFailureSentence(thrown) })
    })
    return () => {
      gone.abort()
      showingView(null)
      for (const close of closing) close()
    }
  }, [hash])

  useEffect(() => client.on('changed', ({ topics }) => void (topics.includes('annotations') && loadMarks())), [])

  return (
    <div className={style.reader}>
      <Toolbar title={title} />
      {findOpen && <FindBar view={view} />}
      <div className={style.middle}>
        {outlineOpen && <OutlinePane view={view} />}
        <main className={style.stage} aria-label={`Pages of ${title}`}>
          <div ref={container} className={style.container} tabIndex={0} data-keys="scroll" role="region" aria-label="Pages">
            <div className="pdfViewer" />
          </div>
          <State phase={phase} />
          {link !== null && (
            <LinkNotice
              address={link}
              onDone={() => {
                setLink(null)
                container.current?.focus()
              }}
            />
          )}
        </main>
        <MarkList />
      </div>
      {view && <Marks view={view} />}
    </div>
  )
}

/** Draws marks on the pages that are there, and again whenever a page is drawn or a mark changes. */
function Marks({ view }: { view: PdfView }): ReactNode {
  const annotations = useReader((reader) => reader.annotations)
  const selected = useReader((reader) => reader.selected)
  useEffect(() => pickMarks(view), [view])
  useEffect(() => view.onPageRendered((page) => drawMarks(view, page, annotations, selected)), [view, annotations, selected])
  return null
}

function Toolbar({ title }: { title: string }) {
  return (
    <header className={style.toolbar}>
      <IconAction action="view.back" title="Back to the list">
        <ArrowLeft size={16} aria-hidden="true" />
      </IconAction>
      <h1 className={style.title} title={title}>
        {title}
      </h1>
      <PageField />
      <IconAction action="reader.outline">
        <TableOfContents size={16} aria-hidden="true" />
      </IconAction>
      <IconAction action="reader.zoomOut">
        <Minus size={16} aria-hidden="true" />
      </IconAction>
      <IconAction action="reader.zoomIn">
        <Plus size={16} aria-hidden="true" />
      </IconAction>
      <IconAction action="reader.find">
        <Search size={16} aria-hidden="true" />
      </IconAction>
    </header>
  )
}

function PageField() {
  const page = useReader((reader) => reader.page)
  const pages = useReader((reader) => reader.pages)
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <form
      className={style.pageField}
      onSubmit={(event) => {
        event.preventDefault()
        toPage(Number(typed ?? page))
        setTyped(null)
      }}
    >
      <label>
        <span className={style.hidden}>Page</span>
        <input
          data-page-field
          inputMode="numeric"
          value={typed ?? String(page)}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => setTyped(null)}
        />
      </label>
      <span aria-label={`of ${pages} pages`}>/ {pages}</span>
    </form>
  )
}

function State({ phase }: { phase: Phase }) {
  if (phase.name === 'open') return null
  if (phase.name === 'loading') return <p className={style.state}>Opening the paper…</p>
  if (phase.name === 'locked') return <Locked key={String(phase.wrong)} wrong={phase.wrong} unlock={phase.unlock} />
  return (
    <div className={style.state} role="alert">
      <p>{phase.sentence}</p>
      <Button onClick={closeReader}>Back to the list</Button>
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
