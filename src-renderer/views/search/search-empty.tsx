// Owns what stands under the search box when there are no results: what can be asked, or what to try instead.
import { searchNow } from '#renderer/actions/search.ts'
import { useSearch } from '#renderer/state/search.ts'
import { Button } from '../pieces/button.tsx'
import { Notice } from '../pieces/notice.tsx'
import style from './search.module.css'

const EXAMPLES: readonly [string, string][] = [
  ['is:later has:code', 'saved for later, with code'],
  ['author:lee votes:>50', 'by an author, well liked'],
  ['"long context" -survey', 'a phrase, without a word'],
  ['tag:tocite after:last-month', 'your tag, lately'],
  ['note:lemma', 'in your own notes'],
]

export function SearchEmpty() {
  const { text, answer, failure, running } = useSearch()
  if (text.trim() === '') {
    return (
      <div className={style.help}>
        <p>Every title, abstract, author, note and tag that is stored here, also without a network.</p>
        <dl>
          {EXAMPLES.map(([query, meaning]) => (
            <div key={query}>
              <dt>
                <button type="button" onClick={() => searchNow(query)}>
                  {query}
                </button>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </div>
    )
  }
  if (failure) {
    return (
      <Notice title="The search did not work" deeds={<Button onClick={() => searchNow(text)}>Search again</Button>}>
        {failure.message}
      </Notice>
    )
  }
  if (running || !answer) return null
  return (
    <Notice
      title="Nothing found"
      deeds={answer.suggestion !== null && <Button onClick={() => searchNow(answer.suggestion ?? '')}>{answer.suggestion}</Button>}
    >
      {answer.index.indexed < answer.index.total
        ? 'The index is still being built; what is found grows as it goes on.'
        : 'Try fewer or shorter words, or leave out an operator.'}
    </Notice>
  )
}
