// Owns the place of Import and export: the ways in and out, what is kept up to date outside, how papers are cited, keys for other programs.
import { useSettings } from '#renderer/state/settings.ts'
import { PageHead } from '../pieces/page-head.tsx'
import { AccessKeys } from './access-keys.tsx'
import { Citations } from './citations.tsx'
import { KeptFiles } from './kept-files.tsx'
import { SendOut } from './send-out.tsx'
import { TakeIn } from './take-in.tsx'
import page from '../pieces/page.module.css'

export function ExchangeView() {
  const exchange = useSettings(({ settings }) => settings.exchange)
  return (
    <main className={page.page} aria-label="Import and export">
      <PageHead title="Import and export" />
      <div className={page.scroll} tabIndex={0} role="region" aria-label="All of import and export" data-keys="scroll">
        <div className={page.inner}>
          <TakeIn />
          <SendOut outFolder={exchange.outFolder} />
          <KeptFiles exchange={exchange} />
          <Citations exchange={exchange} />
          <AccessKeys />
        </div>
      </div>
    </main>
  )
}
