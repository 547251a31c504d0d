// Owns a line to type in with choices under it: arrow keys choose, Enter takes, and a key is painted in the next frame however many there are.
import { type KeyboardEvent, memo, type ReactNode, useDeferredValue, useId, useLayoutEffect, useRef, useState } from 'react'
import dialogs from '../dialogs/dialogs.module.css'
import menu from './menu.module.css'

interface PickListProps<Item> {
  label: string
  placeholder: string
  typed: string
  onType(typed: string): void
  items: readonly Item[]
  keyOf(item: Item): string
  /** The same function for the same look: rows that stay are not painted again. */
  render(item: Item): ReactNode
  onChoose(item: Item): void
  /** Before the line. */
  head?: ReactNode
  /** Where nothing fits. */
  empty: ReactNode
  maxLength?: number
}

/** What fills the list is there at once, the rest when there is time. */
const FIRST = 18

export function PickList<Item>({
  label,
  placeholder,
  typed,
  onType,
  items,
  keyOf,
  render,
  onChoose,
  head,
  empty,
  maxLength = 400,
}: PickListProps<Item>) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState(0)
  const [of, setOf] = useState(typed)
  if (of !== typed) {
    setOf(typed)
    setChosen(0)
  }
  const settled = useDeferredValue<readonly Item[] | null>(items, null)
  const index = Math.min(chosen, Math.max(0, items.length - 1))
  const shown = settled === items ? items : items.slice(0, Math.max(FIRST, index + 1))

  const isNew = useRef(true)
  useLayoutEffect(() => {
    const wasNew = isNew.current
    isNew.current = false
    // a new list stands at its top: asked for, the whole page would be laid out once more
    if (wasNew && index === 0) return
    // the top needs no measuring
    if (index === 0) list.current?.scrollTo({ top: 0 })
    else list.current?.querySelector('[data-highlighted]')?.scrollIntoView({ block: 'nearest' })
  }, [index, typed])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
    const item = items[index]
    if (step !== undefined && !event.altKey && items.length > 0) {
      event.preventDefault()
      // by single steps around at the ends
      const next = index + step
      if (Math.abs(step) === 1) setChosen((next + items.length) % items.length)
      else setChosen(Math.max(0, Math.min(items.length - 1, next)))
    } else if (event.key === 'Enter' && item !== undefined) {
      event.preventDefault()
      onChoose(item)
    }
  }
  return (
    <>
      <div className={dialogs.head}>
        {head}
        <input
          type="text"
          role="combobox"
          className={dialogs.field}
          aria-label={label}
          aria-expanded={items.length > 0}
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-activedescendant={items.length > 0 ? `${id}-${index}` : undefined}
          placeholder={placeholder}
          maxLength={maxLength}
          value={typed}
          data-first-focus
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        className={dialogs.list}
        role="listbox"
        aria-label={label}
        // the line keeps the focus
        onMouseDown={(event) => event.preventDefault()}
      >
        {shown.map((item, at) => (
          <Row
            key={keyOf(item)}
            id={`${id}-${at}`}
            isChosen={at === index}
            item={item}
            render={render}
            at={at}
            onPoint={setChosen}
            onChoose={onChoose}
          />
        ))}
      </div>
      {items.length === 0 && (
        <p className={dialogs.empty} role="status">
          {empty}
        </p>
      )}
    </>
  )
}

interface RowProps<Item> {
  id: string
  item: Item
  at: number
  isChosen: boolean
  render(item: Item): ReactNode
  onPoint(at: number): void
  onChoose(item: Item): void
}

function PickRow<Item>({ id, item, at, isChosen, render, onPoint, onChoose }: RowProps<Item>) {
  return (
    <div
      id={id}
      className={menu.item}
      role="option"
      aria-selected={isChosen}
      data-highlighted={isChosen || undefined}
      onMouseMove={() => onPoint(at)}
      onClick={() => onChoose(item)}
    >
      {render(item)}
    </div>
  )
}

const Row = memo(PickRow) as typeof PickRow
