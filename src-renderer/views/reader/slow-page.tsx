// Owns the notice about a page that takes long to draw: it can be stopped, and the rest of the paper goes on.
import { useEffect, useState } from 'react'
import type { PdfView } from '#renderer/reader/pdf-view.ts'
import { Button } from '../pieces/button.tsx'
import style from './link-notice.module.css'

export function SlowPage({ view, onStop }: { view: PdfView; onStop(page: number): void }) {
  const [page, setPage] = useState<number | null>(null)
  useEffect(() => view.onSlowPage(setPage), [view])
  if (page === null) return null
  return (
    <div className={style.notice} role="status">
      <p>Page {view.pageLabel(page)} takes long to draw.</p>
      <Button kind="main" onClick={() => onStop(page)}>
        Stop it
      </Button>
      <Button onClick={() => setPage(null)}>Wait</Button>
    </div>
  )
}
