// Owns the list of files on disk: what they weigh, which stay, and taking one away.
import { useEffect } from 'react'
import type { StoredFile } from '#contract/files.ts'
import { pin, removeFiles } from '#renderer/actions/downloads.ts'
import { showTab } from '#renderer/actions/reader-tabs.ts'
import { nowMs } from '#renderer/state/clock.ts'
import { loadStored, moreStored, type StoredSort, sortStored, useDownloads } from '#renderer/state/downloads.ts'
import { useSettings } from '#renderer/state/settings.ts'
import { reportFailure } from '#renderer/state/toasts.ts'
import { readAt } from '#renderer/words/days.ts'
import { MathText } from '#renderer/text/math-text.tsx'
import { counted } from '#domain/counted.ts'
import { byteSize } from '#renderer/words/figures.ts'
import { Button } from '../pieces/button.tsx'
import style from './downloads.module.css'
import page from '../pieces/page.module.css'

const SORTS: readonly [StoredSort, string][] = [
  ['largest', 'Largest'],
  ['newest', 'Newest'],
  ['unused', 'Longest unread'],
]

export function StoredFiles() {
  const stored = useDownloads((state) => state.stored)
  const sort = useDownloads((state) => state.sort)
  const most = useSettings(({ settings }) => settings.offline.mostMegabytes)
  useEffect(() => void loadStored().catch(reportFailure), [])
  if (!stored) return null
  const { files, all, kept, texts } = stored
  if (all.files + texts.files === 0) return null
  return (
    <section aria-labelledby="stored-title">
      <h2 className={page.section} id="stored-title">
        On the disk
      </h2>
      <p className={style.sentence}>
        {all.files > 0 &&
          `${counted(all.files, 'PDF')}, ${byteSize(all.bytes)}${most > 0 ? ` of ${byteSize(most * 1_000_000)} allowed` : ''}.`}
        {kept.files > 0 && ` What is marked, pinned or your own stays: ${counted(kept.files, 'file')}, ${byteSize(kept.bytes)}.`}
        {texts.files > 0 && ` ${counted(texts.files, 'paper')} as text: ${byteSize(texts.bytes)}.`}
      </p>
      {files.length > 0 && (
        <div className={style.deeds} role="group" aria-label="Order">
          {SORTS.map(([value, words]) => (
            <Button key={value} aria-pressed={value === sort} onClick={() => void sortStored(value).catch(reportFailure)}>
              {words}
            </Button>
          ))}
        </div>
      )}
      <ul className={style.rows}>
        {files.map((file) => (
          <Row key={file.hash} file={file} />
        ))}
      </ul>
      {all.files > files.length && files.length < 500 && (
        <Button onClick={() => void moreStored().catch(reportFailure)}>Show more of {counted(all.files, 'file')}</Button>
      )}
    </section>
  )
}

function Row({ file: { hash, title, bytes, version, origin, pinned, marks, readAtMs, addedAtMs } }: { file: StoredFile }) {
  const facts = [
    byteSize(bytes),
    version === null ? '' : `v${version}`,
    origin === 'opened' ? 'opened from disk' : '',
    marks > 0 ? counted(marks, 'mark') : '',
    readAtMs === null ? `never read, here ${readAt(addedAtMs, nowMs())}` : `read ${readAt(readAtMs, nowMs())}`,
  ].filter((fact) => fact !== '')
  const stays = pinned || marks > 0 || origin === 'opened'
  return (
    <li>
      <button type="button" className={style.title} onClick={() => showTab(hash)}>
        <MathText text={title} />
      </button>
      <span className={style.quiet}>{facts.join(' · ')}</span>
      <span className={style.deeds}>
        <Button aria-pressed={pinned} aria-label={`Pin: ${title}`} onClick={() => pin(hash, !pinned)}>
          {pinned ? 'Pinned' : 'Pin'}
        </Button>
        {!stays && (
          <Button aria-label={`Take off the disk: ${title}`} onClick={() => removeFiles([hash])}>
            Take off
          </Button>
        )}
      </span>
    </li>
  )
}
