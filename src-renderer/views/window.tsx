// Owns the window as a whole: panes, what slides over them, dialogs, keys, messages.
import { Dialog } from '@base-ui/react/dialog'
import { Tooltip } from '@base-ui/react/tooltip'
import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react'
import { Group, Panel, type PanelSize, Separator } from 'react-resizable-panels'
import { changeSettings } from '#renderer/actions/library.ts'
import { usePlace } from '#renderer/state/place.ts'
import { useSettings } from '#renderer/state/settings.ts'
import { useWindow } from '#renderer/state/window.ts'
import { isPaperPlace } from '#renderer/words/places.ts'
import { ActivityView } from './activity/activity-view.tsx'
import { Dialogs } from './dialogs/dialogs.tsx'
import { ListView } from './list/list-view.tsx'
import { SHEET, useMedia, WIDE } from './media.ts'
import { HostBanner } from './messages/host-banner.tsx'
import { LiveRegion } from './messages/live-region.tsx'
import { Toasts } from './messages/toasts.tsx'
import { PaperPane } from './paper/paper-pane.tsx'
import { SettingsView } from './settings/settings-view.tsx'
import { Sidebar } from './sidebar/sidebar.tsx'
import { TriageView } from './triage/triage-view.tsx'
import { useKeys } from './use-keys.ts'
import style from './window.module.css'

const SAVE_SIZES_AFTER_MS = 400

export function Window() {
  useKeys()
  const loaded = useSettings((state) => state.loaded)
  const hostDown = useWindow((state) => state.host.core === 'down')
  const triage = useWindow((state) => state.triage !== null)
  return (
    <Tooltip.Provider delay={500} closeDelay={0}>
      <div className={style.window}>
        <HostBanner />
        {/* panes are laid out once their sizes are known; a host that is down must not leave the window empty */}
        {(loaded || hostDown) && (triage ? <TriageView /> : <Panes />)}
      </div>
      <Sheet />
      <Dialogs />
      <Toasts />
      <LiveRegion />
    </Tooltip.Provider>
  )
}

function Panes() {
  const isWide = useMedia(WIDE)
  const isSheet = useMedia(SHEET)
  const sidebarOpen = useSettings(({ settings }) => settings.sidebarOpen)
  const place = usePlace((where) => where.place)
  const [first] = useState(() => useSettings.getState().settings)
  const saveSize = useSavedSizes()
  const showsSidebar = sidebarOpen && !isSheet
  const middle = isPaperPlace(place) || place.kind === 'today'
  const content = place.kind === 'activity' ? <ActivityView /> : place.kind === 'settings' ? <SettingsView /> : null

  return (
    <Group className={style.panes ?? ''} orientation="horizontal" id="panes">
      {showsSidebar && (
        <Panel
          id="sidebar"
          defaultSize={first.sidebarWidth}
          minSize={160}
          maxSize={400}
          groupResizeBehavior="preserve-pixel-size"
          onResize={(size) => saveSize('sidebarWidth', size, 160, 400)}
        >
          <Sidebar />
        </Panel>
      )}
      {showsSidebar && <Separator className={style.separator ?? ''} aria-label="Width of the sidebar" />}
      {middle && isWide && (
        <Panel
          id="list"
          defaultSize={first.listWidth}
          minSize={320}
          maxSize={720}
          groupResizeBehavior="preserve-pixel-size"
          onResize={(size) => saveSize('listWidth', size, 320, 720)}
        >
          <ListView />
        </Panel>
      )}
      {middle && isWide && <Separator className={style.separator ?? ''} aria-label="Width of the list" />}
      <Panel id="rest" minSize={300}>
        {content ?? (isWide ? <DeferredPaper /> : <Slide />)}
      </Panel>
    </Group>
  )
}

/** The paper follows the selection, but never holds up the list. */
function DeferredPaper() {
  const selectedId = usePlace((where) => where.selectedId)
  return <PaperPane id={useDeferredValue(selectedId)} />
}

/** On a narrow window the paper slides over the list. */
function Slide() {
  const paperOpen = useWindow((state) => state.paperOpen)
  const selectedId = usePlace((where) => where.selectedId)
  const shows = paperOpen && selectedId !== null
  return (
    <div className={style.slide}>
      <div className={style.under} inert={shows}>
        <ListView />
      </div>
      {shows && (
        <div className={style.over}>
          <PaperPane id={selectedId} slides />
        </div>
      )}
    </div>
  )
}

function Sheet() {
  const open = useWindow((state) => state.sheetOpen)
  const isSheet = useMedia(SHEET)
  return (
    <Dialog.Root open={open && isSheet} onOpenChange={(next) => useWindow.setState({ sheetOpen: next })}>
      <Dialog.Portal>
        <Dialog.Backdrop className={style.shade} />
        <Dialog.Popup className={style.sheet} aria-label="Places">
          <SheetContent>
            <Sidebar />
          </SheetContent>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function SheetContent({ children }: { children: ReactNode }) {
  return <div className={style.sheetContent}>{children}</div>
}

type SizeName = 'sidebarWidth' | 'listWidth'

/** Remembers the width of a pane once it rests. */
function useSavedSizes(): (name: SizeName, size: PanelSize, least: number, most: number) => void {
  const timers = useRef(new Map<SizeName, ReturnType<typeof setTimeout>>())
  useEffect(() => {
    const running = timers.current
    return () => running.forEach((timer) => clearTimeout(timer))
  }, [])
  return (name, size, least, most) => {
    clearTimeout(timers.current.get(name))
    const width = Math.round(size.inPixels)
    if (width < least || width > most) return
    timers.current.set(
      name,
      setTimeout(() => {
        if (useSettings.getState().settings[name] !== width) changeSettings({ [name]: width })
      }, SAVE_SIZES_AFTER_MS),
    )
  }
}
