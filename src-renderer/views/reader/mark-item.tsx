// Owns one mark in the list beside the page: its words, and where it is selected its comment, tags and role.
import { type Annotation, AnnotationRole, annotationColours } from '#domain/annotation.ts'
import { takeAreaPicture } from '#renderer/actions/marking-tools.ts'
import { changeMark, removeMark, selectMark } from '#renderer/actions/reader.ts'
import { quotationOf, quoteIntoNote } from '#renderer/actions/mark-quotation.ts'
import { openLink } from '#renderer/actions/open-mark.ts'
import { openReference } from '#renderer/actions/go.ts'
import { QUOTATION } from '#renderer/text/dropped-quotation.ts'
import { Markdown } from '#renderer/text/markdown.tsx'
import { KIND_TITLES, ROLE_TITLES } from '#renderer/words/mark-filter.ts'
import { Button } from '../pieces/button.tsx'
import { Choice } from '../pieces/choice.tsx'
import { AreaPicture } from './area-picture.tsx'
import { MarkComment } from './mark-comment.tsx'
import { MarkTags } from './mark-tags.tsx'
import style from './marks.module.css'

const ANCHOR_SENTENCES = {
  exact: null,
  moved: 'Moved with its words to this version.',
  fuzzy: 'Its words were edited in this version: please check.',
  orphan: 'Its words are not in this version.',
} as const

export function MarkItem({ annotation, isSelected }: { annotation: Annotation; isSelected: boolean }) {
  const { id, kind, role, tags, comment, text } = annotation
  const anchor = ANCHOR_SENTENCES[annotation.anchor.state]
  return (
    <div className={style.mark} style={{ borderColor: annotationColours[annotation.colour] }}>
      <button
        type="button"
        className={style.quote}
        aria-current={isSelected}
        onClick={() => selectMark(id)}
        draggable
        onDragStart={(event) => {
          // into the note, or into any other text
          const quotation = quotationOf(annotation).join('\n')
          event.dataTransfer.setData('text/plain', quotation)
          event.dataTransfer.setData(QUOTATION, quotation)
          event.dataTransfer.effectAllowed = 'copy'
        }}
      >
        <span className={style.where}>
          Page {annotation.pageLabel} · {KIND_TITLES[kind]}
          {role !== null && ` · ${ROLE_TITLES[role]}`}
          {annotation.author !== null && ` · by ${annotation.author}`}
        </span>
        {text || (kind === 'area' || kind === 'ink' || comment !== '' ? null : 'No words')}
      </button>
      {kind === 'area' && <AreaPicture id={id} text={text} onNone={() => takeAreaPicture(annotation)} />}
      {anchor !== null && <p className={style.anchor}>{anchor}</p>}
      {isSelected ? (
        <div className={style.editing}>
          <MarkComment id={id} comment={comment} />
          <MarkTags id={id} tags={tags} />
          <div className={style.deeds}>
            <Choice
              label="Role"
              value={role}
              options={AnnotationRole.options}
              name={(each) => ROLE_TITLES[each]}
              onChange={(next) => void changeMark(id, { role: next })}
            />
            {annotation.paperId !== null && <Button onClick={() => void quoteIntoNote()}>Quote</Button>}
            <Button onClick={removeMark}>Delete</Button>
          </div>
        </div>
      ) : (
        <>
          {comment !== '' && (
            <div className={style.comment}>
              <Markdown text={comment} onOpenUrl={openLink} onOpenPaper={openReference} />
            </div>
          )}
          {tags.length > 0 && <p className={style.tags}>{tags.map((tag) => `#${tag}`).join(' ')}</p>}
        </>
      )}
    </div>
  )
}
