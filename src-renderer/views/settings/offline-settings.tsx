// Owns the settings of files: what is fetched without being asked for, and what leaves the disk.
import { useEffect } from 'react'
import type { OfflineSettings as Rules } from '#domain/offline.ts'
import { perform } from '#renderer/actions/perform.ts'
import { changeSettings } from '#renderer/actions/library.ts'
import { loadStored, useDownloads } from '#renderer/state/downloads.ts'
import { reportFailure } from '#renderer/state/toasts.ts'
import { counted } from '#domain/counted.ts'
import { byteSize } from '#renderer/words/figures.ts'
import { Button } from '../pieces/button.tsx'
import { Choice, Line, Switch } from './fields.tsx'
import style from './settings.module.css'
import page from '../pieces/page.module.css'

export function OfflineSettings({ rules }: { rules: Rules }) {
  const stored = useDownloads((state) => state.stored)
  useEffect(() => void loadStored().catch(reportFailure), [])
  const change = (offline: Partial<Rules>): void => changeSettings({ offline })
  return (
    <section aria-labelledby="offline">
      <h2 className={page.section} id="offline">
        Papers on disk
      </h2>
      <Line name="Now" words="Each file, its size, pins and what is on its way are in a place of their own.">
        <Button onClick={() => perform('go.downloads')}>
          {stored ? `${counted(stored.all.files, 'PDF')}, ${byteSize(stored.all.bytes)}` : 'Show them'}
        </Button>
      </Line>
      <Switch
        name="Fetch the PDF of everything on the shortlist"
        words="In the background, one each three seconds."
        on={rules.shortlist}
        onChange={(shortlist) => change({ shortlist })}
      />
      <Choice
        name="Fetch the top papers of the newest day"
        value={String(rules.top)}
        choices={[
          ['0', 'None'],
          ['3', '3'],
          ['5', '5'],
          ['10', '10'],
          ['20', '20'],
        ]}
        onChange={(top) => change({ top: Number(top) })}
      />
      <Choice
        name="These two fetch in one day at most"
        value={String(rules.dailyMegabytes)}
        choices={[
          ['50', '50 MB'],
          ['100', '100 MB'],
          ['250', '250 MB'],
          ['1000', '1 GB'],
        ]}
        onChange={(dailyMegabytes) => change({ dailyMegabytes: Number(dailyMegabytes) })}
      />
      <Choice
        name="Keep at most"
        value={String(rules.mostMegabytes)}
        choices={[
          ['500', '500 MB'],
          ['2000', '2 GB'],
          ['10000', '10 GB'],
          ['0', 'Everything'],
        ]}
        onChange={(mostMegabytes) => change({ mostMegabytes: Number(mostMegabytes) })}
      />
      <p className={style.words}>
        Above that, PDFs of dismissed and archived papers leave first, then those unread for longest. What you marked, pinned or opened from
        your own disk always stays.
      </p>
    </section>
  )
}
