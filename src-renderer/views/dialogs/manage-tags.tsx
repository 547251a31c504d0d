// Owns the tags as words: each can get another name, become one with another, get a colour, or go.
import { Dialog } from '@base-ui/react/dialog'
import { Trash2 } from 'lucide-react'
import { type KeyboardEvent, memo, useDeferredValue, useState } from 'react'
import { cleanTagName, MAX_TAG_LENGTH, TagColour, type TagCount } from '#domain/tag.ts'
import { go } from '#renderer/actions/go.ts'
import { colourTag, deleteTag, namesake, renameTag } from '#renderer/actions/tags.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { counted, wholeCount } from '#domain/counted.ts'
import { Button } from '../pieces/button.tsx'
import { Key } from '../pieces/key.tsx'
import { TagDot } from '../pieces/marks.tsx'
import { SearchField } from '../pieces/search-field.tsx'
import dialogs from './dialogs.module.css'
import style from './manage-tags.module.css'

/** Each is a line of fields; more would hold up the next key. */
const MOST = 50

export function ManageTags({ tag }: { tag: string | null }) {
  const tags = useLibrary((library) => library.tags)
  const [typed, setTyped] = useState(tag ?? '')
  const wanted = cleanTagName(typed).toLowerCase()
  const found = useDeferredValue(tags.filter(({ name }) => name.toLowerCase().includes(wanted)))
  return (
    <>
      <div className={dialogs.head}>
        <Dialog.Title className={dialogs.inlineTitle}>Tags</Dialog.Title>
        <SearchField
          className={dialogs.field}
          aria-label="Find a tag"
          placeholder="Find a tag"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <span className={dialogs.quiet} role="status">
          {counted(found.length, 'tag')}
        </span>
        <span className={style.close}>
          <Dialog.Close render={<Button />}>Close</Dialog.Close>
        </span>
      </div>
      {found.length === 0 ? (
        <p className={style.words}>
          {tags.length > 0 ? (
            'No tag of that name.'
          ) : (
            <>
              There is no tag yet. “Tag” <Key action="paper.tag" /> gives one to the paper that is selected.
            </>
          )}
        </p>
      ) : (
        <ul className={style.rows} aria-label="All tags">
          {found.slice(0, MOST).map((each) => (
            <Row key={each.name} tag={each} others={tags} isAskedFor={each.name === tag} />
          ))}
        </ul>
      )}
      {tags.length > 0 && (
        <p className={style.words}>
          {found.length > MOST && `The first ${MOST} are shown: type to find others. `}A name that another tag has makes one tag of the two.
          All of it can be undone.
        </p>
      )}
    </>
  )
}

const Row = memo(function Row({ tag, others, isAskedFor }: { tag: TagCount; others: readonly TagCount[]; isAskedFor: boolean }) {
  const [typed, setTyped] = useState<string | null>(null)
  const name = typed === null ? tag.name : cleanTagName(typed)
  const merges = typed === null ? undefined : namesake(others, tag.name, name)
  const save = (): void => {
    if (typed !== null) renameTag(tag.name, typed)
    setTyped(null)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') save()
    if (event.key === 'Escape' && typed !== null) {
      // the name as it was, not the dialog, goes away
      event.stopPropagation()
      setTyped(null)
    }
  }
  return (
    <li className={style.row}>
      <TagDot colour={tag.colour} />
      <input
        type="text"
        className={style.name}
        aria-label={`Name of the tag ${tag.name}`}
        value={typed ?? tag.name}
        maxLength={MAX_TAG_LENGTH}
        data-first-focus={isAskedFor || undefined}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
        spellCheck
      />
      {typed !== null && name !== tag.name && name !== '' ? (
        <Button kind="main" onClick={save}>
          {merges ? `Merge into ${merges.name}` : 'Rename'}
        </Button>
      ) : (
        <button
          type="button"
          className={style.papers}
          onClick={() => go({ kind: 'tag', tag: tag.name })}
          aria-label={`${wholeCount(tag.papers)}, show papers tagged ${tag.name}`}
        >
          {wholeCount(tag.papers)}
        </button>
      )}
      <select
        className={style.colour}
        aria-label={`Colour of the tag ${tag.name}`}
        value={tag.colour ?? ''}
        onChange={(event) => colourTag(tag.name, TagColour.safeParse(event.target.value).data ?? null)}
      >
        <option value="">no colour</option>
        {TagColour.options.map((colour) => (
          <option key={colour} value={colour}>
            {colour}
          </option>
        ))}
      </select>
      <button
        type="button"
        className={style.delete}
        aria-label={`Delete the tag ${tag.name}`}
        title="Delete"
        onClick={() => deleteTag(tag.name)}
      >
        <Trash2 size={14} aria-hidden="true" />
      </button>
    </li>
  )
})
