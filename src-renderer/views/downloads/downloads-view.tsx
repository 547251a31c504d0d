// Owns the place of files: which PDFs are on their way and how far, and what fills the disk.
import type { QueuedFile } from '#contract/files.ts'
import { askForPdfs, fetchFirst, pauseFetching, stopFetching } from '#renderer/actions/downloads.ts'
import { showPaper } from '#renderer/actions/go.ts'
import { useDownloads } from '#renderer/state/downloads.ts'
import { MathText } from '#renderer/text/math-text.tsx'
import { counted, wholeCount } from '#domain/counted.ts'
import { byteSize } from '#renderer/words/figures.ts'
import { ActionButton, Button } from '../pieces/button.tsx'
import { AfterAMoment, Bone, Notice } from '../pieces/notice.tsx'
import { Key } from '../pieces/key.tsx'
import { PageHead } from '../pieces/page-head.tsx'
import { StoredFiles } from './stored-files.tsx'
import style from './downloads.module.css'
import page from '../pieces/page.module.css'

export function DownloadsView() {
  const queue = useDownloads((state) => state.queue)
  const isIdle = queue !== null && queue.waiting + queue.failed === 0
  const isStoredUnknown = useDownloads((state) => state.stored === null)
  const isDiskEmpty = useDownloads(({ stored }) => stored !== null && stored.all.files + stored.texts.files === 0)
  return (
    <main className={page.page} aria-label="Papers on disk">
      <PageHead title="Papers on disk">
        <ActionButton action="files.open" />
      </PageHead>
      <div className={page.scroll} tabIndex={0} role="region" aria-label="Papers on disk in full" data-keys="scroll">
        <div className={page.inner}>
          {!queue || (isIdle && isStoredUnknown) ? (
            <AfterAMoment>{<Bone width="60%" />}</AfterAMoment>
          ) : isIdle && isDiskEmpty ? (
            <Notice title="No paper is on disk yet">
              <WaysToDisk />
            </Notice>
          ) : isIdle ? (
            <p className={style.quiet}>
              Nothing is on its way. <WaysToDisk />
            </p>
          ) : (
            <Queue queue={queue} />
          )}
          <StoredFiles />
        </div>
      </div>
    </main>
  )
}

function WaysToDisk() {
  return (
    <>
      <Key action="paper.offline" /> makes the selected papers offline, <Key action="list.offline" /> a whole list. Settings have rules that
      do it by themselves.
    </>
  )
}

type Answer = NonNullable<ReturnType<typeof useDownloads.getState>['queue']>

function Queue({ queue: { queue, waiting, failed, fetching, paused } }: { queue: Answer }) {
  const now = queue.find(({ paperId }) => paperId === fetching)
  const rest = queue.filter(({ paperId, failure }) => paperId !== fetching && failure === null)
  const broken = queue.filter(({ failure }) => failure !== null)
  return (
    <section aria-labelledby="queue-title">
      <h2 className={page.section} id="queue-title">
        On their way
      </h2>
      <p role="status" className={style.sentence}>
        {sentenceOf({ waiting, failed, paused, fetching: now !== undefined })}
      </p>
      {waiting + failed > 0 && (
        <div className={style.deeds}>
          {waiting > 0 && <Button onClick={() => pauseFetching(!paused)}>{paused ? 'Go on' : 'Pause'}</Button>}
          {failed > 0 && <Button onClick={() => askForPdfs(broken.map(({ paperId }) => paperId))}>Try the failed ones again</Button>}
          <Button onClick={() => stopFetching()}>Stop all</Button>
        </div>
      )}
      {now && <Now file={now} />}
      {broken.length > 0 && <Rows files={broken} />}
      {rest.length > 0 && <Rows files={rest} />}
      {waiting > rest.length + 1 && <p className={style.quiet}>And {wholeCount(waiting - rest.length - (now ? 1 : 0))} more.</p>}
    </section>
  )
}

function sentenceOf({
  waiting,
  failed,
  paused,
  fetching,
}: {
  waiting: number
  failed: number
  paused: boolean
  fetching: boolean
}): string {
  const left = waiting - (fetching ? 1 : 0)
  const parts = [
    paused && waiting > 0 ? 'Fetching is paused.' : fetching ? 'Fetching one PDF.' : '',
    left > 0 ? `${counted(left, 'PDF')} ${left === 1 ? 'waits' : 'wait'}, one each three seconds.` : '',
    failed > 0 ? `${counted(failed, 'PDF')} could not be had.` : '',
  ]
  return parts.filter((part) => part !== '').join(' ')
}

function Now({ file: { paperId, title, bytes, totalBytes, newer } }: { file: QueuedFile }) {
  const share = totalBytes === null ? null : Math.min(1, bytes / totalBytes)
  return (
    <div className={style.now}>
      <Title paperId={paperId} title={title} />
      <div
        className={style.bar}
        role="progressbar"
        aria-label={`Fetching ${title}`}
        {...(share === null ? {} : { 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': Math.round(share * 100) })}
      >
        <b style={{ width: `${(share ?? 0) * 100}%` }} data-unknown={share === null || undefined} />
      </div>
      <p className={style.quiet}>
        {newer && 'Another version. '}
        {bytes === 0 ? 'Asking arXiv.' : byteSize(bytes)}
        {totalBytes !== null && ` of ${byteSize(totalBytes)}`}
      </p>
      <Button onClick={() => stopFetching([paperId])}>Stop</Button>
    </div>
  )
}

function Rows({ files }: { files: readonly QueuedFile[] }) {
  return (
    <ul className={style.rows}>
      {files.map(({ paperId, title, failure, askedBy, newer, bytes }) => (
        <li key={paperId} data-failed={failure !== null || undefined}>
          <Title paperId={paperId} title={title} />
          <span className={style.quiet}>
            {failure ??
              [newer ? 'another version' : '', askedBy === 'rule' ? 'by a rule' : '', bytes > 0 ? `${byteSize(bytes)} here` : '']
                .filter(Boolean)
                .join(', ')}
          </span>
          <span className={style.deeds}>
            {failure === null ? (
              <Button aria-label={`Fetch first: ${title}`} onClick={() => fetchFirst(paperId)}>
                First
              </Button>
            ) : (
              <Button aria-label={`Try again: ${title}`} onClick={() => askForPdfs([paperId])}>
                Try again
              </Button>
            )}
            <Button aria-label={`Stop: ${title}`} onClick={() => stopFetching([paperId])}>
              Stop
            </Button>
          </span>
        </li>
      ))}
    </ul>
  )
}

export function Title({ paperId, title }: { paperId: string; title: string }) {
  return (
    <button type="button" className={style.title} onClick={() => void showPaper(paperId)}>
      <MathText text={title} />
    </button>
  )
}
