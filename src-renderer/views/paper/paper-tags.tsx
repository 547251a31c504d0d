// Owns the tags of the paper on screen, each with a way to take it off.
import { Plus, X } from 'lucide-react'
import type { PaperRow } from '#domain/paper.ts'
import { go } from '#renderer/actions/go.ts'
import { removeTag } from '#renderer/actions/paper.ts'
import { perform } from '#renderer/actions/perform.ts'
import { Key } from '../pieces/key.tsx'
import style from './paper.module.css'

export function PaperTags({ row }: { row: PaperRow }) {
  return (
    <section aria-labelledby="tags-title">
      <h3 className={style.section} id="tags-title">
        Tags
      </h3>
      <div className={style.chips}>
        {row.tags.map((tag) => (
          <span key={tag} className={style.chip}>
            <button type="button" onClick={() => go({ kind: 'tag', tag })} aria-label={`Papers tagged ${tag}`}>
              {tag}
            </button>
            <button type="button" onClick={() => removeTag([row.id], tag)} aria-label={`Take off the tag ${tag}`}>
              <X size={12} aria-hidden="true" />
            </button>
          </span>
        ))}
        <button type="button" className={style.add} onClick={() => perform('paper.tag')}>
          <Plus size={12} aria-hidden="true" />
          Tag <Key action="paper.tag" />
        </button>
      </div>
    </section>
  )
}
