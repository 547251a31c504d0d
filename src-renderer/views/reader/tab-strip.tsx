// Owns the strip of open papers above the reader's toolbar.
import { X } from 'lucide-react'
import { type Ref, useEffect, useRef } from 'react'
import type { ReaderTab } from '#contract/reading.ts'
import { plainText } from '#domain/tex.ts'
import { closeTab, showTab } from '#renderer/actions/reader-tabs.ts'
import { useReader } from '#renderer/state/reader.ts'
import { MathText } from '#renderer/text/math-text.tsx'
import style from './tab-strip.module.css'

/** One paper needs no strip. */
export function TabStrip() {
  const tabs = useReader((reader) => reader.tabs)
  const shown = useReader((reader) => reader.file?.hash)
  const current = useRef<HTMLLIElement>(null)
  useEffect(() => {
    // newer browsers answer with a promise, which is no way to stop an effect
    current.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [shown])
  if (tabs.length < 2) return null
  return (
    <nav className={style.strip} aria-label="Open papers">
      <ul>
        {tabs.map((tab) => (
          <Tab
            key={tab.hash}
            tab={tab}
            label={versionLabel(tab, tabs)}
            ref={tab.hash === shown ? current : null}
            isShown={tab.hash === shown}
          />
        ))}
      </ul>
    </nav>
  )
}

/** Two files of one paper have the same title: their versions tell them apart. */
function versionLabel({ hash, paperId, version }: ReaderTab, tabs: readonly ReaderTab[]): string {
  const isAlone = paperId === null || tabs.every((tab) => tab.hash === hash || tab.paperId !== paperId)
  return isAlone || version === null ? '' : `v${version} `
}

function Tab({ tab, label, isShown, ref }: { tab: ReaderTab; label: string; isShown: boolean; ref: Ref<HTMLLIElement> }) {
  const { hash, title } = tab
  const name = label + plainText(title)
  return (
    <li ref={ref} className={style.tab} data-shown={isShown || undefined} onAuxClick={(event) => event.button === 1 && closeTab(hash)}>
      <button type="button" className={style.name} title={name} aria-current={isShown ? 'page' : undefined} onClick={() => showTab(hash)}>
        {label}
        <MathText text={title} />
      </button>
      <button type="button" className={style.close} aria-label={`Close ${name}`} title="Close" onClick={() => closeTab(hash)}>
        <X size={14} aria-hidden="true" />
      </button>
    </li>
  )
}
