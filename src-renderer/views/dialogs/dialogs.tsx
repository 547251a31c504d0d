// Owns which dialog is open; closing one gives the focus back to where it was.
import { Dialog } from '@base-ui/react/dialog'
import { type FunctionComponent, type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { type Dialog as OpenDialog, openDialog, useWindow } from '#renderer/state/window.ts'
import { stopWork, useWork } from '#renderer/state/work.ts'
import { HelpSheet } from '../help/help-sheet.tsx'
import { Palette } from '../palette/palette.tsx'
import { AddPapers } from './add-papers.tsx'
import { ExportPapers } from './export-papers.tsx'
import { FollowDialog } from './follow-dialog.tsx'
import { ManageSearches } from './manage-searches.tsx'
import { ManageTags } from './manage-tags.tsx'
import { RemoveSamples } from './remove-samples.tsx'
import { SnoozeDialog } from './snooze-dialog.tsx'
import { TagDialog } from './tag-dialog.tsx'
import { NOT_SHOWN_WORDS, NotShownDeeds, Part } from '../part.tsx'
import { Button } from '../pieces/button.tsx'
import { UnderWay } from '../messages/under-way.tsx'
import { placeToBe, takesKeys } from '../kept-focus.ts'
import { whenLoaded } from '../when-loaded.tsx'
import style from './dialogs.module.css'

const Properties = whenLoaded(async () => withFocus((await import('./document-properties.tsx')).DocumentProperties))
const CarryMarks = whenLoaded(async () => withFocus((await import('./carry-marks.tsx')).CarryMarks))

interface Opened {
  shown: OpenDialog | null
  /** How many were opened: one of the same kind is another one. */
  times: number
  /** What had the focus. */
  before: HTMLElement | null
}

export function Dialogs() {
  const dialog = useWindow((state) => state.dialog)
  const works = useWork((state) => state.works)
  const popup = useRef<HTMLDivElement>(null)
  // what closes is shown until it is gone; one that is opened while another still goes begins anew
  const [{ shown, times, before }, setOpened] = useState<Opened>({ shown: null, times: 0, before: null })
  if (dialog !== null && dialog !== shown) setOpened({ shown: dialog, times: times + 1, before: isInDialog() ? before : placeOfFocus() })
  const focusBack = (): HTMLElement | null => (before && takesKeys(before) ? before : placeToBe())
  useLayoutEffect(() => {
    // it goes at once, not when the popup is gone: on a busy machine a key comes between, and it is no longer the dialog's
    if (dialog === null && popup.current?.contains(document.activeElement)) focusBack()?.focus({ preventScroll: true })
  })
  return (
    <Dialog.Root
      open={dialog !== null}
      onOpenChange={(open, { reason }) => {
        // Escape stops first what was asked for in it
        if (!open && !(reason === 'escape-key' && stopWork(dialog))) openDialog(null)
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={style.shade} />
        <Dialog.Popup
          ref={popup}
          className={style.popup}
          data-kind={shown?.kind}
          initialFocus={() => firstFocus(popup.current)}
          finalFocus={() => placeOfFocus() ?? focusBack() ?? true}
        >
          {shown && (
            <Part key={times} of={shown.kind} notShown={NotShown}>
              {contentOf(shown)}
              <FocusAtOnce />
            </Part>
          )}
          {works
            .filter((work) => work.isLong && work.dialog === shown)
            .map((work) => (
              <div key={work.id} className={style.work}>
                <UnderWay work={work} />
              </div>
            ))}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** What is typed right behind the key that opened the dialog is meant for its line: the focus is there before the next key is. */
function FocusAtOnce() {
  useLayoutEffect(() => {
    // the popup's own ref is set only after this
    document.querySelector<HTMLElement>('[role="dialog"] [data-first-focus]')?.focus({ preventScroll: true })
  }, [])
  return null
}

/** The same for a dialog whose code comes when it is open. */
function withFocus(Content: FunctionComponent): FunctionComponent {
  return function WithFocus() {
    return (
      <>
        <Content />
        <FocusAtOnce />
      </>
    )
  }
}

function NotShown({ detail }: { detail: string }) {
  return (
    <div className={style.question}>
      <Dialog.Title className={style.title}>This dialog could not be shown</Dialog.Title>
      <Dialog.Description className={style.words}>{NOT_SHOWN_WORDS}</Dialog.Description>
      <div className={style.deeds}>
        <NotShownDeeds detail={detail} />
        <Dialog.Close render={<Button data-first-focus />}>Close</Dialog.Close>
      </div>
      <FocusAtOnce />
    </div>
  )
}

function contentOf(dialog: OpenDialog): ReactNode {
  switch (dialog.kind) {
    case 'palette':
      return <Palette />
    case 'help':
      return <HelpSheet />
    case 'snooze':
      return <SnoozeDialog ids={dialog.ids} />
    case 'tag':
      return <TagDialog ids={dialog.ids} />
    case 'manage-tags':
      return <ManageTags tag={dialog.tag} />
    case 'manage-searches':
      return <ManageSearches id={dialog.id} />
    case 'add-papers':
      return <AddPapers text={dialog.text} />
    case 'follow':
      return <FollowDialog id={dialog.id} />
    case 'properties':
      return <Properties />
    case 'export':
      return <ExportPapers ids={dialog.ids} name={dialog.name} />
    case 'carry-marks':
      return <CarryMarks />
    case 'remove-samples':
      return <RemoveSamples />
  }
}

function firstFocus(popup: HTMLElement | null): HTMLElement | true {
  return popup?.querySelector<HTMLElement>('[data-first-focus]') ?? true
}

/** What has the focus outside of a dialog; an action of the palette may have asked for the note or the search box. */
function placeOfFocus(): HTMLElement | null {
  const active = document.activeElement
  return active instanceof HTMLElement && active !== document.body && !isInDialog() ? active : null
}

function isInDialog(): boolean {
  return document.activeElement?.closest('[role="dialog"]') != null
}
