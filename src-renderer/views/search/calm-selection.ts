// Owns which paper is shown beside the search: while one types it is the one before, so that no key waits for a paper to be set.
import { useEffect, useState } from 'react'
import type { PaperId } from '#domain/paper.ts'

const CALM_AFTER_MS = 180

/** The selected paper at once; while the search box has the focus, once the selection rests. */
export function useCalmSelection(selectedId: PaperId | null): PaperId | null {
  const [calm, setCalm] = useState(selectedId)
  useEffect(() => {
    const timer = setTimeout(() => setCalm(selectedId), CALM_AFTER_MS)
    return () => clearTimeout(timer)
  }, [selectedId])
  const focused = document.activeElement
  return focused instanceof HTMLElement && focused.dataset['keys'] === 'line' ? calm : selectedId
}
