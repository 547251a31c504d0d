// Owns what a PDF says about itself and what is in it: never run, only told.
import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useState } from 'react'
import { shownView } from '#renderer/actions/reader.ts'
import { documentFacts, type Fact } from '#renderer/reader/document-facts.ts'
import { useReader } from '#renderer/state/reader.ts'
import { readingTime } from '#renderer/words/figures.ts'
import { Button } from '../pieces/button.tsx'
import dialogs from './dialogs.module.css'
import style from './document-properties.module.css'

export function DocumentProperties() {
  const file = useReader((reader) => reader.file)
  const secondsRead = useReader((reader) => reader.secondsRead)
  const furthestPage = useReader((reader) => reader.furthestPage)
  const [facts, setFacts] = useState<readonly Fact[] | null>(null)
  useEffect(() => {
    let gone = false
    const view = shownView()
    if (view)
      void documentFacts(view.pdf).then(
        (found) => gone || setFacts(found),
        () => gone || setFacts([]),
      )
    return () => {
      gone = true
    }
  }, [])
  const own: Fact[] = file
    ? [
        { name: 'File', value: file.hash },
        { name: 'Size', value: `${(file.bytes / 1_000_000).toFixed(2)} MB` },
        { name: 'Version', value: file.version === null ? 'not known' : String(file.version) },
        { name: 'Read', value: `${readingTime(secondsRead)}, up to page ${furthestPage + 1}` },
      ]
    : []
  return (
    <div className={dialogs.question}>
      <Dialog.Title className={dialogs.title}>Properties of the document</Dialog.Title>
      <Dialog.Description className={dialogs.words}>
        {facts === null ? 'Reading what the PDF says about itself…' : 'As the PDF says. What it carries along is never opened or run.'}
      </Dialog.Description>
      <dl className={style.facts}>
        {[...(facts ?? []), ...own].map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={dialogs.deeds}>
        <Dialog.Close render={<Button kind="main" data-first-focus />}>Close</Dialog.Close>
      </div>
    </div>
  )
}
