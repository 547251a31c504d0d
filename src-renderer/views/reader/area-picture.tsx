// Owns the picture of a marked area, as it was when it was marked.
import { useEffect, useEffectEvent, useState } from 'react'
import type { AnnotationId } from '#domain/annotation.ts'
import { client } from '#renderer/app/client.ts'
import { onAreaImage } from '#renderer/reader/area-picture.ts'
import '#renderer/reader/page-colours.css'
import { isPhoto } from '#renderer/reader/photos.ts'
import style from './marks.module.css'

interface AreaPictureProps {
  id: AnnotationId
  text: string
  /** Can have it taken: then it comes. */
  onNone?: () => void
}

/** Nothing where there is none. */
export function AreaPicture({ id, text, onNone }: AreaPictureProps) {
  const [png, setPng] = useState<string | null>(null)
  const none = useEffectEvent(() => onNone?.())
  useEffect(() => {
    let gone = false
    const load = (): void =>
      void client.call('annotations.image', { id }).then(
        (answer) => {
          if (gone) return
          setPng(answer.png)
          if (answer.png === null) none()
        },
        // a list without a picture is still a list
        () => undefined,
      )
    load()
    const stop = onAreaImage((saved) => saved === id && load())
    return () => {
      gone = true
      stop()
    }
  }, [id])
  return png === null ? null : (
    <img
      className={style.picture}
      data-area-picture
      src={`data:image/png;base64,${png}`}
      alt={text === '' ? 'The marked area' : text}
      onLoad={({ currentTarget }) => currentTarget.toggleAttribute('data-photo', isPhoto(currentTarget))}
    />
  )
}
