// Owns how a long work looks: what it is, how far, and what stops it.
import { useWindow } from '#renderer/state/window.ts'
import type { Work } from '#renderer/state/work.ts'
import { wholeCount } from '#domain/counted.ts'
import { Key, Keys } from '../pieces/key.tsx'
import style from './messages.module.css'

/** Below this, counts are of steps that mean nothing to the reader. */
const COUNTED_FROM = 1_000

export function UnderWay({ work: { title, progress, isStopping, dialog, stop } }: { work: Work }) {
  const open = useWindow((state) => state.dialog)
  const sentence = isStopping ? 'Stopping…' : `${title}…`
  return (
    <>
      <span className={style.sentence}>{sentence}</span>
      <progress className={style.progress} aria-label={sentence} {...(progress ? { max: progress.total, value: progress.done } : {})} />
      {progress && (
        <span className={style.count}>
          {progress.total < COUNTED_FROM
            ? `${Math.floor((progress.done / progress.total) * 100)} %`
            : `${wholeCount(progress.done)} of ${wholeCount(progress.total)}`}
        </span>
      )}
      <button type="button" className={style.deed} disabled={isStopping} onClick={stop}>
        Stop {dialog !== null && dialog === open ? <Keys spec="Escape" /> : open === null && <Key action="work.stop" />}
      </button>
    </>
  )
}
