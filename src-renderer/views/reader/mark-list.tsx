// Owns the list of what is marked in the open file, in reading order, with its comments.
import { useEffect, useRef, useState } from 'react'
import { type Annotation, AnnotationColour, annotationColours } from '#domain/annotation.ts'
import { changeMark, chooseColour, removeMark, selectMark } from '#renderer/actions/reader.ts'
import { reportUnsaved } from '#renderer/reader/unsaved-comment.ts'
import { useReader } from '#renderer/state/reader.ts'
import { Button } from '../pieces/button.tsx'
import { Key } from '../pieces/key.tsx'
import style from './reader.module.css'

export function MarkList() {
  const annotations = useReader((reader) => reader.annotations)
  const selected = useReader((reader) => reader.selected)
  const colour = useReader((reader) => reader.colour)
  return (
    <aside className={style.marks} aria-label="Annotations" data-marks>
      <div role="group" aria-label="Colour" className={style.colours}>
        {AnnotationColour.options.map((name, index) => (
          <button
            key={name}
            type="button"
            aria-label={name}
            aria-pressed={name === colour}
            style={{ background: annotationColours[name] }}
            onClick={() => chooseColour(index + 1)}
          />
        ))}
      </div>
      {annotations.length === 0 ? (
        <p className={style.empty}>
          Nothing is marked yet. Select words on a page and press <Key action="reader.highlight" /> to highlight them or{' '}
          <Key action="reader.underline" /> to underline them.
        </p>
      ) : (
        <ol>
          {annotations.map((annotation) => (
            <Mark key={annotation.id} annotation={annotation} isSelected={annotation.id === selected} />
          ))}
        </ol>
      )}
    </aside>
  )
}

function Mark({ annotation, isSelected }: { annotation: Annotation; isSelected: boolean }) {
  const item = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isSelected) item.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])
  return (
    <li ref={item} className={style.mark} style={{ borderColor: annotationColours[annotation.colour] }}>
      <button type="button" className={style.quote} aria-current={isSelected} onClick={() => selectMark(annotation.id)}>
        <span className={style.where}>
          Page {annotation.pageLabel} · {annotation.kind}
        </span>
        {annotation.text || 'No words'}
      </button>
      {isSelected ? (
        <Comment annotation={annotation} />
      ) : (
        annotation.comment !== '' && <p className={style.comment}>{annotation.comment}</p>
      )}
    </li>
  )
}

const PAUSE_MS = 400
const RETRY_MS = 10_000

/** Saved as it is typed, and at once when it is left; what could not be kept is tried again as long as it stands here. */
function Comment({ annotation: { id, comment } }: { annotation: Annotation }) {
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
    const stop = reportUnsaved(saveNow)
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
    <div className={style.editing}>
      <textarea
        data-comment
        aria-label="Comment"
        placeholder="Comment"
        rows={3}
        value={text}
        onChange={(event) => {
          typed.current = event.target.value
          setText(event.target.value)
        }}
        onBlur={() => save.current()}
      />
      <Button onClick={removeMark}>Delete</Button>
    </div>
  )
}
