// Owns the tags of the paper on screen, each with a way to take it off.
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { PaperRow } from '#domain/paper.ts'
import { go } from '#renderer/actions/go.ts'
import { removeTag } from '#renderer/actions/paper.ts'
import { perform } from '#renderer/actions/perform.ts'
import { Key } from '../pieces/key.tsx'
import { TagDot, useTagColour } from '../pieces/marks.tsx'
import style from './paper.module.css'

const MOST = 40

export function PaperTags({ row }: { row: PaperRow }) {
  const [wholeOf, setWholeOf] = useState<string | null>(null)
  const tags = wholeOf === row.id ? row.tags : row.tags.slice(0, MOST)
  return (
    <section aria-labelledby="tags-title">
      <h3 className={style.section} id="tags-title">
        Tags
      </h3>
      <div className={style.chips}>
        {tags.map((tag) => (
          <span key={tag} className={style.chip}>
            <button type="button" onClick={() => go({ kind: 'tag', tag })} aria-label={`Papers tagged ${tag}`}>
              <Colour tag={tag} />
              {tag}
            </button>
            <button type="button" onClick={() => removeTag([row.id], tag)} aria-label={`Take off the tag ${tag}`}>
              <X size={12} aria-hidden="true" />
            </button>
          </span>
        ))}
        {tags.length < row.tags.length && (
          <button type="button" className={style.add} onClick={() => setWholeOf(row.id)}>
            {row.tags.length - tags.length} more
          </button>
        )}
        <button type="button" className={style.add} onClick={() => perform('paper.tag')}>
          <Plus size={12} aria-hidden="true" />
          Tag <Key action="paper.tag" />
        </button>
      </div>
    </section>
  )
}

function Colour({ tag }: { tag: string }) {
  const colour = useTagColour(tag)
  return colour === null ? null : <TagDot colour={colour} />
}
