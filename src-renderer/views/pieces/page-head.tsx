// Owns the head of a place that is a page, not a list; it takes the focus when the place is opened.
import { PanelLeft } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useSettings } from '#renderer/state/settings.ts'
import { useWindow } from '#renderer/state/window.ts'
import { SHEET, useMedia } from '../media.ts'
import { IconAction } from './button.tsx'
import style from './page.module.css'

export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const wanted = useWindow((state) => state.listWanted)
  const sidebarOpen = useSettings(({ settings }) => settings.sidebarOpen)
  const isSheet = useMedia(SHEET)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [wanted])
  return (
    <header className={style.head}>
      {(isSheet || !sidebarOpen) && (
        <IconAction action="view.sidebar">
          <PanelLeft size={16} strokeWidth={1.6} aria-hidden="true" />
        </IconAction>
      )}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </header>
  )
}
