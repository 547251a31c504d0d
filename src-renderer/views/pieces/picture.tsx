// Owns how pictures of papers and organizations are shown: from this machine only, and not at all where there is none.
import { type ReactNode, useEffect } from 'react'
import type { PaperId } from '#domain/paper.ts'
import { useNear } from '#renderer/state/near.ts'
import { usePictures, wantPictures } from '#renderer/state/pictures.ts'
import { useSettings } from '#renderer/state/settings.ts'
import style from './picture.module.css'

/** Beside the name of the organization, which says the same; it comes late, so it stands where it moves nothing. */
export function Avatar({ id }: { id: PaperId }) {
  const path = usePicture(id, 'avatar')
  return path === null ? null : <img className={style.avatar} src={path} alt="" width={16} height={16} decoding="async" />
}

/** The last of what is shown of a paper, once the papers near to it are there: nothing that is seen moves when it comes. */
export function Thumbnail({ id, title }: { id: PaperId; title?: ReactNode }) {
  const path = usePicture(id, 'thumbnail')
  const isLast = useNear((near) => near.of === id)
  if (path === null || !isLast) return null
  return (
    <>
      {title}
      <img className={style.thumbnail} src={path} alt="The paper’s picture on Hugging Face" decoding="async" />
    </>
  )
}

function usePicture(id: PaperId, kind: 'avatar' | 'thumbnail'): string | null {
  const isOn = useSettings(({ settings }) => settings.fetchPictures)
  const path = usePictures(({ byId }) => byId.get(id)?.[kind] ?? null)
  useEffect(() => {
    // walking through a list asks for none of what it passes
    const timer = setTimeout(() => isOn && wantPictures([id]), REST_MS)
    return () => clearTimeout(timer)
  }, [id, isOn])
  return isOn ? path : null
}

const REST_MS = 200
