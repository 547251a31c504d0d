// Owns what is kept up to date outside of the library: where it goes, and how it stands.
import type { KeptState } from '#contract/keeping.ts'
import type { ExchangeSettings } from '#domain/exchange.ts'
import { changeExchange, keepNow } from '#renderer/actions/exchange.ts'
import { nowMs } from '#renderer/state/clock.ts'
import { useExchange } from '#renderer/state/exchange.ts'
import { readAt } from '#renderer/words/days.ts'
import { counted } from '#renderer/words/figures.ts'
import { Button } from '../pieces/button.tsx'
import { Choice, Switch, TextField } from '../settings/fields.tsx'
import settings from '../settings/settings.module.css'
import page from '../pieces/page.module.css'

export function KeptFiles({ exchange }: { exchange: ExchangeSettings }) {
  const kept = useExchange((state) => state.kept)
  const isAnyOn = exchange.bibOn
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
          <HowItStands state={kept.find(({ name }) => name === 'bib')} />
        </>
      )}
      {isAnyOn && (
        <span className={settings.deeds}>
          <Button onClick={keepNow}>Write now</Button>
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

function sentenceOf({ state, papers, keptAtMs, problem }: KeptState): string {
  if (state === 'writing') return 'Being written.'
  if (problem !== null) return problem
  if (keptAtMs === null) return 'Written in a moment.'
  const held = papers === null ? '' : `, ${counted(papers, 'paper')}`
  return `Up to date ${readAt(keptAtMs, nowMs())}${held}.${state === 'waiting' ? ' A change is written in a moment.' : ''}`
}
