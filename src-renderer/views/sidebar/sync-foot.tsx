// Owns the foot of the sidebar: how syncing stands, in one line, and the way to Activity.
import { perform } from '#renderer/actions/perform.ts'
import { nowMs, useToday } from '#renderer/state/clock.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { isCoreAway, useWindow } from '#renderer/state/window.ts'
import { readAt } from '#renderer/words/days.ts'
import { counted } from '#domain/counted.ts'
import { hiddenText } from '../pieces/marks.tsx'
import { Tip } from '../pieces/tips.tsx'
import style from './sidebar.module.css'

export function SyncFoot() {
  const sync = useLibrary((library) => library.sync)
  const papers = useLibrary((library) => library.status?.counts.papers)
  const isSample = useLibrary((library) => library.status?.mode === 'sample')
  // nothing is on its way while core is away, whatever it said last
  const isAway = useWindow(({ host }) => isCoreAway(host))
  // a time of today is a date tomorrow
  useToday()
  if (!sync) return <div className={style.foot} />
  const { progress, lastSyncedAtMs } = sync
  const state = isAway ? 'offline' : sync.state
  const moving = state === 'running' || state === 'waiting'
  // there is room for one sentence; the tip has all of them
  const words = moving || (lastSyncedAtMs === null && !isAway) ? sync.sentence.replace(/\. .*/, '') : restWords(sync.state, lastSyncedAtMs)
  return (
    <div className={style.footBox}>
      <Tip text={sync.sentence} action="go.activity">
        <button type="button" className={style.foot} onClick={() => perform('go.activity')}>
          <span className={style.dot} data-state={sync.lastFailure && state === 'idle' ? 'failed' : state} aria-hidden="true" />
          <span className={style.footWords}>{words}</span>
          {papers !== undefined && !moving && !isSample && <span className={style.footCount}>{counted(papers, 'paper')}</span>}
          <span className={hiddenText}> Open Activity.</span>
        </button>
      </Tip>
      {moving && progress !== null && progress.total > 0 && (
        <div
          className={style.progress}
          role="progressbar"
          aria-label="Sync"
          aria-valuemin={0}
          aria-valuemax={progress.total}
          aria-valuenow={progress.done}
        >
          <b style={{ width: `${Math.min(100, (progress.done / progress.total) * 100)}%` }} />
        </div>
      )}
    </div>
  )
}

function restWords(state: string, lastSyncedAtMs: number | null): string {
  if (state === 'off') return 'Network switched off'
  if (lastSyncedAtMs === null) return 'Not synced yet'
  const when = readAt(lastSyncedAtMs, nowMs()).replace(/^at /, '')
  return state === 'offline' ? `Offline, synced ${when}` : `Synced ${when}`
}
