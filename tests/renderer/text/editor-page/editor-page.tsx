// Owns a page with nothing but the note editor on a session, for the test that types into it in a real browser.
import { StrictMode, useEffect, useState, useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'
import { DogearError } from '#domain/errors.ts'
import { keepBothTexts } from '#domain/note.ts'
import { MathText } from '#renderer/text/math-text.tsx'
import { NoteEditor } from '#renderer/text/note-editor.tsx'
import { NoteSession } from '#renderer/text/note-session.ts'

/** What the test asks of the page. */
export interface EditorPage {
  begin(text: string): void
  /** As another window writes it. */
  writeElsewhere(text: string): void
  /** Tells the session what is stored, as a changed event does. */
  tellStored(): void
  refuseSaves(refuse: boolean): void
  stored(): string
  shown(): string
  heard: string[]
}

declare global {
  interface Window {
    page: EditorPage
  }
}

let stored = { text: '', revision: 0 }
let refuse = false
let session = newSession()
let render: (count: number) => void = () => {}
let begun = 0

/** A session on a store of its own, so that the end of one test writes nothing into the next. */
function newSession(): NoteSession {
  const mine = stored
  return new NoteSession({
    ...mine,
    save: async (text, base) => {
      if (refuse) throw new DogearError('disk-full', 'The disk is full.', { retryable: true })
      const keptBoth = mine.text !== '' && mine.revision !== base && mine.text !== text
      const next = keptBoth ? keepBothTexts(mine.text, text) : text
      if (next !== mine.text) Object.assign(mine, { text: next, revision: mine.revision + 1 })
      return { note: { text: mine.text }, revision: mine.revision, keptBoth }
    },
  })
}

window.page = {
  heard: [],
  begin(text) {
    stored = { text, revision: text === '' ? 0 : 1 }
    session = newSession()
    render(++begun)
  },
  writeElsewhere(text) {
    Object.assign(stored, { text, revision: stored.revision + 1 })
  },
  tellStored() {
    session.takeStored(stored.text, stored.revision)
  },
  refuseSaves(now) {
    refuse = now
  },
  stored: () => stored.text,
  shown: () => session.draft.text,
}
window.addEventListener('keydown', (event) => window.page.heard.push(`${event.ctrlKey ? 'Ctrl+' : ''}${event.key}`))

function Page(): React.JSX.Element {
  const [count, setCount] = useState(0)
  useEffect(() => {
    render = setCount
  }, [])
  return <Note key={count} />
}

function Note(): React.JSX.Element {
  const draft = useSyncExternalStore(
    (listener) => session.subscribe(listener),
    () => session.draft,
  )
  const [focusRequest, setFocusRequest] = useState(0)
  return (
    <main style={{ width: 900 }}>
      <button type="button" id="focus" onClick={() => setFocusRequest((last) => last + 1)}>
        Note
      </button>
      <NoteEditor
        paperId="2401.12345"
        draft={draft}
        label="Note on a paper"
        focusRequest={focusRequest}
        onText={(text) => session.write(text)}
        onSaveNow={() => void session.saveNow()}
        onLeave={() => window.page.heard.push('left')}
        onOpenUrl={(url) => window.page.heard.push(url)}
        keepImage={() => Promise.resolve('![](dogear-image:' + 'a'.repeat(64) + '.png)')}
        findPapers={() => Promise.resolve([])}
        onOpenPaper={(reference) => window.page.heard.push(JSON.stringify(reference))}
      />
      <MathText variant="block" text={'In full: $$\\sum_{k=1}^n k = \\frac{n(n+1)}{2}$$ and inline $\\lambda$.'} />
    </main>
  )
}

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  )
