// Owns what a screen reader is told of decisions and messages.
import { useToasts } from '#renderer/state/toasts.ts'
import { hiddenText } from '../pieces/marks.tsx'

/** Two regions in turn, so that the same sentence twice is said twice. */
export function LiveRegion() {
  const { sentence, turn } = useToasts((state) => state.said)
  return (
    <>
      <div className={hiddenText} role="status" aria-live="polite" data-live>
        {turn % 2 === 0 ? sentence : ''}
      </div>
      <div className={hiddenText} role="status" aria-live="polite" data-live>
        {turn % 2 === 1 ? sentence : ''}
      </div>
    </>
  )
}
