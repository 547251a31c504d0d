// Owns the window as a whole: panes, what slides over them, dialogs, keys, messages.
import { Dialog } from '@base-ui/react/dialog'
import { type ReactNode, type RefObject, startTransition, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { Group, Panel, type PanelImperativeHandle, Separator, usePanelRef } from 'react-resizable-panels'
import type { PaperId } from '#domain/paper.ts'
import { changeSettings } from '#renderer/actions/library.ts'
import { loadPdfEngine } from '#renderer/reader/pdf-engine.ts'
import { usePaperText } from '#renderer/state/paper-text.ts'
import { usePlace } from '#renderer/state/place.ts'
import { useReader } from '#renderer/state/reader.ts'
import { useSettings } from '#renderer/state/settings.ts'
import { isCoreAway, useWindow } from '#renderer/state/window.ts'
import { isPaperPlace } from '#renderer/words/places.ts'
import { ActivityView } from './activity/activity-view.tsx'
import { DownloadsView } from './downloads/downloads-view.tsx'
import { Dialogs } from './dialogs/dialogs.tsx'
import { ListView } from './list/list-view.tsx'
import { SHEET, useMedia, WIDE } from './media.ts'
import { HostBanner } from './messages/host-banner.tsx'
import { LiveRegion } from './messages/live-region.tsx'
import { Toasts } from './messages/toasts.tsx'
import { NotePane } from './notes/note-pane.tsx'
import { KeyFoot } from './paper/key-foot.tsx'
import { PaperPane } from './paper/paper-pane.tsx'
import { Part } from './part.tsx'
import { Tips } from './pieces/tips.tsx'
import { Rescue } from './rescue/rescue.tsx'
import { useCalmSelection } from './search/calm-selection.ts'
import { SettingsView } from './settings/settings-view.tsx'
import { Sidebar } from './sidebar/sidebar.tsx'
import { TriageView } from './triage/triage-view.tsx'
import { useKeptFocus } from './kept-focus.ts'
import { useKeys } from './use-keys.ts'
import { whenLoaded } from './when-loaded.tsx'
import style from './window.module.css'

export function Window() {
  useKeys()
  useKeptFocus()
  const loaded = useSettings((state) => state.loaded)
  const hostDown = useWindow((state) => isCoreAway(state.host))
  const damaged = useWindow((state) => state.host.core === 'damaged')
  const reads = useReader((reader) => reader.file !== null)
  const readsText = usePaperText(({ paper }) => paper !== null)
  const triage = useWindow((state) => state.triage !== null)
  const shown = damaged ? 'rescue' : readsText ? 'text' : reads ? 'reader' : triage ? 'triage' : 'panes'
  return (
    <>
      <div className={style.window}>
        <HostBanner />
        {/* panes are laid out once their sizes are known; a host that is down must not leave the window empty */}
        {(loaded || hostDown) && <Part of={shown}>{SHOWN[shown]}</Part>}
      </div>
      <Sheet />
      <Dialogs />
      <Toasts />
      <LiveRegion />
      <Tips />
    </>
  )
}

const ReadingText = whenLoaded(async () => (await import('./text/text-view.tsx')).TextView)
const Reading = whenLoaded(async () => {
  // pdf.js is large; it comes with the first paper that is read, beside the reader and not after it
  void loadPdfEngine().catch(() => undefined)
  return (await import('./reader/reader-view.tsx')).ReaderView
})

const SHOWN = { rescue: <Rescue />, text: <ReadingText />, reader: <Reading />, triage: <TriageView />, panes: <Panes /> }

const AllAnnotations = whenLoaded(async () => (await import('./annotations/annotations-view.tsx')).AnnotationsView, { isEarly: true })
const Days = whenLoaded(async () => (await import('./days/days-view.tsx')).DaysView, { isEarly: true })
const Exchange = whenLoaded(async () => (await import('./exchange/exchange-view.tsx')).ExchangeView, { isEarly: true })
const Insights = whenLoaded(async () => (await import('./insights/insights-view.tsx')).InsightsView, { isEarly: true })
const Journal = whenLoaded(async () => (await import('./journal/journal-view.tsx')).JournalView, { isEarly: true })

function Panes() {
  const isWide = useMedia(WIDE)
  const isSheet = useMedia(SHEET)
  const sidebarOpen = useSettings(({ settings }) => settings.sidebarOpen)
  const place = usePlace((where) => where.place)
  const sidebar = usePanelRef()
  const list = usePanelRef()
  const showsSidebar = sidebarOpen && !isSheet
  const isMiddle = isPaperPlace(place) || place.kind === 'today'
  const showsList = isMiddle && isWide
  const content =
    place.kind === 'annotations' ? (
      <AllAnnotations />
    ) : place.kind === 'days' ? (
      <Days />
    ) : place.kind === 'insights' ? (
      <Insights />
    ) : place.kind === 'exchange' ? (
      <Exchange />
    ) : place.kind === 'downloads' ? (
      <DownloadsView />
    ) : place.kind === 'activity' ? (
      <ActivityView />
    ) : place.kind === 'journal' ? (
      <Journal />
    ) : place.kind === 'settings' ? (
      <SettingsView />
    ) : null
  useWidths({ sidebarWidth: sidebar, listWidth: list })

  return (
    <Group
      className={style.panes ?? ''}
      orientation="horizontal"
      id="panes"
      onLayoutChanged={(_layout, { isUserInteraction }) => {
        // what the window's own size does to the panes is not what the reader wants
        if (!isUserInteraction) return
        // by key the panes take their new widths only after this
        requestAnimationFrame(() => {
          saveWidth('sidebarWidth', sidebar.current, SIDEBAR)
          saveWidth('listWidth', list.current, LIST)
        })
      }}
    >
      {showsSidebar && (
        <Panel id="sidebar" panelRef={sidebar} {...SIDEBAR} defaultSize={widthOf('sidebarWidth')} groupResizeBehavior="preserve-pixel-size">
          <Sidebar />
        </Panel>
      )}
      {showsSidebar && <Separator className={style.separator ?? ''} aria-label="Width of the sidebar" />}
      {showsList && (
        <Panel id="list" panelRef={list} {...LIST} defaultSize={widthOf('listWidth')} groupResizeBehavior="preserve-pixel-size">
          <ListView />
        </Panel>
      )}
      {showsList && <Separator className={style.separator ?? ''} aria-label="Width of the list" />}
      <Panel id="rest" minSize={300}>
        <Part of={content === null ? null : place.kind}>{content ?? (isWide ? <DeferredPaper /> : <Slide />)}</Part>
      </Panel>
    </Group>
  )
}

type WidthName = 'sidebarWidth' | 'listWidth'
const SIDEBAR = { minSize: 160, maxSize: 400 }
const LIST = { minSize: 320, maxSize: 720 }

function widthOf(name: WidthName): number {
  return useSettings.getState().settings[name]
}

function saveWidth(name: WidthName, panel: PanelImperativeHandle | null, { minSize, maxSize }: { minSize: number; maxSize: number }): void {
  const width = Math.round(panel?.getSize().inPixels ?? 0)
  if (width >= minSize && width <= maxSize && width !== widthOf(name)) changeSettings({ [name]: width })
}

const RESTED_MS = 120

/** A window that grew again gives the panes the widths that the reader chose. */
function useWidths(panels: Record<WidthName, RefObject<PanelImperativeHandle | null>>): void {
  const restore = useEffectEvent(() => {
    panels.sidebarWidth.current?.resize(widthOf('sidebarWidth'))
    panels.listWidth.current?.resize(widthOf('listWidth'))
  })
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const onResize = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => restore(), RESTED_MS)
    }
    window.addEventListener('resize', onResize)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('resize', onResize)
    }
  }, [])
}

/** The paper follows the selection and the place, but never holds up the list. */
function DeferredPaper() {
  const selectedId = usePlace((where) => where.selectedId)
  const id = useCalmSelection(selectedId)
  const isNotes = usePlace(({ place }) => place.kind === 'notes')
  const shown = useAfterPaint(useMemo(() => ({ id, isNotes }), [id, isNotes]))
  return <Part of={shown?.id ?? null}>{shown ? <PaperOrNote {...shown} /> : <main className={style.blank} aria-label="Paper" />}</Part>
}

const STEPPING_MS = 120
const STOOD_MS = 60

interface Shown {
  id: PaperId | null
  isNotes: boolean
}

/** The paper once the frame that was made for its selection is painted, or, where that steps on quickly, once it stands; the next key stops what is rendered with it. Null before the first. */
function useAfterPaint(value: Shown): Shown | null {
  const [shown, setShown] = useState<Shown | null>(null)
  const changedAt = useRef(-Infinity)
  useEffect(() => {
    const now = performance.now()
    const isStepping = now - changedAt.current < STEPPING_MS
    // a list that comes with its first paper is no step
    if (value.id !== null) changedAt.current = now
    let timer: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => {
      // a frame's callbacks run before its paint
      timer = setTimeout(() => startTransition(() => setShown(value)), isStepping ? STOOD_MS : 0)
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [value])
  return shown
}

/** In the notes, and where the note was asked for in full height, the note has the pane. */
function PaperOrNote({ id, isNotes, slides = false }: Shown & { slides?: boolean }) {
  const fullNote = useWindow((state) => state.fullNote)
  return isNotes !== fullNote ? <NotePane id={id} slides={slides} /> : <PaperPane id={id} slides={slides} />
}

/** On a narrow window the paper slides over the list. */
function Slide() {
  const paperOpen = useWindow((state) => state.paperOpen)
  const selectedId = usePlace((where) => where.selectedId)
  const isNotes = usePlace(({ place }) => place.kind === 'notes')
  const isSheet = useMedia(SHEET)
  const shows = paperOpen && selectedId !== null
  return (
    <div className={style.slide}>
      <div className={style.under} inert={shows} {...(shows ? {} : { role: 'main', 'aria-label': 'List' })}>
        <ListView />
        {!isSheet && <KeyFoot />}
      </div>
      {shows && (
        <div className={style.over}>
          <PaperOrNote id={selectedId} isNotes={isNotes} slides />
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
            <Part of="sheet">
              <Sidebar />
            </Part>
          </SheetContent>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function SheetContent({ children }: { children: ReactNode }) {
  return <div className={style.sheetContent}>{children}</div>
}
