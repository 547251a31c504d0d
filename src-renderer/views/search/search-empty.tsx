// Owns what stands under the search box when there are no results: what was asked of late, what can be asked, or what to try instead.
import { X } from 'lucide-react'
import { forgetSearch } from '#renderer/actions/saved-searches.ts'
import { searchNow } from '#renderer/actions/search.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { useSaved } from '#renderer/state/saved-searches.ts'
import { useSearch } from '#renderer/state/search.ts'
import { wantFocus } from '#renderer/state/window.ts'
import { counted } from '#domain/counted.ts'
import { isOperatorOpen, OPERATORS } from '#renderer/words/search-completions.ts'
import { ActionButton, Button } from '../pieces/button.tsx'
import { Key } from '../pieces/key.tsx'
import { Notice } from '../pieces/notice.tsx'
import style from './search.module.css'

const SIGNS: readonly (readonly [string, string])[] = [
  ['"two words"', 'side by side'],
  ['-word', 'without it, also -tag:x'],
  ['a OR b', 'one of both; ( ) groups'],
  ['lamp*', 'any ending'],
]

export function SearchEmpty() {
  const { text, answer, failure, running } = useSearch()
  const tags = useLibrary((library) => library.tags)
  if (text.trim() === '') return <Help />
  if (failure) {
    return (
      <Notice title="The search did not work" deeds={<Button onClick={() => searchNow(text)}>Search again</Button>}>
        {failure.message}
      </Notice>
    )
  }
  if (running || !answer || isOperatorOpen(text, tags)) return null
  const { suggestion, relaxed, index } = answer
  return (
    <Notice
      title="Nothing found"
      deeds={
        <>
          {suggestion !== null && (
            <ActionButton action="search.correct">
              {suggestion} <Key action="search.correct" silent />
            </ActionButton>
          )}
          {relaxed && (
            <ActionButton action="search.relax">
              {relaxed.text}
              <span className={style.hint}>{counted(relaxed.papers, 'paper')}</span>
              <Key action="search.relax" silent />
            </ActionButton>
          )}
        </>
      }
    >
      {answer.remark !== null && `${answer.remark} `}
      {index.indexed < index.total
        ? 'The index is still being built; what is found grows as it goes on.'
        : relaxed
          ? 'This asks for less and finds something:'
          : 'Try fewer or shorter words, or leave out an operator.'}
    </Notice>
  )
}

function Help() {
  const recent = useSaved((saved) => saved.recent)
  const begin = (operator: string): void => {
    searchNow(operator)
    wantFocus('search')
  }
  return (
    <div className={style.help}>
      {recent.length > 0 && (
        <section aria-labelledby="recent-searches">
          <div className={style.recentHead}>
            <h2 id="recent-searches">Searched of late</h2>
            <Button className={style.clear} onClick={() => forgetSearch(null)}>
              Clear
            </Button>
          </div>
          <ul>
            {recent.slice(0, MOST_RECENT).map((query) => (
              <li key={query} className={style.recent}>
                <button type="button" onClick={() => searchNow(query)}>
                  {query}
                </button>
                <button type="button" aria-label={`Forget ${query}`} onClick={() => forgetSearch(query)}>
                  <X size={12} aria-hidden="true" />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>Titles, abstracts, authors, notes, tags, marks and the words of PDFs that are stored here, also without a network.</p>
      <dl>
        {OPERATORS.map(([operator, meaning]) => (
          <div key={operator}>
            <dt>
              <button type="button" onClick={() => begin(operator)}>
                {operator}
              </button>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
        {SIGNS.map(([sign, meaning]) => (
          <div key={sign}>
            <dt>
              <code>{sign}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

const MOST_RECENT = 8
