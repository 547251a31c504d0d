// Owns the dialog that papers leave by: a form, how it looks, and where it goes.
import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useState } from 'react'
import type { PaperId } from '#domain/paper.ts'
import { changeExchange } from '#renderer/actions/exchange.ts'
import { copyExport, packPapers, previewOf, saveExport, sendToZotero } from '#renderer/actions/export-papers.ts'
import { useSettings } from '#renderer/state/settings.ts'
import { openDialog, useWindow } from '#renderer/state/window.ts'
import { isUnderWay } from '#renderer/state/work.ts'
import { counted } from '#domain/counted.ts'
import { EXPORT_FORMS, type ExportForm, FORM_GROUPS, formKey } from '#renderer/words/export-formats.ts'
import { Button } from '../pieces/button.tsx'
import { FolderField } from '../settings/place-field.tsx'
import style from './dialogs.module.css'
import own from './export-papers.module.css'
import pieces from '../pieces/pieces.module.css'

const GROUPS = [...new Set(Object.values(FORM_GROUPS))]

export function ExportPapers({ ids, name }: { ids: readonly PaperId[]; name: string }) {
  const last = useSettings(({ settings }) => settings.exchange.exportForm)
  const by = useSettings(({ settings }) => settings.exchange.packName)
  const into = useSettings(({ settings }) => settings.exchange.outFolder)
  const [typedBy, setTypedBy] = useState(by)
  const [folder, setFolder] = useState(into)
  const form = EXPORT_FORMS.find((one) => formKey(one) === last) ?? EXPORT_FORMS[0]
  if (!form) return null
  /** One at a time: pressed twice it is still one file. */
  const closing = async (work: () => Promise<boolean>): Promise<void> => {
    const { dialog } = useWindow.getState()
    if (isUnderWay(dialog)) return
    if ((await work()) && useWindow.getState().dialog === dialog) openDialog(null)
  }
  const pack = (): void => {
    changeExchange({ packName: typedBy.trim(), outFolder: folder.trim() })
    void closing(() => packPapers(ids, { by: typedBy.trim(), folder }))
  }
  const primary = (): void => (form.of === 'pack' ? pack() : void closing(() => saveExport(form, ids, name)))
  return (
    <form
      className={style.question}
      onSubmit={(event) => {
        event.preventDefault()
        primary()
      }}
    >
      <Dialog.Title className={style.title}>Export {counted(ids.length, 'paper')}</Dialog.Title>
      <label className={own.form}>
        <span>As</span>
        <select
          data-first-focus
          aria-label="Form of the export"
          value={formKey(form)}
          onChange={(event) => changeExchange({ exportForm: event.target.value })}
        >
          {GROUPS.map((group) => (
            <optgroup key={group} label={group}>
              {EXPORT_FORMS.filter(({ of }) => FORM_GROUPS[of] === group).map((one) => (
                <option key={formKey(one)} value={formKey(one)}>
                  {one.title}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      {form.of === 'pack' ? (
        <>
          <label className={own.form}>
            <span>Your name, for them</span>
            <input value={typedBy} maxLength={200} onChange={(event) => setTypedBy(event.target.value)} />
            <span className={style.words}>
              With your notes, tags and marks, without decisions and PDFs. Theirs stay as they are; each mark says whose it is. A pack can
              go to and fro.
            </span>
          </label>
          <FolderField
            name="Goes to"
            label="Folder of the pack"
            folder={folder}
            words="Under a name of its own; nothing there is written over."
            whenEmpty="“exports” of the data folder"
            onType={setFolder}
            onChange={setFolder}
          />
        </>
      ) : (
        <Preview key={formKey(form)} form={form} ids={ids} />
      )}
      <div className={style.deeds}>
        {form.of === 'papers' && <Button onClick={() => void closing(() => sendToZotero(ids))}>Send to Zotero</Button>}
        {form.of !== 'pack' && <Button onClick={() => void closing(() => copyExport(form, ids))}>Copy</Button>}
        <Button type="submit" kind="main">
          {form.of === 'pack' ? 'Write the pack' : 'Save as a file'}
        </Button>
      </div>
    </form>
  )
}

function Preview({ form, ids }: { form: ExportForm; ids: readonly PaperId[] }) {
  const [shown, setShown] = useState<string | null>(null)
  useEffect(() => {
    const stopping = new AbortController()
    previewOf(form, ids, stopping.signal).then(setShown, (thrown: unknown) => {
      if (!stopping.signal.aborted) setShown(thrown instanceof Error ? thrown.message : String(thrown))
    })
    return () => stopping.abort()
  }, [form, ids])
  return (
    <pre
      className={`${pieces.source} ${own.preview}`}
      tabIndex={0}
      role="region"
      aria-label="How it begins"
      data-keys="scroll"
      aria-busy={shown === null}
    >
      {shown === null ? '…' : shown === '' ? 'There is nothing of that kind yet.' : shown}
    </pre>
  )
}
