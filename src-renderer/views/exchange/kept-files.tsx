// Owns what is kept up to date outside of the library: where it goes, and how it stands.
import type { KeptState } from '#contract/keeping.ts'
import type { ExchangeSettings } from '#domain/exchange.ts'
import { changeExchange, keepNow, stopKeeping } from '#renderer/actions/exchange.ts'
import { nowMs } from '#renderer/state/clock.ts'
import { useExchange } from '#renderer/state/exchange.ts'
import { readAt } from '#renderer/words/days.ts'
import { counted, wholeCount } from '#domain/counted.ts'
import { Button } from '../pieces/button.tsx'
import { Choice, Switch, TextField } from '../settings/fields.tsx'
import { ChooseButton, FolderField } from '../settings/place-field.tsx'
import { Conflicts } from './conflicts.tsx'
import settings from '../settings/settings.module.css'
import page from '../pieces/page.module.css'

export function KeptFiles({ exchange }: { exchange: ExchangeSettings }) {
  const kept = useExchange((state) => state.kept)
  const isAnyOn = exchange.bibOn || exchange.vaultOn || exchange.mirrorOn
  return (
    <section aria-labelledby="kept-files">
      <h2 className={page.section} id="kept-files">
        Kept up to date
      </h2>
      <p className={settings.words}>
        Every paper that you saved, archived, tagged, marked or wrote about, written a moment after each change while Dogear runs.
      </p>
      <Switch
        name="A bibliography"
        words="One .bib file for LaTeX. Dogear writes over no file that it did not make."
        on={exchange.bibOn}
        onChange={(bibOn) => changeExchange({ bibOn })}
      />
      {exchange.bibOn && (
        <>
          <TextField
            name="File"
            label="File of the bibliography"
            value={exchange.bibFile}
            placeholder="an absolute path that ends in .bib"
            problemOf={(text) => (/\.bib$/i.test(text) ? null : 'A file that ends in .bib is needed.')}
            onChange={(bibFile) => changeExchange({ bibFile })}
            beside={
              <ChooseButton
                asked={{ of: 'bib', title: 'File of the bibliography', from: exchange.bibFile }}
                onChosen={(bibFile) => changeExchange({ bibFile })}
              />
            }
          />
          <Choice
            name="For"
            value={exchange.bibDialect}
            choices={[
              ['bibtex', 'BibTeX'],
              ['biblatex', 'BibLaTeX'],
            ]}
            onChange={(bibDialect) => changeExchange({ bibDialect })}
          />
          {exchange.bibFile !== '' && <HowItStands state={kept.find(({ name }) => name === 'bib')} />}
        </>
      )}
      <Switch
        name="A Markdown vault"
        words="For Obsidian or Logseq: a file a paper, with your note and highlights. Notes that you edit there come back. Only what stands between Dogear’s two lines is written; the rest of a file is yours."
        on={exchange.vaultOn}
        onChange={(vaultOn) => changeExchange({ vaultOn })}
      />
      {exchange.vaultOn && (
        <>
          <FolderField
            name="Folder"
            label="Folder of the vault"
            folder={exchange.vaultFolder}
            onChange={(vaultFolder) => changeExchange({ vaultFolder })}
          />
          <Choice
            name="For"
            value={exchange.vaultKind}
            choices={[
              ['obsidian', 'Obsidian'],
              ['logseq', 'Logseq'],
            ]}
            onChange={(vaultKind) => changeExchange({ vaultKind })}
          />
          <Switch
            name="A page a day"
            words="What came, and what you kept, read and noted."
            on={exchange.vaultJournal}
            onChange={(vaultJournal) => changeExchange({ vaultJournal })}
          />
          {exchange.vaultFolder !== '' && <HowItStands state={kept.find(({ name }) => name === 'vault')} />}
          <Conflicts />
        </>
      )}
      <Switch
        name="A mirror"
        words="The whole library as plain files (JSON and Markdown), for git or a synchronised folder. The folder is Dogear’s own."
        on={exchange.mirrorOn}
        onChange={(mirrorOn) => changeExchange({ mirrorOn })}
      />
      {exchange.mirrorOn && (
        <>
          <FolderField
            name="Folder"
            label="Folder of the mirror"
            folder={exchange.mirrorFolder}
            onChange={(mirrorFolder) => changeExchange({ mirrorFolder })}
          />
          {exchange.mirrorFolder !== '' && <HowItStands state={kept.find(({ name }) => name === 'mirror')} />}
        </>
      )}
      {isAnyOn && (
        <span className={settings.deeds}>
          {kept.some(({ state }) => state === 'writing') ? (
            <Button onClick={stopKeeping}>Stop</Button>
          ) : (
            <Button onClick={keepNow}>Write now</Button>
          )}
        </span>
      )}
    </section>
  )
}

export function HowItStands({ state }: { state: KeptState | undefined }) {
  if (!state || state.state === 'off') return null
  return (
    <p className={settings.words} data-problem={state.problem !== null || undefined} role="status">
      {sentenceOf(state)}
    </p>
  )
}

function sentenceOf({ state, papers, keptAtMs, problem, progress }: KeptState): string {
  if (state === 'writing')
    return progress ? `Being written: ${wholeCount(progress.done)} of ${wholeCount(progress.total)}.` : 'Being written.'
  if (problem !== null) return problem
  if (state === 'stopped') return 'Stopped. It goes on with the next change, or when you write now.'
  if (keptAtMs === null) return 'Written in a moment.'
  const held = papers === null ? '' : `, ${counted(papers, 'paper')}`
  return `Up to date ${readAt(keptAtMs, nowMs())}${held}.${state === 'waiting' ? ' A change is written in a moment.' : ''}`
}
