// Owns the ways in: files that are picked or dropped, and papers that are typed.
import { useState } from 'react'
import { IMPORTED_FILES, takeFiles } from '#renderer/actions/import-files.ts'
import { ActionButton } from '../pieces/button.tsx'
import { FileButton } from '../pieces/file-button.tsx'
import page from '../pieces/page.module.css'
import style from './exchange.module.css'

export function TakeIn() {
  const [isOver, setIsOver] = useState(false)
  return (
    <section aria-labelledby="take-in">
      <h2 className={page.section} id="take-in">
        Import
      </h2>
      <div
        className={style.drop}
        data-over={isOver || undefined}
        onDragOver={() => setIsOver(true)}
        onDragLeave={() => setIsOver(false)}
        onDrop={() => setIsOver(false)}
      >
        <p>
          Drop files anywhere in the window: BibTeX, RIS or CSL-JSON of Zotero and other programs, lists of ids, PDFs of arXiv, reading
          packs, and archives of Dogear. Nothing is added twice, nothing that is here is written over.
        </p>
        <span className={style.deeds}>
          <FileButton kind="main" name="Files to import" multiple accept={IMPORTED_FILES} onFiles={(files) => void takeFiles(files)}>
            Choose files
          </FileButton>
          <ActionButton action="papers.add">Type or paste ids</ActionButton>
        </span>
      </div>
    </section>
  )
}
