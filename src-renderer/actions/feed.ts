// Owns following, the end of catching up, and telling core that the reader is here.
import type { FollowKind } from '#domain/follow.ts'
import type { Done } from '#contract/api.ts'
import { client } from '../app/client.ts'
import { wantDetail } from '../state/details.ts'
import { currentList } from '../state/lists.ts'
import { usePlace } from '../state/place.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'
import { openDialog } from '../state/window.ts'
import { carryThrough } from '../state/work.ts'
import { rememberStep } from './steps.ts'

/** What of the selected paper is to be followed. */
export function askForFollow(): void {
  const { selectedId } = usePlace.getState()
  if (selectedId !== null) wantDetail(selectedId)
  openDialog({ kind: 'follow', id: selectedId })
}

export function follow(kind: FollowKind, text: string, name: string): void {
  carryOut(client.call('follow.add', { kind, text, name }))
}

export function unfollow(kind: FollowKind, key: string): void {
  carryOut(client.call('follow.remove', { kind, key }))
}

/** Everything that is still undecided in Catch up, and what was folded into it. */
export function archiveRest(): void {
  const list = currentList()
  if (list?.place.kind !== 'catch-up') return sayAndShow('Open Catch up first: the rest of it can be archived there.')
  if (list.ids.length === 0) return sayAndShow('There is nothing left to archive.')
  const call = 'feed.archiveRest'
  // after months away they are thousands
  const work = carryThrough(
    'Archiving the rest',
    (options) => client.call(call, { ids: [...list.ids] }, options),
    (progress) => progress.call === call,
  )
  carryOut(work)
}

function carryOut(call: Promise<Done>): void {
  call
    .then((done) => {
      if (done.historyId !== null) rememberStep(done.historyId, usePlace.getState().place)
      showToast({ sentence: done.sentence, undo: done.historyId !== null })
      say(done.sentence)
    })
    .catch(reportFailure)
}

function sayAndShow(sentence: string): void {
  showToast({ sentence })
  say(sentence)
}

const EVERY_MS = 10 * 60_000

/** While the window is seen, core knows that the reader is here; a failure waits for the next time. */
export function startVisits(): () => void {
  const tell = (): void => {
    if (document.visibilityState === 'visible') client.call('feed.looked', {}).catch(() => undefined)
  }
  tell()
  const timer = setInterval(tell, EVERY_MS)
  document.addEventListener('visibilitychange', tell)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', tell)
  }
}
