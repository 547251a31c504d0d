// Owns which dialog is open; closing one gives the focus back to where it was.
import { Dialog } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { type Dialog as OpenDialog, openDialog, useWindow } from '#renderer/state/window.ts'
import { HelpSheet } from '../help/help-sheet.tsx'
import { Palette } from '../palette/palette.tsx'
import { RemoveSamples } from './remove-samples.tsx'
import { SnoozeDialog } from './snooze-dialog.tsx'
import { TagDialog } from './tag-dialog.tsx'
import style from './dialogs.module.css'

export function Dialogs() {
  const dialog = useWindow((state) => state.dialog)
  return (
    <Dialog.Root open={dialog !== null} onOpenChange={(open) => open || openDialog(null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className={style.shade} />
        {dialog && (
          <Dialog.Popup className={style.popup} data-kind={dialog.kind} finalFocus={whereFocusGoes}>
            {contentOf(dialog)}
          </Dialog.Popup>
        )}
      </Dialog.Portal>
    </Dialog.Root>
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
    case 'remove-samples':
      return <RemoveSamples />
  }
}

/** An action of the palette may have asked for the note or the search box: the focus stays there. */
function whereFocusGoes(): HTMLElement | boolean {
  const active = document.activeElement
  if (active instanceof HTMLElement && active !== document.body && !active.closest('[role="dialog"]')) return active
  return document.querySelector<HTMLElement>('[data-list]') ?? document.querySelector<HTMLElement>('main') ?? true
}
