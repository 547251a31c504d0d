// Owns the way back to the list where a pane slides over it.
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { goBack } from '#renderer/actions/go.ts'
import pieces from '../pieces/pieces.module.css'
import { Tip } from '../pieces/tips.tsx'
import style from './paper.module.css'

export function SlideHead({ children }: { children?: ReactNode }) {
  return (
    <div className={style.slideHead}>
      <Tip text="Back to the list" action="view.back">
        <button type="button" className={pieces.icon} aria-label="Back to the list" onClick={goBack}>
          <ArrowLeft size={16} aria-hidden="true" />
        </button>
      </Tip>
      {children}
    </div>
  )
}
