// Owns the head of the notes: the box that narrows them, how many there are, their order.
import { NotebookPen, PanelLeft } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { narrowNotes } from '#renderer/actions/notes.ts'
import { useCurrentList } from '#renderer/state/lists.ts'
import { usePlace } from '#renderer/state/place.ts'
import { useSettings } from '#renderer/state/settings.ts'
import { wantFocus } from '#renderer/state/window.ts'
import { counted } from '#domain/counted.ts'
import { SHEET, useMedia } from '../media.ts'
import { IconAction } from '../pieces/button.tsx'
import { hiddenText } from '../pieces/marks.tsx'
import { SearchField } from '../pieces/search-field.tsx'
import list from '../list/list.module.css'
import search from '../search/search.module.css'
import style from './notes.module.css'

/** `order`: the menu of the list's order. */
export function NotesHead({ order }: { order: ReactNode }) {
  const place = usePlace((where) => where.place)
  const [typed, setTyped] = useState(place.kind === 'notes' ? (place.text ?? '') : '')
  const notes = useCurrentList()
  const sidebarOpen = useSettings(({ settings }) => settings.sidebarOpen)
  const isSheet = useMedia(SHEET)
  const type = (text: string): void => {
    setTyped(text)
    narrowNotes(text)
  }
  return (
    <header className={list.head}>
      <h1 className={hiddenText}>Notes</h1>
      <div className={search.box}>
        {(isSheet || !sidebarOpen) && (
          <IconAction action="view.sidebar">
            <PanelLeft size={16} strokeWidth={1.6} aria-hidden="true" />
          </IconAction>
        )}
        <NotebookPen size={16} strokeWidth={1.6} aria-hidden="true" />
        <SearchField
          className={style.find}
          data-keys="line"
          data-notes-search
          aria-label="Find in notes"
          placeholder="Find in notes"
          value={typed}
          onChange={(event) => type(event.target.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            if (event.key === 'Enter') {
              event.preventDefault()
              wantFocus('list')
            } else if (event.key === 'Escape') {
              event.preventDefault()
              type('')
              wantFocus('list')
            }
          }}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <div className={list.sub}>
        <span role="status">
          {notes && (typed.trim() === '' ? counted(notes.ids.length, 'note') : `${counted(notes.ids.length, 'note')} with these words`)}
        </span>
        <span className={list.push} />
        {order}
      </div>
    </header>
  )
}
