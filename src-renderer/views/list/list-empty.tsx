// Owns the sentence of a list without papers, with the next step in it.
import type { ReactNode } from 'react'
import { isWeekend } from '#domain/day.ts'
import { STATE_TITLES } from '#domain/marks.ts'
import { sync } from '#renderer/actions/library.ts'
import { filterBy } from '#renderer/actions/view.ts'
import { nowMs } from '#renderer/state/clock.ts'
import { readAt } from '#renderer/words/days.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { loadStatus } from '#renderer/state/library.ts'
import { loadList, type PaperList } from '#renderer/state/lists.ts'
import { usePlace } from '#renderer/state/place.ts'
import { isCoreAway, useWindow } from '#renderer/state/window.ts'
import { ActionButton, Button } from '../pieces/button.tsx'
import { Key } from '../pieces/key.tsx'
import { AfterAMoment, Bone, FailureNotice, Notice } from '../pieces/notice.tsx'
import style from './list.module.css'

export function ListEmpty({ list }: { list: PaperList | undefined }) {
  const place = usePlace((where) => where.place)
  const status = useLibrary((library) => library.status)
  const failure = useLibrary((library) => library.failure)
  if (list?.status === 'failed' && list.failure)
    return <FailureNotice failure={list.failure} retry={() => void loadList(list.place, { fresh: true })} />
  if (!list && failure) return <FailureNotice failure={failure} retry={() => void loadStatus()} />
  if (place.kind === 'today' && status && status.newestDay === null) return <NothingYet />
  if (!list || list.status === 'loading') return <Loading />
  return <EmptyPlace list={list} />
}

function Loading() {
  const isAway = useWindow(({ host }) => isCoreAway(host))
  if (isAway) return <Notice title="Waiting for Dogear">This list is read as soon as it answers again.</Notice>
  return (
    <AfterAMoment>
      <div className={style.skeleton} role="status" aria-label="Loading">
        {[82, 64, 90, 71, 78, 58].map((width) => (
          <div key={width} className={style.row}>
            <Bone width={`${width}%`} height={14} />
            <Bone width="46%" />
            <Bone width="22%" />
          </div>
        ))}
      </div>
    </AfterAMoment>
  )
}

function NothingYet() {
  const syncStatus = useLibrary((library) => library.sync)
  const isMoving = syncStatus?.state === 'running' || syncStatus?.state === 'waiting'
  if (isMoving) return <Notice title="Fetching the first days">{syncStatus.sentence}</Notice>
  return (
    <Notice title="Nothing here yet" deeds={<ActionButton action="sync.run" kind="main" />}>
      {syncStatus?.state === 'offline' || syncStatus?.state === 'off'
        ? 'There is no network. Sync when it is back, and the newest day opens here.'
        : 'Sync to fetch the newest days; the newest one opens here.'}
    </Notice>
  )
}

function EmptyPlace({ list }: { list: PaperList }) {
  const isFollowing = useLibrary(({ status }) => status !== null && status.follows.length > 0)
  const isFiltered = Object.values(list.filter).some(Boolean)
  if (isFiltered) {
    const clear = (): void => filterBy({ undecided: false, unread: false, hasCode: false, hasNote: false, sample: false })
    return (
      <Notice title="Nothing matches" deeds={<Button onClick={clear}>Show all</Button>}>
        Every paper of this list is hidden by what you chose to show.
      </Notice>
    )
  }
  const { title, sentence, deeds } = emptyWords(list, isFollowing)
  return (
    <Notice title={title} deeds={deeds}>
      {sentence}
    </Notice>
  )
}

function emptyWords({ place, fetchedAtMs }: PaperList, isFollowing: boolean): { title: string; sentence: ReactNode; deeds?: ReactNode } {
  switch (place.kind) {
    case 'day':
      return isWeekend(place.day)
        ? {
            title: 'No papers on weekends',
            sentence: 'The source has no list for Saturdays and Sundays.',
            deeds: <ActionButton action="day.previous" />,
          }
        : {
            title: fetchedAtMs === null ? 'This day was not fetched yet' : 'No papers on this day',
            sentence:
              fetchedAtMs === null
                ? 'It comes as the archive is filled, or now if you like.'
                : `The source had none for it when it was asked ${readAt(fetchedAtMs, nowMs())}.`,
            deeds: (
              <>
                <Button kind="main" onClick={() => sync({ from: place.day, to: place.day })}>
                  {fetchedAtMs === null ? 'Fetch this day' : 'Ask again'}
                </Button>
                <ActionButton action="day.previous" />
              </>
            ),
          }
    case 'week':
    case 'month':
      return {
        title: `No papers stored for this ${place.kind}`,
        sentence: 'They come as the archive is filled.',
        deeds: <ActionButton action="sync.run" kind="main" />,
      }
    case 'trending':
      return {
        title: 'Nothing trending stored',
        sentence: 'The source’s own list is fetched with each sync.',
        deeds: <ActionButton action="sync.run" kind="main" />,
      }
    case 'rising':
      return {
        title: 'Nothing rose in the last days',
        sentence: 'What rises is counted from the votes read here with each sync. The source’s own list is the other tab.',
        deeds: <ActionButton action="sync.run" kind="main" />,
      }
    case 'followed':
      return isFollowing
        ? {
            title: `No paper of ${place.follow?.name ?? 'what you follow'} yet`,
            sentence: 'What comes from now on is marked and listed here.',
            deeds: <ActionButton action="follow.manage">What you follow</ActionButton>,
          }
        : {
            title: 'Nothing is followed yet',
            sentence: 'Follow an author, an organization or a keyword: their papers are marked everywhere and listed here.',
            deeds: <ActionButton action="follow.manage">Follow…</ActionButton>,
          }
    case 'catch-up':
      return {
        title: 'You are caught up',
        sentence: 'No day before the newest has an undecided paper.',
        deeds: <ActionButton action="go.today" />,
      }
    case 'since': {
      const sentence = {
        rose: 'No paper gained votes since your last visit, as far as the counts read here tell.',
        code: 'No paper got its code since your last visit.',
        regret: 'Nothing you dismissed rose by ten votes and by half since.',
      }[place.what]
      return { title: 'Nothing new here', sentence, deeds: <ActionButton action="sync.run" kind="main" /> }
    }
    case 'inbox':
      return {
        title: 'Everything is decided',
        sentence: 'New papers arrive with the next day. Meanwhile, there is your reading list.',
        deeds: <ActionButton action="go.later">Read what you saved</ActionButton>,
      }
    case 'state': {
      const how = {
        later: ['“Later”', 'paper.later', 'puts a paper here, where it waits in your own order.', 'go.today'],
        shortlist: ['“Shortlist”', 'paper.shortlist', 'puts the few that matter most here.', 'go.later'],
        archive: ['“Archive”', 'paper.archive', 'puts what you are done with here; it stays searchable.', 'go.today'],
        dismissed: ['“Dismiss”', 'paper.dismiss', 'puts what is not for you here, out of the way.', 'go.today'],
      } as const
      const [name, deed, does, action] = how[place.state]
      return {
        title: `${STATE_TITLES[place.state]} is empty`,
        sentence: (
          <>
            {name} <Key action={deed} /> {does}
          </>
        ),
        deeds: <ActionButton action={action} />,
      }
    }
    case 'snoozed':
      return {
        title: 'Nothing is snoozed',
        sentence: (
          <>
            “Snooze” <Key action="paper.snooze" /> puts a paper away until the day you choose.
          </>
        ),
        deeds: <ActionButton action="go.inbox" />,
      }
    case 'notes':
      return {
        title: 'No notes yet',
        sentence: (
          <>
            “Note” <Key action="paper.note" /> begins one on any paper; it is kept here, word for word.
          </>
        ),
        deeds: <ActionButton action="go.today" />,
      }
    case 'tag':
      return {
        title: 'No paper has this tag',
        sentence: (
          <>
            “Tag” <Key action="paper.tag" /> gives it to a paper, which is then listed here.
          </>
        ),
        deeds: <ActionButton action="go.today" />,
      }
    case 'sample':
      return {
        title: 'The sample days are gone',
        sentence: 'You removed them; undo brings them back.',
        deeds: <ActionButton action="go.today" />,
      }
    case 'all':
    case 'search':
      return { title: 'No papers', sentence: 'Sync to fetch the newest days.', deeds: <ActionButton action="sync.run" kind="main" /> }
  }
}
