// Owns the question before the sample days go.
import { Dialog } from '@base-ui/react/dialog'
import { removeSamples } from '#renderer/actions/library.ts'
import { openDialog } from '#renderer/state/window.ts'
import { Button } from '../pieces/button.tsx'
import style from './dialogs.module.css'

export function RemoveSamples() {
  return (
    <div className={style.question}>
      <Dialog.Title className={style.title}>Remove the sample days?</Dialog.Title>
      <Dialog.Description className={style.words}>
        The sample entries go, with what you marked and wrote on them. Undo brings them back.
      </Dialog.Description>
      <div className={style.deeds}>
        <Dialog.Close render={<Button />}>Keep them</Dialog.Close>
        <Button
          kind="main"
          onClick={() => {
            openDialog(null)
            removeSamples()
          }}
        >
          Remove
        </Button>
      </div>
    </div>
  )
}
