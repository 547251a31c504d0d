// Owns how papers are cited: the style of references, and the pattern of citation keys.
import { citationKeyOf, KEY_PARTS, keyPatternProblem } from '#domain/citation-key.ts'
import type { ExchangeSettings } from '#domain/exchange.ts'
import { addStyle, changeExchange, removeStyle } from '#renderer/actions/exchange.ts'
import { useExchange } from '#renderer/state/exchange.ts'
import { Button } from '../pieces/button.tsx'
import { FileButton } from '../pieces/file-button.tsx'
import { Line, TextField } from '../settings/fields.tsx'
import settings from '../settings/settings.module.css'
import { Key } from '../pieces/key.tsx'
import page from '../pieces/page.module.css'

/** Made, so that a pattern can be seen at work in an empty library too. */
const EXAMPLE = {
  id: '2611.01234',
  title: 'On the folding of corners',
  authors: ['Ada Quill', 'Bo Adler'],
  publishedAtMs: Date.UTC(2026, 10, 20),
}

export function Citations({ exchange }: { exchange: ExchangeSettings }) {
  const styles = useExchange((state) => state.styles)
  const chosen = styles.find(({ name }) => name === exchange.citationStyle)
  return (
    <section aria-labelledby="citations">
      <h2 className={page.section} id="citations">
        Citations
      </h2>
      <Line
        name="Style of references"
        words={
          <>
            Of what “Copy reference” <Key action="paper.copyReference" /> copies. Any style of the Citation Style Language (.csl) can be
            added.
          </>
        }
      >
        <span className={settings.deeds}>
          <select
            className={settings.field}
            aria-label="Style of references"
            value={exchange.citationStyle}
            onChange={(event) => changeExchange({ citationStyle: event.target.value })}
          >
            {!chosen && <option value={exchange.citationStyle}>{exchange.citationStyle}</option>}
            {styles.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
          <FileButton
            name="A style to add"
            accept=".csl,application/vnd.citationstyles.style+xml"
            onFiles={([picked]) => picked && void addStyle(picked)}
          >
            Add a style
          </FileButton>
          {chosen?.added && <Button onClick={() => removeStyle(chosen.name)}>Take it away</Button>}
        </span>
      </Line>
      <KeyPattern pattern={exchange.citationKeyPattern} />
      <p className={settings.words}>
        References are formatted by citeproc-js by Frank Bennett (CPAL 1.0) with styles of the Citation Style Language project,
        citationstyles.org (CC BY-SA 3.0).
      </p>
    </section>
  )
}

function KeyPattern({ pattern }: { pattern: string }) {
  const example = keyPatternProblem(pattern) === null ? `For example ${citationKeyOf(pattern, EXAMPLE)}. ` : ''
  return (
    <TextField
      name="Citation keys"
      label="Pattern of citation keys"
      value={pattern}
      words={`${example}A paper keeps the key it was given, whatever the pattern becomes. Parts: ${KEY_PARTS.map((part) => `[${part}]`).join(' ')}.`}
      problemOf={keyPatternProblem}
      refusesProblems
      onChange={(citationKeyPattern) => changeExchange({ citationKeyPattern })}
    />
  )
}
