// Owns what a tag's page has beside its papers: the marks with that tag, and the way to its name and colour.
import { useEffect } from 'react'
import { showMarksOfTag } from '#renderer/actions/tags.ts'
import { useTagMarks, wantTagMarks } from '#renderer/state/tag-marks.ts'
import { openDialog } from '#renderer/state/window.ts'
import { counted } from '#domain/counted.ts'
import { Button } from '../pieces/button.tsx'

export function TagDeeds({ tag }: { tag: string }) {
  const marks = useTagMarks((state) => (state.tag === tag ? state.marks : 0))
  useEffect(() => wantTagMarks(tag), [tag])
  return (
    <>
      {marks > 0 && <Button onClick={() => showMarksOfTag(tag)}>{counted(marks, 'mark')}</Button>}
      <Button onClick={() => openDialog({ kind: 'manage-tags', tag })}>Edit tag…</Button>
    </>
  )
}
