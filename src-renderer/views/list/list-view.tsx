// Owns the list of papers: its head, its rows as they come into view, and what stands there when it has none.
import { useCurrentList } from '#renderer/state/lists.ts'
import { usePlace } from '#renderer/state/place.ts'
import { NotesHead } from '../notes/notes-head.tsx'
import { SearchHead } from '../search/search-head.tsx'
import { SearchEmpty } from '../search/search-empty.tsx'
import { ListEmpty } from './list-empty.tsx'
import { ListHead, OrderMenu } from './list-head.tsx'
import { ListRows } from './list-rows.tsx'
import { PrintedList } from './printed-list.tsx'
import style from './list.module.css'

export function ListView() {
  const isNotes = usePlace(({ place }) => place.kind === 'notes')
  const isSearch = usePlace(({ place }) => place.kind === 'search')
  const list = useCurrentList()
  const isEmpty = !list || list.ids.length === 0
  return (
    <section className={style.list} aria-label="List">
      {isSearch ? <SearchHead /> : isNotes ? <NotesHead order={list && <OrderMenu list={list} />} /> : <ListHead />}
      {isEmpty && (isSearch ? <SearchEmpty /> : <ListEmpty list={list} />)}
      <ListRows list={list} hidden={isEmpty} />
      <PrintedList />
    </section>
  )
}
