// Owns the place of Import and export: how papers are cited, and what is kept up to date outside of the library.
import { useSettings } from '#renderer/state/settings.ts'
import { PageHead } from '../pieces/page-head.tsx'
import { Citations } from './citations.tsx'
import { KeptFiles } from './kept-files.tsx'
import page from '../pieces/page.module.css'

export function ExchangeView() {
  const exchange = useSettings(({ settings }) => settings.exchange)
  return (
    <main className={page.page} aria-label="Import and export">
      <PageHead title="Import and export" />
      <div className={page.scroll} tabIndex={0} role="region" aria-label="All of import and export" data-keys="scroll">
        <div className={page.inner}>
          <KeptFiles exchange={exchange} />
          <Citations exchange={exchange} />
        </div>
      </div>
    </main>
  )
}
