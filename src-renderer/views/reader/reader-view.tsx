// Owns the reader: its tabs, a toolbar, the pages of the open papers, and what is marked on them.
import { ArrowLeft, Columns2, Files, Minus, NotebookPen, Plus, Search, TableOfContents } from 'lucide-react'
import { useEffect, useState } from 'react'
import 'pdfjs-dist/web/pdf_viewer.css'
import { plainText } from '#domain/tex.ts'
import '#renderer/reader/page-colours.css'
import { toolWords } from '#renderer/actions/marking-tools.ts'
import { loadMarks, toPage } from '#renderer/actions/reader.ts'
import { client } from '#renderer/app/client.ts'
import { useReader } from '#renderer/state/reader.ts'
import { MathText } from '#renderer/text/math-text.tsx'
import { readingTime } from '#renderer/words/figures.ts'
import { ToolAction } from '../pieces/button.tsx'
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
  useEffect(() => client.on('changed', ({ topics, annotations }) => void (topics.includes('annotations') && loadMarks(annotations))), [])
  if (!file) return null
  return (
    <div className={style.reader}>
      <TabStrip />
      <Toolbar title={file.title} />
      {findOpen && <FindBar view={view} />}
      <div className={style.middle}>
        {pane === 'outline' && <OutlinePane view={view} />}
        {pane === 'thumbnails' && <ThumbnailPane view={view} />}
        <main className={style.stage} aria-label={`Pages of ${plainText(file.title)}`}>
          {tabs
            .filter(({ hash }) => kept.includes(hash))
            .map(({ hash }) => (
              <PaperPages key={hash} hash={hash} isShown={hash === file.hash} />
            ))}
          <HeldTool />
        </main>
        <div className={style.side} data-note-open={noteOpen || undefined}>
          <MarkList />
          <ReaderNote />
        </div>
      </div>
    </div>
  )
}

/** As long as it is held; it was said when it was taken. */
function HeldTool() {
  const tool = useReader((reader) => reader.tool)
  return tool && <p className={style.heldTool}>{toolWords[tool]}</p>
}

function Toolbar({ title }: { title: string }) {
  return (
    <header className={style.toolbar}>
      <ToolAction action="view.back" title="Back to the list" icon={ArrowLeft} />
      <h1 className={style.title} title={plainText(title)}>
        <MathText text={title} />
      </h1>
      <HowFar />
      <PageField />
      <ToolAction action="reader.outline" icon={TableOfContents} />
      <ToolAction action="reader.thumbnails" icon={Files} />
      <ToolAction action="reader.split" icon={Columns2} />
      <ToolAction action="reader.paperNote" icon={NotebookPen} />
      <ToolAction action="reader.zoomOut" icon={Minus} />
      <ToolAction action="reader.zoomIn" icon={Plus} />
      <ToolAction action="reader.find" icon={Search} />
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
      {pages === 0 ? null : label === String(page) ? (
        <span aria-label={`of ${pages} pages`}>/ {pages}</span>
      ) : (
        <span aria-label={`number ${page} of ${pages}`}>
          ({page} / {pages})
        </span>
      )}
    </form>
  )
}
