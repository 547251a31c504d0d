// Owns the list of marks beside the text: those whose words are here, in their order.
import { annotationColours } from '#domain/annotation.ts'
import { selectTextMark } from '#renderer/actions/text-marks.ts'
import { usePaperText } from '#renderer/state/paper-text.ts'
import { counted } from '#domain/counted.ts'
import style from './text.module.css'

export function TextMarks() {
  const marks = usePaperText((state) => state.marks)
  const elsewhere = usePaperText((state) => state.elsewhere)
  const selected = usePaperText((state) => state.selected)
  if (marks.length === 0 && elsewhere === 0) return null
  return (
    <aside className={style.marks} aria-label="Annotations" tabIndex={0} data-keys="scroll">
      {marks.map(({ annotation }) => (
        <button
          key={annotation.id}
          type="button"
          className={style.mark}
          aria-pressed={annotation.id === selected}
          onClick={() => selectTextMark(annotation.id)}
        >
          <span className={style.sign} style={{ background: annotationColours[annotation.colour] }} aria-hidden="true" />
          <span className={style.words}>{annotation.text}</span>
          {annotation.comment !== '' && <span className={style.comment}>{annotation.comment}</span>}
        </button>
      ))}
      {elsewhere > 0 && <p className={style.quiet}>{counted(elsewhere, 'mark')} whose words are not in this text: see the pages.</p>}
    </aside>
  )
}
