// Owns titles and abstracts on the page: TeX set as math, its signs and styles as text, never markup from outside.
import { useMemo } from 'react'
import { type TexSegment, type TextMark, tokenizeTex } from '#domain/tex.ts'
import { Formula } from './formula.tsx'
import { WebLink } from './web-link.tsx'
import styles from './math-text.module.css'

export interface MathTextProps {
  text: string
  /** `inline`: one run of text, display math set inline, for titles and rows. `block`: display math on its own line. */
  variant?: 'inline' | 'block'
  /** `[start, end)` in UTF-16 units of `text`, ascending; shown as `<mark>`. */
  marks?: readonly TextMark[]
  /** Opens an http(s) address. Without it addresses are plain text, as in a row that is itself a button. */
  onOpenUrl?: (url: string) => void
}

export function MathText({ text, variant = 'inline', marks, onOpenUrl }: MathTextProps): React.JSX.Element {
  const segments = useMemo(() => tokenizeTex(text, marks), [text, marks])
  const children = segments.map((segment, index) => {
    const piece = <Segment key={index} segment={segment} variant={variant} onOpenUrl={onOpenUrl} />
    return segment.marked ? <mark key={index}>{piece}</mark> : piece
  })
  return variant === 'block' ? <div className={styles['block']}>{children}</div> : <>{children}</>
}

interface SegmentProps {
  segment: TexSegment
  variant: 'inline' | 'block'
  onOpenUrl: ((url: string) => void) | undefined
}

function Segment({ segment, variant, onOpenUrl }: SegmentProps): React.ReactNode {
  switch (segment.kind) {
    case 'text':
      return segment.text
    case 'emphasis':
      return <em>{segment.text}</em>
    case 'strong':
      return <strong>{segment.text}</strong>
    case 'code':
      return <code className={styles['code']}>{segment.text}</code>
    case 'math':
      return <Formula tex={segment.tex} display={segment.display && variant === 'block'} source={segment.source} />
    case 'link':
      return onOpenUrl ? (
        <WebLink url={segment.url} onOpenUrl={onOpenUrl}>
          {segment.text}
        </WebLink>
      ) : (
        segment.text
      )
  }
}
