// Owns the toasts: the last deed with its undo, failures with their details, long works with how far they are, a key that awaits another.
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { perform } from '#renderer/actions/perform.ts'
import { copy } from '#renderer/actions/paper.ts'
import { isMac } from '#renderer/keys/bindings.ts'
import { keyLabels } from '#renderer/keys/chords.ts'
import { usePaperText } from '#renderer/state/paper-text.ts'
import { usePlace } from '#renderer/state/place.ts'
import { useReader } from '#renderer/state/reader.ts'
import { dropToast, type Toast, useToasts } from '#renderer/state/toasts.ts'
import { isAsking, useWindow } from '#renderer/state/window.ts'
import { useWork } from '#renderer/state/work.ts'
import { isPaperPlace } from '#renderer/words/places.ts'
import { Key } from '../pieces/key.tsx'
import { useTextField } from '../text-field.ts'
import { UnderWay } from './under-way.tsx'
import style from './messages.module.css'

const SHOWN_MS = 6_000

export function Toasts() {
  const toasts = useToasts((state) => state.toasts)
  const works = useWork((state) => state.works)
  const dialog = useWindow((state) => state.dialog)
  return (
    <section className={style.toasts} aria-label="Messages">
      {toasts.map((toast) => (
        <OneToast key={toast.id} toast={toast} />
      ))}
      {works
        .filter((work) => work.isLong && (work.dialog === null || work.dialog !== dialog))
        .map((work) => (
          <div key={`work ${work.id}`} className={style.toast}>
            <UnderWay work={work} />
          </div>
        ))}
      <AwaitedKey />
    </section>
  )
}

/** The first key of two, where no foot shows it; the second mostly comes before this is seen. */
function AwaitedKey() {
  const pending = useWindow((state) => state.pendingKey)
  const reads = useReader(({ file }) => file !== null)
  const readsText = usePaperText(({ paper }) => paper !== null)
  const isTriage = useWindow(({ triage }) => triage !== null)
  const isPage = usePlace(({ place }) => !isPaperPlace(place) && place.kind !== 'today')
  if (pending === null || !(reads || readsText || isTriage || isPage)) return null
  return <div className={style.awaited}>{keyLabels(pending, isMac).join(' ')} …</div>
}

function OneToast({ toast }: { toast: Toast }) {
  const held = useRef(false)
  const { id, kind, sentence, undo, takeBack, detail } = toast
  const stays = kind === 'failure'
  const field = useTextField()
  const isAsked = useWindow(({ dialog }) => isAsking(dialog))
  useEffect(() => {
    if (stays) return undefined
    const timer = setInterval(() => {
      if (!held.current) dropToast(id)
    }, SHOWN_MS)
    return () => clearInterval(timer)
  }, [id, stays])
  const hold = (on: boolean) => () => {
    held.current = on
  }
  return (
    <div
      className={style.toast}
      data-kind={kind}
      onPointerEnter={hold(true)}
      onPointerLeave={hold(false)}
      onFocus={hold(true)}
      onBlur={hold(false)}
    >
      <span className={style.sentence}>{sentence}</span>
      {undo && (
        <button type="button" className={style.deed} onClick={() => perform('history.undo')}>
          Undo {field === null && !isAsked && <Key action="history.undo" />}
        </button>
      )}
      {takeBack && (
        <button
          type="button"
          className={style.deed}
          onClick={() => {
            dropToast(id)
            takeBack()
          }}
        >
          Undo
        </button>
      )}
      {kind === 'failure' && detail !== null && (
        <button type="button" className={style.deed} onClick={() => void copy(detail, 'Copied the details.')}>
          Copy details
        </button>
      )}
      <button type="button" className={style.close} aria-label="Close this message" onClick={() => dropToast(id)}>
        <X size={14} aria-hidden="true" />
      </button>
    </div>
  )
}
