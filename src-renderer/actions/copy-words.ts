// Owns copying what is selected: in reading order with hyphens undone, a table with tabs between its cells.
import { modelOf } from '../reader/document-model.ts'
import { selectionSettled } from '../reader/pointer-selection.ts'
import { rangeOfBrowserSelection } from '../reader/range-of.ts'
import { copiedText, pagesToRead, partsOf } from '../reader/range-text.ts'
import { tableInside, tableWithin } from '../reader/table-text.ts'
import { useReader } from '../state/reader.ts'
import { selectedRange } from '../state/text-selection.ts'
import { reportFailure, tell } from '../state/toasts.ts'

export function copyWords({ asTable = false } = {}): void {
  copy(asTable).catch(reportFailure)
}

async function copy(asTable: boolean): Promise<void> {
  const { view } = useReader.getState()
  await selectionSettled()
  const elsewhere = window.getSelection()?.toString() ?? ''
  const range = view && (selectedRange() ?? (await rangeOfBrowserSelection(view)))
  if (!view || !range) {
    const table = asTable ? await tableOfArea() : null
    if (table !== null) return await put(table, rowsSentence(table))
    if (elsewhere !== '') return await put(elsewhere, 'Copied.')
    return tell(
      asTable
        ? 'Select the words of a table, or an area that is marked, then press the key again.'
        : 'Select words on the page first, then press the key again.',
    )
  }
  const document = modelOf(view.pdf)
  await pagesToRead(document, range)
  const parts = partsOf(document, range)
  const [only] = parts
  const table = only && parts.length === 1 ? tableWithin(only.read, only.start, only.end) : null
  if (table !== null) return await put(table, rowsSentence(table))
  if (asTable)
    return tell('What is selected is no table: it has no two rows of the same cells. Mark it as an area and press the key again.')
  const text = copiedText(document, range)
  await put(text, text.length === 1 ? 'Copied one letter.' : 'Copied.')
}

/** Of the area that is marked and selected: everything that stands in it. */
async function tableOfArea(): Promise<string | null> {
  const { view, annotations, selected } = useReader.getState()
  const target = annotations.find(({ id, kind }) => id === selected && kind === 'area')?.targets[0]
  if (!view || target?.shape.kind !== 'rect') return null
  return tableInside(await modelOf(view.pdf).read(target.page), target.shape.rect)
}

function rowsSentence(table: string): string {
  const rows = table.split('\n').length
  return rows === 1 ? 'Copied one row as a table.' : `Copied ${rows} rows as a table.`
}

async function put(text: string, sentence: string): Promise<void> {
  await navigator.clipboard.writeText(text)
  tell(sentence)
}
