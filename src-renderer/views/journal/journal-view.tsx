// Owns the journal: everything the reader did, by day, each step to be taken back, each moment to go to.
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react'
import type { HistoryEntry } from '#contract/history.ts'
import { localDayOf } from '#domain/day.ts'
import { HISTORY_RULE } from '#domain/history.ts'
import { moveInJournal } from '#renderer/actions/journal.ts'
import { client } from '#renderer/app/client.ts'
import { nowMs } from '#renderer/state/clock.ts'
import { loadJournal, useJournal } from '#renderer/state/journal.ts'
import { dayInWords, timeOfDay } from '#renderer/words/days.ts'
import { ActionButton } from '../pieces/button.tsx'
import { Key } from '../pieces/key.tsx'
import { AfterAMoment, Bone, FailureNotice, Notice } from '../pieces/notice.tsx'
import { PageHead } from '../pieces/page-head.tsx'
import page from '../pieces/page.module.css'
import { hiddenText } from '../pieces/marks.tsx'
import style from './journal.module.css'

export function JournalView() {
  const entries = useJournal((journal) => journal.entries)
  const failure = useJournal((journal) => journal.failure)
  const selected = useJournal((journal) => journal.entries?.find(({ id }) => id === journal.selected))
  useEffect(() => {
    void loadJournal()
    return client.on('changed', ({ topics }) => void (topics.includes('history') && loadJournal()))
  }, [])
  return (
    <main className={page.page} aria-label="Journal" onKeyDown={onKeyDown}>
      <PageHead title="Journal">{selected && <Deeds entry={selected} />}</PageHead>
      <p className={style.rule}>{HISTORY_RULE}</p>
      {failure ? (
        <FailureNotice failure={failure} retry={() => void loadJournal()} />
      ) : entries === null ? (
        <AfterAMoment>
          <Bone width="60%" height={24} />
        </AfterAMoment>
      ) : entries.length === 0 ? (
        <Notice title="Nothing done yet">What you decide, write, tag and mark is listed here, with the way back.</Notice>
      ) : (
        <Rows entries={entries} />
      )}
    </main>
  )
}

/** For the step that is selected, so that the buttons are reached by Tab without passing through the list. */
function Deeds({ entry: { status } }: { entry: HistoryEntry }) {
  return (
    <>
      <ActionButton action="journal.takeBack" disabled={status !== 'done'}>
        Take this step back <Key action="journal.takeBack" silent />
      </ActionButton>
      <ActionButton action="journal.goTo">
        Back to this moment <Key action="journal.goTo" silent />
      </ActionButton>
    </>
  )
}

const STEPS: Readonly<Record<string, number>> = {
  j: 1,
  ArrowDown: 1,
  k: -1,
  ArrowUp: -1,
  PageDown: 12,
  PageUp: -12,
  Home: -1_000_000,
  End: 1_000_000,
}

/** From the heading, which has the focus when the place is opened, as from the list. */
function onKeyDown(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.nativeEvent.isComposing) return
  if (event.target instanceof Element && event.target.closest('button')) return
  const step = STEPS[event.key]
  if (step === undefined) return
  moveInJournal(step)
  document.querySelector<HTMLElement>('[data-journal]')?.focus({ preventScroll: true })
  event.preventDefault()
  event.stopPropagation()
}

const USUAL_HEIGHT = 34

const STATUS_WORDS: Record<HistoryEntry['status'], string> = {
  done: '',
  undone: 'taken back',
  'taken-back': 'taken back',
  dropped: 'can’t be taken back',
}

function Rows({ entries }: { entries: readonly HistoryEntry[] }) {
  const selected = useJournal((journal) => journal.selected)
  const total = useJournal((journal) => journal.total)
  const scroll = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => USUAL_HEIGHT,
    getItemKey: (index) => entries[index]?.id ?? index,
    overscan: 10,
  })
  const at = entries.findIndex(({ id }) => id === selected)
  const reveal = useEffectEvent(() => at >= 0 && rows.scrollToIndex(at, { align: 'auto' }))
  useEffect(() => void reveal(), [selected])
  const last = rows.range?.endIndex ?? 0
  useEffect(() => {
    if (last >= entries.length - 1 && entries.length < total) void loadJournal({ more: true })
  }, [last, entries.length, total])
  const today = localDayOf(nowMs())
  return (
    <div
      ref={scroll}
      className={style.rows}
      role="listbox"
      aria-label="What you did"
      aria-activedescendant={at >= 0 ? `step-${selected ?? ''}` : undefined}
      tabIndex={0}
      data-list
      data-journal
    >
      <div style={{ height: rows.getTotalSize() }} role="presentation">
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const entry = entries[index]
          if (!entry) return null
          const day = localDayOf(entry.atMs)
          const above = entries[index - 1]
          return (
            <div
              key={key}
              ref={rows.measureElement}
              id={`step-${entry.id}`}
              data-index={index}
              role="option"
              aria-selected={entry.id === selected}
              aria-setsize={total}
              aria-posinset={index + 1}
              className={style.row}
              data-status={entry.status}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => useJournal.setState({ selected: entry.id })}
            >
              {/* every row is heard with its day, the first of a day shows it */}
              <div className={!above || localDayOf(above.atMs) !== day ? style.day : hiddenText}>{dayInWords(day, today)}</div>
              <div className={style.step}>
                <span className={style.time}>{timeOfDay(entry.atMs)}</span>
                <span className={style.sentence}>{entry.sentence}</span>
                <span className={style.status}>{STATUS_WORDS[entry.status]}</span>
              </div>
            </div>
          )
        })}
      </div>
    </div>
  )
}
