// Owns the text view: a paper as text, large and calm, with its marks, found words and a voice.
import { ArrowLeft, FileText, Highlighter, Minus, Plus, Search, TableOfContents, Volume2, VolumeX } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Failure } from '#domain/errors.ts'
import { plainText } from '#domain/tex.ts'
import { fetchTextAgain } from '#renderer/actions/paper-text.ts'
import { loadTextMarks } from '#renderer/actions/text-marks.ts'
import { client } from '#renderer/app/client.ts'
import { nowMs } from '#renderer/state/clock.ts'
import { usePaperText } from '#renderer/state/paper-text.ts'
import { useSettings } from '#renderer/state/settings.ts'
import { localVoices, onVoices } from '#renderer/text/read-aloud.ts'
import { MathText } from '#renderer/text/math-text.tsx'
import { readAt } from '#renderer/words/days.ts'
import { Button, ToolAction } from '../pieces/button.tsx'
import { AfterAMoment, Bone, FailureNotice } from '../pieces/notice.tsx'
import { LinkNotice } from '../reader/link-notice.tsx'
import { TextBody } from './text-body.tsx'
import { TextFind } from './text-find.tsx'
import { TextMarks } from './text-marks.tsx'
import { TextOutline } from './text-outline.tsx'
import style from './text.module.css'

export function TextView() {
  const paper = usePaperText((state) => state.paper)
  const text = usePaperText((state) => state.text)
  const failure = usePaperText((state) => state.failure)
  const findOpen = usePaperText((state) => state.findOpen)
  const outlineOpen = usePaperText((state) => state.outlineOpen)
  const size = useSettings(({ settings }) => settings.readingSize)
  const [link, setLink] = useState<string | null>(null)

  useEffect(
    () =>
      client.on('changed', ({ topics }) => {
        if (topics.includes('annotations')) void loadTextMarks()
      }),
    [],
  )
  if (!paper) return null
  return (
    <div className={style.view} style={{ '--reading-size': `${size}px` } as React.CSSProperties}>
      <Toolbar title={paper.title} />
      {findOpen && <TextFind />}
      <div className={style.middle}>
        {outlineOpen && text && <TextOutline key={text.fetchedAtMs} />}
        <main className={style.stage} aria-label={`Text of ${plainText(paper.title)}`}>
          {text ? <TextBody key={`${text.paperId} ${text.fetchedAtMs}`} text={text} onLink={setLink} /> : <NoTextYet failure={failure} />}
          {link !== null && <LinkNotice address={link} onDone={() => setLink(null)} />}
        </main>
        {text && <TextMarks />}
      </div>
    </div>
  )
}

/** Stands where the text will be, and has its keys until then. */
function NoTextYet({ failure }: { failure: Failure | null }) {
  const region = useRef<HTMLDivElement>(null)
  useEffect(() => region.current?.focus({ preventScroll: true }), [])
  return (
    <div ref={region} className={style.waiting} tabIndex={-1} role="region" aria-label="Text" data-keys="scroll">
      {failure ? <FailureNotice failure={failure} retry={fetchTextAgain} /> : <Waiting />}
    </div>
  )
}

function Waiting() {
  return (
    <AfterAMoment>
      <p role="status">Fetching the text…</p>
      {[96, 99, 93, 97, 62].map((width) => (
        <Bone key={width} width={`${width}%`} height={18} />
      ))}
    </AfterAMoment>
  )
}

const SOURCES = { markdown: 'Text from Hugging Face', html: 'Text from arXiv' } as const

function Toolbar({ title }: { title: string }) {
  const text = usePaperText((state) => state.text)
  return (
    <header className={style.toolbar}>
      <ToolAction action="view.back" title="Back" icon={ArrowLeft} />
      <h1 className={style.title} title={plainText(title)}>
        <MathText text={title} />
      </h1>
      {text && (
        <span className={style.source}>
          {SOURCES[text.form]}, read {readAt(text.fetchedAtMs, nowMs())}
        </span>
      )}
      {text && (
        <Button onClick={fetchTextAgain} title="The text here is replaced; marks stay">
          Fetch again
        </Button>
      )}
      <ToolAction action="text.outline" icon={TableOfContents} />
      <ToolAction action="text.smaller" icon={Minus} />
      <ToolAction action="text.larger" icon={Plus} />
      <ToolAction action="text.highlight" icon={Highlighter} />
      <ToolAction action="text.find" icon={Search} />
      <Speaking />
      <ToolAction action="text.pages" icon={FileText} />
    </header>
  )
}

/** Not there where the system has no voice of its own. */
function Speaking() {
  const hasVoice = useSyncExternalStore(onVoices, () => localVoices().length > 0)
  const speaking = usePaperText((state) => state.speaking)
  if (!hasVoice) return null
  return <ToolAction action="text.speak" title={speaking ? 'Stop reading aloud' : 'Read aloud'} icon={speaking ? VolumeX : Volume2} />
}
