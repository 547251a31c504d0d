// Owns the tags in the sidebar: all of them where they are few, else the most used, and the way to all.
import { Hash } from 'lucide-react'
import { useMemo } from 'react'
import { go } from '#renderer/actions/go.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { usePlace } from '#renderer/state/place.ts'
import { openDialog } from '#renderer/state/window.ts'
import { wholeCount } from '#domain/counted.ts'
import { TagDot } from '../pieces/marks.tsx'
import style from './sidebar.module.css'

const MOST = 20

export function Tags() {
  const tags = useLibrary((library) => library.tags)
  const shown = useMemo(() => {
    if (tags.length <= MOST) return tags
    const used = new Set(tags.toSorted((a, b) => b.papers - a.papers).slice(0, MOST))
    return tags.filter((tag) => used.has(tag))
  }, [tags])
  const open = usePlace(({ place }) => (place.kind === 'tag' ? place.tag.toLowerCase() : null))
  if (tags.length === 0) return null
  return (
    <>
      <button type="button" className={style.headButton} onClick={() => openDialog({ kind: 'manage-tags', tag: null })}>
        Tags…{tags.length > MOST && ` ${wholeCount(tags.length)}, the most used`}
      </button>
      <ul aria-label="Tags">
        {shown.map(({ name, colour, papers }) => (
          <li key={name}>
            <button
              type="button"
              className={style.item}
              aria-current={open === name.toLowerCase() ? 'page' : undefined}
              onClick={() => go({ kind: 'tag', tag: name })}
            >
              {colour === null ? <Hash size={16} strokeWidth={1.6} aria-hidden="true" /> : <TagDot colour={colour} />}
              <span className={style.name}>{name}</span>
              <span className={style.count}>{wholeCount(papers)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
