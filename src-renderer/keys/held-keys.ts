// Owns keys that are pressed while what the key before them asked for is on its way: they wait, and act in their order once it is there.

/** What was not there by then leaves the keyboard free; what was pressed for it is not meant any more. */
const LONGEST_WAIT_MS = 5_000

const awaited = new Set<Promise<unknown>>()
let held: KeyboardEvent[] = []

/** Keys that come until `doing` has settled wait for it: letters go into a field that it opened. Answers `doing` itself. */
export function holdKeys<Answer>(doing: Promise<Answer>): Promise<Answer> {
  awaited.add(doing)
  const timer = setTimeout(() => {
    if (awaited.delete(doing) && awaited.size === 0) held = []
  }, LONGEST_WAIT_MS)
  const act = (): void => {
    clearTimeout(timer)
    if (awaited.delete(doing)) pressHeld()
  }
  doing.then(act, act)
  return doing
}

/** Keeps a key for later; false where nothing is awaited. */
export function keepKey(event: KeyboardEvent): boolean {
  if (awaited.size > 0) held.push(event)
  return awaited.size > 0
}

/** One of them may ask for something that the rest has to wait for. */
function pressHeld(): void {
  while (awaited.size === 0) {
    const next = held.shift()
    if (!next) return
    pressAgain(next)
  }
}

/** A key that is pressed by a program is heard by all who listen; what a browser does with it by itself has to be done. */
function pressAgain({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): void {
  const field = document.activeElement ?? document.body
  const again = new KeyboardEvent('keydown', { key, code, ctrlKey, metaKey, altKey, shiftKey, bubbles: true, cancelable: true })
  if (!field.dispatchEvent(again) || ctrlKey || metaKey || altKey) return
  // these change a field as typing does: what it undoes, and what it tells, are the same
  if ([...key].length === 1) document.execCommand('insertText', false, key)
  else if (key === 'Backspace') document.execCommand('delete')
  else if (key === 'Enter') pressEnter(field)
}

function pressEnter(field: Element): void {
  if (field instanceof HTMLInputElement) field.form?.requestSubmit()
  else document.execCommand('insertLineBreak')
}
