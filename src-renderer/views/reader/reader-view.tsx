// Owns the reader: its tabs, a toolbar, the pages of the open papers, and what is marked on them.
import { ArrowLeft, Columns2, Files, Minus, NotebookPen, Plus, Search, TableOfContents } from 'lucide-react'
import { useEffect, useState } from 'react'
import 'pdfjs-dist/web/pdf_viewer.css'
import '#renderer/reader/page-colours.css'
import { loadMarks, toPage } from '#renderer/actions/reader.ts'
import { client } from '#renderer/app/client.ts'
import { useReader } from '#renderer/state/reader.ts'
import { readingTime } from '#renderer/words/figures.ts'
import { IconAction } from '../pieces/button.tsx'
import { FindBar } from './find-bar.tsx'
import { MarkList } from './mark-list.tsx'
import { OutlinePane } from './outline-pane.tsx'
import { PaperPages } from './paper-pages.tsx'
import { ReaderNote } from './reader-note.tsx'
import style from './reader.module.css'
import { TabStrip } from './tab-strip.tsx'
import { ThumbnailPane } from './thumbnail-pane.tsx'

export function ReaderView() {
  const file = useReader((reader) => reader.file)
  const tabs = useReader((reader) => reader.tabs)
  const kept = useReader((reader) => reader.kept)
  const view = useReader((reader) => reader.view)
  const findOpen = useReader((reader) => reader.findOpen)
  const pane = useReader((reader) => reader.pane)
  const noteOpen = useReader((reader) => reader.noteOpen)
  useEffect(() => client.on('changed', ({ topics }) => void (topics.includes('annotations') && loadMarks())), [])
  if (!file) return null
  return (
    <div className={style.reader}>
      <TabStrip />
      <Toolbar title={file.title} />
      {findOpen && <FindBar view={view} />}
      <div className={style.middle}>
        {pane === 'outline' && <OutlinePane view={view} />}
        {pane === 'thumbnails' && <ThumbnailPane view={view} />}
        <main className={style.stage} aria-label={`Pages of ${file.title}`}>
          {tabs
            .filter(({ hash }) => kept.includes(hash))
            .map(({ hash }) => (
              <PaperPages key={hash} hash={hash} isShown={hash === file.hash} />
            ))}
        </main>
        <div className={style.side} data-note-open={noteOpen || undefined}>
          <MarkList />
          <ReaderNote />
        </div>
      </div>
    </div>
  )
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
      <HowFar />
      <PageField />
      <IconAction action="reader.outline">
        <TableOfContents size={16} aria-hidden="true" />
      </IconAction>
      <IconAction action="reader.thumbnails">
        <Files size={16} aria-hidden="true" />
      </IconAction>
      <IconAction action="reader.split">
        <Columns2 size={16} aria-hidden="true" />
      </IconAction>
      <IconAction action="reader.paperNote">
        <NotebookPen size={16} aria-hidden="true" />
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

/** Quietly: how long this paper was read, and how far. */
function HowFar() {
  const seconds = useReader((reader) => reader.secondsRead)
  const furthest = useReader((reader) => reader.furthestPage)
  const pages = useReader((reader) => reader.pages)
  const page = useReader((reader) => reader.page)
  if (pages === 0 || seconds < 60) return null
  return (
    <span className={style.howFar} title="How long this paper was read, and how far">
      {readingTime(seconds)}
      {furthest + 1 > page && `, up to page ${furthest + 1}`}
    </span>
  )
}

function PageField() {
  const page = useReader((reader) => reader.page)
  const pages = useReader((reader) => reader.pages)
  const label = useReader((reader) => reader.pageLabel)
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <form
      className={style.pageField}
      onSubmit={(event) => {
        event.preventDefault()
        if (typed !== null) toPage(typed)
        setTyped(null)
      }}
    >
      <label>
        <span className={style.hidden}>Page</span>
        <input
          data-page-field
          inputMode="numeric"
          value={typed ?? label}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => setTyped(null)}
        />
      </label>
      {label === String(page) ? (
        <span aria-label={`of ${pages} pages`}>/ {pages}</span>
      ) : (
        <span aria-label={`number ${page} of ${pages}`}>
          ({page} / {pages})
        </span>
      )}
    </form>
  )
}
