// Owns the dialog that adds papers by hand.
import { Dialog } from '@base-ui/react/dialog'
import { useState } from 'react'
import { findPaperReferences } from '#domain/paper-references.ts'
import { addPapers, LOOKED_AT, textOfFile } from '#renderer/actions/add-papers.ts'
import { reportFailure } from '#renderer/state/toasts.ts'
import { openDialog } from '#renderer/state/window.ts'
import { counted } from '#domain/counted.ts'
import { Button } from '../pieces/button.tsx'
import { FileButton } from '../pieces/file-button.tsx'
import style from './dialogs.module.css'

export function AddPapers({ text }: { text: string }) {
  const [typed, setTyped] = useState(text)
  const [asking, setAsking] = useState(false)
  const found = typed.length > LOOKED_AT ? null : findPaperReferences(typed)
  const isEmpty = typed.trim() === '' || found?.ids.length === 0
  const submit = async (): Promise<void> => {
    if (isEmpty || asking) return
    setAsking(true)
    const done = await addPapers(typed)
    setAsking(false)
    if (done) openDialog(null)
  }
  const take = async (file: File): Promise<void> => {
    try {
      const content = await textOfFile(file)
      if (content.length <= LOOKED_AT) return setTyped(content)
      setAsking(true)
      if (await addPapers(content)) openDialog(null)
    } catch (thrown) {
      reportFailure(thrown)
    } finally {
      setAsking(false)
    }
  }
  return (
    <form
      className={style.question}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Dialog.Title className={style.title}>Add papers</Dialog.Title>
      <Dialog.Description className={style.words}>
        arXiv ids, addresses of arXiv, Hugging Face, alphaXiv or Semantic Scholar, DOIs, or a whole BibTeX, RIS or CSL-JSON file.
      </Dialog.Description>
      <textarea
        className={style.paste}
        data-first-focus
        aria-label="Papers to add"
        rows={5}
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          void submit()
        }}
      />
      <p className={style.words} aria-live="polite">
        {asking ? 'Asking arXiv…' : typed.trim() === '' ? 'They go to Later.' : found === null ? 'A long list.' : told(found)}
      </p>
      <div className={style.deeds}>
        <FileButton name="A file of papers" accept=".bib,.bibtex,.ris,.json,.txt,.md,.csv" onFiles={([file]) => file && void take(file)}>
          From a file
        </FileButton>
        <Button type="submit" kind="main" disabled={isEmpty || asking}>
          Add
        </Button>
      </div>
    </form>
  )
}

function told({ ids, unread }: { ids: string[]; unread: string[] }): string {
  if (ids.length === 0) return 'This names no paper of arXiv yet.'
  const rest = unread.length === 0 ? '' : ` ${counted(unread.length, 'entry', 'entries')} can’t be added.`
  return `${counted(ids.length, 'paper')}.${rest}`
}
