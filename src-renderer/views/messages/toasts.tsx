// Owns the toasts: the last deed with its undo, failures with their details.
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { perform } from '#renderer/actions/perform.ts'
import { copy } from '#renderer/actions/paper.ts'
import { dropToast, type Toast, useToasts } from '#renderer/state/toasts.ts'
import { Key } from '../pieces/key.tsx'
import style from './messages.module.css'

const SHOWN_MS = 6_000

export function Toasts() {
  const toasts = useToasts((state) => state.toasts)
  return (
    <section className={style.toasts} aria-label="Messages">
      {toasts.map((toast) => (
        <OneToast key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

function OneToast({ toast }: { toast: Toast }) {
  const held = useRef(false)
  const { id, kind, sentence, undo, detail } = toast
  useEffect(() => {
    if (kind === 'failure') return undefined
    const timer = setInterval(() => {
      if (!held.current) dropToast(id)
    }, SHOWN_MS)
    return () => clearInterval(timer)
  }, [id, kind])
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
          Undo <Key action="history.undo" />
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
