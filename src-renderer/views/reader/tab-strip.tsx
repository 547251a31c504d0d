// Owns the strip of open papers above the reader's toolbar.
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
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
        {tabs.map(({ hash, title }) => (
          <li
            key={hash}
            ref={hash === shown ? current : null}
            className={style.tab}
            data-shown={hash === shown || undefined}
            onAuxClick={(event) => event.button === 1 && closeTab(hash)}
          >
            <button
              type="button"
              className={style.name}
              title={plainText(title)}
              aria-current={hash === shown ? 'page' : undefined}
              onClick={() => showTab(hash)}
            >
              <MathText text={title} />
            </button>
            <button
              type="button"
              className={style.close}
              aria-label={`Close ${plainText(title)}`}
              title="Close"
              onClick={() => closeTab(hash)}
            >
              <X size={14} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
