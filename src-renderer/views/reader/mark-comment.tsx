// Owns the comment of one mark while it is written.
import { useEffect, useRef, useState } from 'react'
import type { AnnotationId } from '#domain/annotation.ts'
import { changeMark } from '#renderer/actions/reader.ts'
import { whenLeaving } from '#renderer/app/leaving.ts'

const PAUSE_MS = 400
const RETRY_MS = 10_000

/** Saved as it is typed, and at once when it is left; what could not be kept is tried again as long as it stands here. */
export function MarkComment({ id, comment }: { id: AnnotationId; comment: string }) {
  const [text, setText] = useState(comment)
  const typed = useRef<string | null>(null)
  const retry = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const save = useRef(() => {
    const given = typed.current
    typed.current = null
    if (given === null) return
    void changeMark(id, { comment: given }).then((outcome) => {
      if (outcome !== 'try again' || typed.current !== null) return
      typed.current = given
      retry.current = setTimeout(() => save.current(), RETRY_MS)
    })
  })
  useEffect(() => {
    const saveNow = save.current
    const stop = whenLeaving(saveNow)
    return () => {
      stop()
      saveNow()
      clearTimeout(retry.current)
    }
  }, [])
  useEffect(() => {
    const timer = setTimeout(() => save.current(), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <textarea
      data-comment
      aria-label="Comment"
      placeholder="Comment, in Markdown"
      rows={3}
      value={text}
      onChange={(event) => {
        typed.current = event.target.value
        setText(event.target.value)
      }}
      onBlur={() => save.current()}
    />
  )
}
