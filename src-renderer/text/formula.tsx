// Owns one formula on the page: typeset, or as it is written where it can't be.
import 'katex/dist/katex.min.css'
import { mathHtml } from './math-html.ts'
import styles from './formula.module.css'

export interface FormulaProps {
  tex: string
  display: boolean
  /** With its delimiters; shown when it can't be typeset. */
  source: string
}

export function Formula({ tex, display, source }: FormulaProps): React.JSX.Element {
  const html = mathHtml(tex, display)
  if (html === null) return <span className={styles['asWritten']}>{source}</span>
  return (
    <span
      className={display ? `${styles['formula']} ${styles['display']}` : styles['formula']}
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}
