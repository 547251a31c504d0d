// Owns bringing marks over from another version of the paper: which one, what became of each mark, what changed in the text.
import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useState } from 'react'
import type { CarriedMark, TextSection } from '#contract/annotations.ts'
import type { LibraryFile } from '#contract/files.ts'
import type { Annotation } from '#domain/annotation.ts'
import { type Failure, toFailure } from '#domain/errors.ts'
import { carriedSentence, carryMarks, changedText, otherVersions } from '#renderer/actions/carry-marks.ts'
import { selectMark } from '#renderer/actions/reader.ts'
import { openDialog } from '#renderer/state/window.ts'
import { counted } from '#domain/counted.ts'
import { Button } from '../pieces/button.tsx'
import style from './carry-marks.module.css'
import dialogs from './dialogs.module.css'

interface Version {
  file: LibraryFile
  marks: readonly Annotation[]
}

const RESULTS: Record<CarriedMark['result'], string> = { kept: 'Kept', moved: 'Moved', 'not-found': 'Not found' }

export function CarryMarks() {
  const [versions, setVersions] = useState<readonly Version[] | null>(null)
  const [report, setReport] = useState<{ from: Version; marks: readonly CarriedMark[] } | null>(null)
  const [sections, setSections] = useState<readonly TextSection[] | null>(null)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  useEffect(() => void otherVersions().then(setVersions, (thrown: unknown) => setFailure(toFailure(thrown))), [])
  const run = <Answer,>(work: Promise<Answer>, then: (answer: Answer) => void): void => {
    setBusy(true)
    setFailure(null)
    work
      .then(then)
      .catch((thrown: unknown) => setFailure(toFailure(thrown)))
      .finally(() => setBusy(false))
  }
  return (
    <div className={dialogs.question}>
      <Dialog.Title className={dialogs.title}>Annotations of another version</Dialog.Title>
      <Dialog.Description className={dialogs.words} role="status">
        {busy
          ? 'Looking for the words in this version…'
          : report
            ? `${carriedSentence(report.marks)} Those on the other version stay there.`
            : versions?.length === 0
              ? 'The library has no other version of this paper. Make a newer one offline first.'
              : 'Marks are found again by their words. Each is copied to this version; the other one keeps its own.'}
      </Dialog.Description>
      {failure && <p role="alert">{failure.message}</p>}
      <div className={style.scroll}>
        {!report &&
          versions?.map((version) => (
            <div key={version.file.hash} className={style.version}>
              <span>
                {version.file.version === null ? 'Another file' : `Version ${version.file.version}`},{' '}
                {counted(version.marks.length, 'mark')}
              </span>
              <Button
                disabled={busy || version.marks.length === 0}
                onClick={() => run(carryMarks(version.file.hash), (marks) => setReport({ from: version, marks }))}
              >
                Bring over
              </Button>
              <Button disabled={busy} onClick={() => run(changedText(version.file.hash), setSections)}>
                What changed
              </Button>
            </div>
          ))}
        {report && <Report report={report} />}
        {sections && <Changes sections={sections} />}
      </div>
      <div className={dialogs.deeds}>
        <Dialog.Close render={<Button kind="main" data-first-focus />}>Close</Dialog.Close>
      </div>
    </div>
  )
}

/** Those to look at come first. */
function Report({ report: { from, marks } }: { report: { from: Version; marks: readonly CarriedMark[] } }) {
  const order = marks.toSorted(
    (a, b) => Number(b.result === 'not-found') - Number(a.result === 'not-found') || Number(b.check) - Number(a.check),
  )
  return (
    <ul className={style.report}>
      {order.map(({ from: id, to, result, check, candidate }) => (
        <li key={id}>
          <strong>
            {RESULTS[result]}
            {check && ', please check'}
          </strong>
          <p>{from.marks.find((mark) => mark.id === id)?.text || 'A mark without words'}</p>
          {candidate !== null && (
            <p className={style.quiet}>
              {result === 'not-found' ? 'Nearest words: ' : 'Now: '}
              {candidate}
            </p>
          )}
          {to !== null && (
            <Button
              onClick={() => {
                openDialog(null)
                selectMark(to)
              }}
            >
              Show
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function Changes({ sections }: { sections: readonly TextSection[] }) {
  const changed = sections.filter(({ state }) => state !== 'same')
  if (changed.length === 0) return <p>The words of the two versions are the same.</p>
  return changed.map(({ heading, state, changes }, index) => (
    <section key={index}>
      <h3>
        {heading === '' ? 'Beginning' : heading} <span className={style.quiet}>{state}</span>
      </h3>
      <p>
        {changes.map(({ kind, text }, at) =>
          kind === 'added' ? (
            <ins key={at}>{text} </ins>
          ) : kind === 'removed' ? (
            <del key={at}>{text} </del>
          ) : (
            `${shortened(text, at > 0, at < changes.length - 1)} `
          ),
        )}
      </p>
    </section>
  ))
}

/** Words of what stayed that stand beside a change. */
const AROUND = 12

/** Of what stayed only the words beside the changes before and behind it. */
function shortened(text: string, isBehind: boolean, isBefore: boolean): string {
  const words = text.split(' ')
  const [head, tail] = [isBehind ? AROUND : 0, isBefore ? AROUND : 0]
  if (words.length <= head + tail) return text
  return [...words.slice(0, head), '…', ...words.slice(words.length - tail)].join(' ')
}
