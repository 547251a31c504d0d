// Owns syncing, the sample days and the settings, as far as the reader asks for them.
import type { Day } from '#domain/day.ts'
import type { SettingsPatch } from '#domain/settings.ts'
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'
import { loadActivity } from '../state/library.ts'
import { showSettings } from '../state/settings.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'
import { usePlace } from '../state/place.ts'
import { counted } from '#domain/counted.ts'

/** Fetches the newest days, or the given ones. */
export function sync(range: { from?: Day; to?: Day } = {}): void {
  say('Syncing.')
  client
    .call('sync.run', range)
    .then((report) => {
      const aside = report.setAside > 0 ? `, ${counted(report.setAside, 'row')} set aside` : ''
      showToast({ sentence: `Synced ${counted(report.days, 'day')}, ${counted(report.papers, 'paper')}${aside}.` })
      say('Synced.')
    })
    .catch(reportFailure)
    .finally(() => {
      if (usePlace.getState().place.kind === 'activity') loadActivity().catch(reportFailure)
    })
}

export function stopSync(): void {
  client.call('sync.cancel', {}).then(() => say('Syncing stopped.'), reportFailure)
}

export function wake(): void {
  client.call('sync.wake', {}).catch(reportFailure)
}

export function removeSamples(): void {
  client
    .call('sample.remove', {})
    .then((done) => {
      showToast({ sentence: done.sentence, undo: done.historyId !== null })
      say(done.sentence)
    })
    .catch(reportFailure)
}

/** Shows a setting at once and saves it; a refusal brings the old one back. */
export function changeSettings(patch: SettingsPatch): void {
  const answered = showSettings(patch)
  client.call('settings.set', patch).then(
    ({ settings }) => answered(settings),
    (thrown: unknown) => {
      answered()
      reportFailure(thrown)
    },
  )
}

const QUIET_MS = 350
let inViewTimer: ReturnType<typeof setTimeout> | undefined
let reported = ''

/** Tells core which papers are on screen, once they rest there: their abstracts come first. */
export function reportInView(ids: readonly PaperId[]): void {
  clearTimeout(inViewTimer)
  inViewTimer = setTimeout(() => {
    const key = ids.join(' ')
    if (ids.length === 0 || key === reported) return
    reported = key
    client.call('papers.inView', { ids: ids.slice(0, 200) }).catch(() => (reported = ''))
  }, QUIET_MS)
}
