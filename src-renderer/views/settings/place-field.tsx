// Owns the fields that name a folder or a file outside of the library: typed with the names there are, or chosen in the system's dialog.
import { useEffect, useId, useState } from 'react'
import type { CallInput } from '#contract/api.ts'
import { choosePlace, hasSystemDialogs, lookAtFolder } from '#renderer/actions/places.ts'
import { Button } from '../pieces/button.tsx'
import { TextField } from './fields.tsx'

interface FolderFieldProps {
  name: string
  /** What it is called for those who don't see the line. */
  label: string
  folder: string
  words?: string
  /** An empty one is a problem, unless this says what it stands for. */
  whenEmpty?: string
  /** With each letter; `onChange` once it is left. */
  onType?: (folder: string) => void
  onChange: (folder: string) => void
}

export function FolderField({ name, label, folder, words = 'A folder that is there.', whenEmpty, onType, onChange }: FolderFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? folder
  const [seen, setSeen] = useState<{ problem: string | null; folders: string[] }>({ problem: null, folders: [] })
  const names = useId()
  useEffect(() => {
    const stopping = new AbortController()
    void lookAtFolder(text, stopping.signal).then((answer) => {
      if (answer && !stopping.signal.aborted) setSeen(answer)
    })
    return () => stopping.abort()
  }, [text])
  const problem = text.trim() === '' ? (whenEmpty === undefined ? 'A folder is needed.' : null) : seen.problem
  const choose = (path: string): void => {
    setTyped(null)
    onChange(path)
  }
  return (
    <>
      <TextField
        name={name}
        label={label}
        value={folder}
        placeholder={whenEmpty ?? 'an absolute path'}
        words={words}
        names={names}
        problemOf={() => problem}
        onType={(letters) => {
          setTyped(letters)
          onType?.(letters)
        }}
        onChange={choose}
        beside={<ChooseButton asked={{ of: 'folder', title: label, from: folder }} onChosen={choose} />}
      />
      <datalist id={names}>
        {seen.folders.map((path) => (
          <option key={path} value={path} />
        ))}
      </datalist>
    </>
  )
}

/** Nothing in a browser, which has no way to name a place of the machine that it is served from. */
export function ChooseButton({ asked, onChosen }: { asked: CallInput<'places.choose'>; onChosen: (path: string) => void }) {
  if (!hasSystemDialogs()) return null
  const choose = async (): Promise<void> => {
    const path = await choosePlace(asked)
    if (path !== null) onChosen(path)
  }
  return (
    <Button onClick={() => void choose()} aria-label={`Choose: ${asked.title}`}>
      Choose…
    </Button>
  )
}
