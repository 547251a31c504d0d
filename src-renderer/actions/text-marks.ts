// Owns marking words in the text of a paper, by mouse or by keys alone; the marks are the same as on its pages.
import { AnnotationColour, type AnnotationId } from '#domain/annotation.ts'
import { QUOTE_CONTEXT } from '#domain/whole-text.ts'
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'
import { usePaperText } from '../state/paper-text.ts'
import { useReader } from '../state/reader.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'
import { sentencesFrom } from '../text/dom-text.ts'
import { firstWordOnScreen, intoView, selectedWords, shownText } from './paper-text.ts'

/** Looks again which marks have their words in this text. */
export async function loadTextMarks(): Promise<void> {
  const { paper } = usePaperText.getState()
  const shown = shownText()
  if (!paper || !shown) return
  try {
    const { marks, elsewhere } = await client.call('texts.marks', { paperId: paper.id, text: shown.words.text })
    if (shownText() === shown) usePaperText.setState({ marks: marks.toSorted((one, other) => one.start - other.start), elsewhere })
  } catch (thrown) {
    reportFailure(thrown)
  }
}

export function markWords(kind: 'highlight' | 'underline'): void {
  const { paper } = usePaperText.getState()
  const shown = shownText()
  const span = selectedWords()
  if (!paper || !shown) return
  if (!span) return void showToast({ sentence: 'Select words first: v takes a sentence, Shift+→ a word more. Then press the key again.' })
  const { text } = shown.words
  const quote = {
    exact: text.slice(span.start, span.end),
    prefix: text.slice(Math.max(0, span.start - QUOTE_CONTEXT), span.start),
    suffix: text.slice(span.end, span.end + QUOTE_CONTEXT),
  }
  client
    .call('texts.mark', { paperId: paper.id, kind, colour: useReader.getState().colour, quote })
    .then(async ({ annotation, sentence }) => {
      document.getSelection()?.removeAllRanges()
      showToast({ sentence, undo: true })
      say(sentence)
      await loadTextMarks()
      usePaperText.setState({ selected: annotation.id })
    })
    .catch(async (thrown: unknown) => {
      if (!(await wantsPdf(paper.id))) reportFailure(thrown)
    })
    .catch(reportFailure)
}

/** Marks stand on pages: where there are none yet, they are asked for. True when that was the reason. */
async function wantsPdf(paperId: PaperId): Promise<boolean> {
  const { files } = await client.call('files.ofPaper', { paperId })
  if (files.length > 0) return false
  await client.call('files.makeOffline', { ids: [paperId] })
  const sentence = 'Marks stand on the pages of the PDF. It is being fetched: press the key again when it is here.'
  showToast({ sentence })
  say(sentence)
  return true
}

export function colourWords(number: number): void {
  const colour = AnnotationColour.options[number - 1]
  if (!colour) return
  useReader.setState({ colour })
  const { selected } = usePaperText.getState()
  say(`Colour: ${colour}.`)
  if (selected === null || selectedWords()) return
  client.call('annotations.change', { ids: [selected], patch: { colour } }).then(loadTextMarks, reportFailure)
}

export function removeTextMark(): void {
  const { selected } = usePaperText.getState()
  if (selected === null) return
  client
    .call('annotations.remove', { ids: [selected] })
    .then(async ({ sentence }) => {
      usePaperText.setState({ selected: null })
      showToast({ sentence, undo: true })
      say(sentence)
      await loadTextMarks()
    })
    .catch(reportFailure)
}

export function selectTextMark(id: AnnotationId): void {
  const mark = usePaperText.getState().marks.find(({ annotation }) => annotation.id === id)
  const range = mark && shownText()?.words.rangeOf(mark)
  usePaperText.setState({ selected: id })
  if (range) intoView(range)
}

export function besideTextMark(direction: 1 | -1): void {
  const { marks, selected } = usePaperText.getState()
  if (marks.length === 0) return void showToast({ sentence: 'No mark of this paper has its words here.' })
  const at = marks.findIndex(({ annotation }) => annotation.id === selected)
  const next = marks[Math.min(marks.length - 1, Math.max(0, at < 0 ? (direction > 0 ? 0 : marks.length - 1) : at + direction))]
  if (!next) return
  selectTextMark(next.annotation.id)
  say(next.annotation.text)
}

/** The sentence after the one that is selected, or the first one on the screen. */
export function selectSentence(direction: 1 | -1): void {
  const shown = shownText()
  if (!shown) return
  const now = selectedWords()
  const sentences = sentencesFrom(shown.words, 0)
  const from = now ? now.start : firstWordOnScreen()
  const at = sentences.findIndex(({ end }) => end > from)
  const next = sentences[now ? at + direction : at]
  const range = next && shown.words.rangeOf(next)
  if (!range) return say(direction > 0 ? 'This is the last sentence.' : 'This is the first sentence.')
  select(range)
  say(shown.words.text.slice(next.start, next.end))
}

/** Moves the end of what is selected. */
export function extendWords(direction: 'forward' | 'backward', by: 'word' | 'line'): void {
  const selection = document.getSelection()
  if (!selection || selection.isCollapsed) return selectSentence(1)
  selection.modify('extend', direction, by)
}

function select(range: Range): void {
  const selection = document.getSelection()
  selection?.removeAllRanges()
  selection?.addRange(range)
  intoView(range)
}
