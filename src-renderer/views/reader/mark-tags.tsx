// Owns the tags of one mark: words of one's own, given and taken by key.
import { useId, useMemo, useState } from 'react'
import type { AnnotationId } from '#domain/annotation.ts'
import { typedTags } from '#domain/tag.ts'
import { changeMark } from '#renderer/actions/reader.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { useReader } from '#renderer/state/reader.ts'
import { tagsOfMarks } from '#renderer/words/mark-filter.ts'
import style from './marks.module.css'

const LONGEST = 60

export function MarkTags({ id, tags }: { id: AnnotationId; tags: readonly string[] }) {
  const [typed, setTyped] = useState('')
  const list = useId()
  const annotations = useReader((reader) => reader.annotations)
  const ofPapers = useLibrary((library) => library.tags)
  const known = useMemo(
    () => [...new Set([...tagsOfMarks(annotations), ...ofPapers.map((tag) => tag.name)])].filter((tag) => !tags.includes(tag)),
    [annotations, ofPapers, tags],
  )
  const change = (next: readonly string[]): void => void changeMark(id, { tags: [...next] })
  const add = (): void => {
    const { whole } = typedTags(`${typed},`)
    setTyped('')
    const had = new Set(tags.map((tag) => tag.toLowerCase()))
    const names = whole.map((name) => name.slice(0, LONGEST)).filter((name) => !had.has(name.toLowerCase()))
    // a tag there is already keeps its spelling
    if (names.length > 0) change([...tags, ...names.map((name) => known.find((tag) => tag.toLowerCase() === name.toLowerCase()) ?? name)])
  }
  return (
    <div className={style.tagField}>
      {tags.map((tag) => (
        <button key={tag} type="button" aria-label={`Take off the tag ${tag}`} onClick={() => change(tags.filter((each) => each !== tag))}>
          #{tag} ×
        </button>
      ))}
      <input
        data-mark-tags
        data-keys="line"
        aria-label="Add a tag to the annotation"
        placeholder="Tag"
        list={list}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={add}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter' || event.key === ',') {
            event.preventDefault()
            add()
          } else if (event.key === 'Backspace' && typed === '' && tags.length > 0) change(tags.slice(0, -1))
        }}
        autoComplete="off"
        spellCheck={false}
      />
      <datalist id={list}>
        {known.slice(0, 100).map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
    </div>
  )
}
