// Owns the sentence that stands where there is nothing else: empty, failed, loading for long.
import { type ReactNode, useEffect, useState } from 'react'
import type { Failure } from '#domain/errors.ts'
import { copy } from '#renderer/actions/paper.ts'
import { Button } from './button.tsx'
import style from './pieces.module.css'

const SKELETON_AFTER_MS = 150

export function Notice({ title, children, deeds }: { title: string; children?: ReactNode; deeds?: ReactNode }) {
  return (
    <div className={style.notice}>
      <strong>{title}</strong>
      {children !== undefined && <p>{children}</p>}
      {deeds !== undefined && <div className={style.deeds}>{deeds}</div>}
    </div>
  )
}

/** A failure with its own sentence, a way to try again, and the details to report it. */
export function FailureNotice({ failure, retry }: { failure: Failure; retry?: () => void }) {
  const { detail } = failure
  return (
    <Notice
      title="This could not be shown"
      deeds={
        <>
          {retry && <Button onClick={retry}>Try again</Button>}
          {detail !== undefined && <Button onClick={() => void copy(detail, 'Copied the details.')}>Copy details</Button>}
        </>
      }
    >
      {failure.message}
    </Notice>
  )
}

/** Shows its children only after a moment, so that what is quick never flickers. */
export function AfterAMoment({ children }: { children: ReactNode }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), SKELETON_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  return late ? children : null
}

export function Bone({ width, height = 12 }: { width: string; height?: number }) {
  return <div className={style.bone} style={{ width, height }} aria-hidden="true" />
}
