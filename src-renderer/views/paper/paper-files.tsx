// Owns the files of the paper on screen: which versions are on disk, what is on its way, what arXiv has newer.
import { useEffect } from 'react'
import { type PaperId, paperLinks } from '#domain/paper.ts'
import { askForPdfs, fetchNewer, pin, removeFiles, stopFetching } from '#renderer/actions/downloads.ts'
import { showTab } from '#renderer/actions/reader-tabs.ts'
import { loadFilesOf, useDownloads } from '#renderer/state/downloads.ts'
import { reportFailure } from '#renderer/state/toasts.ts'
import { byteSize } from '#renderer/words/figures.ts'
import { Button } from '../pieces/button.tsx'
import { Tip } from '../pieces/tips.tsx'
import style from './paper-files.module.css'
import paper from './paper.module.css'

export function PaperFiles({ id, offlineReady }: { id: PaperId; offlineReady: boolean }) {
  const known = useDownloads(({ ofPaper }) => (ofPaper?.id === id ? ofPaper.files : null))
  useEffect(() => void loadFilesOf(id).catch(reportFailure), [id, offlineReady])
  if (paperLinks(id) === null && (known?.files.length ?? 0) === 0) return null
  return (
    <section aria-labelledby="files-title">
      <h3 className={paper.section} id="files-title">
        On disk
      </h3>
      {known?.files.map(({ hash, version, bytes, origin }, index) => {
        const isPinned = known.pinned.includes(hash)
        return (
          <p key={hash} className={style.line}>
            <button type="button" className={style.open} onClick={() => showTab(hash)}>
              {origin === 'opened' ? 'Your file' : version === null ? 'PDF' : `Version ${version}`}
            </button>
            <span className={style.quiet}>
              {byteSize(bytes)}
              {index > 0 && ', older'}
            </span>
            <Button aria-pressed={isPinned} onClick={() => pin(hash, !isPinned)}>
              {isPinned ? 'Pinned' : 'Pin'}
            </Button>
            <Button onClick={() => removeFiles([hash])}>Take off the disk</Button>
          </p>
        )
      })}
      {known === null && <Room lines={offlineReady ? 2 : 1} />}
      {known?.queued && (
        <p className={style.line} role="status">
          <span className={known.queued.failure === null ? style.quiet : style.failure}>
            {known.queued.failure ?? `On its way${known.queued.bytes > 0 ? `: ${byteSize(known.queued.bytes)} so far` : ''}.`}
          </span>
          <Button onClick={() => stopFetching([id])}>{known.queued.failure === null ? 'Stop' : 'Leave it'}</Button>
        </p>
      )}
      {known && known.files.length === 0 && !known.queued && (
        <p className={style.line}>
          <span className={style.quiet}>Not yet.</span>
          <Tip text="Make offline" action="paper.offline">
            <Button onClick={() => askForPdfs([id])}>Make offline</Button>
          </Tip>
        </p>
      )}
      {known && known.files.some(({ origin }) => origin === 'arxiv') && !known.queued && (
        <p className={style.line}>
          {known.newerVersion !== null && <span className={style.newer}>arXiv has version {known.newerVersion}.</span>}
          <Button onClick={() => fetchNewer([id])}>{known.newerVersion === null ? 'Look for a newer version' : 'Fetch it'}</Button>
          {known.newerVersion !== null && <span className={style.quiet}>The one here stays where you marked or read it.</span>}
        </p>
      )}
    </section>
  )
}

/** For what is still being read, so that what stands below stays where it is. */
function Room({ lines }: { lines: number }) {
  return Array.from({ length: lines }, (_, index) => <p key={index} className={style.line} aria-hidden="true" />)
}
