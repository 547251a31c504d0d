// Owns what is done with one paper: opening its pages, copying its reference, its tags and its note.
import { counted } from '#domain/counted.ts'
import type { PaperDetail, PaperId } from '#domain/paper.ts'
import { paperLinks } from '#domain/paper.ts'
import { DogearError } from '#domain/errors.ts'
import { foldTagName } from '#domain/tag.ts'
import { client } from '../app/client.ts'
import { loadDetail, useDetails } from '../state/details.ts'
import { useLibrary } from '../state/library.ts'
import { usePlace } from '../state/place.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'
import { openDialog, useWindow, wantFocus } from '../state/window.ts'
import { carryOut } from './decide.ts'
import { targets } from './targets.ts'

export type Page = 'pdf' | 'huggingFace' | 'arxiv' | 'code' | 'project'

const MISSING: Record<Page, string> = {
  pdf: 'This paper has no PDF to open.',
  huggingFace: 'This paper has no page on Hugging Face.',
  arxiv: 'This paper is not on arXiv.',
  code: 'No code is known for this paper.',
  project: 'No project page is known for this paper.',
}

/** Opens an http(s) address in the system's browser. */
export function openAddress(url: string): void {
  if (!/^https?:\/\//i.test(url)) return
  if (client.wireKind === 'electron') client.call('shell.open', { url }).catch(reportFailure)
  else window.open(url, '_blank', 'noopener,noreferrer')
}

export function openPage(page: Page): void {
  const { selectedId } = usePlace.getState()
  if (selectedId === null) return
  const links = paperLinks(selectedId)
  if (page !== 'code' && page !== 'project') return openOrSay(links?.[page] ?? null, page)
  const detail = useDetails.getState().byId.get(selectedId)
  if (detail) return openOrSay(pageOf(detail, page), page)
  void loadDetail(selectedId).then(() => {
    const loaded = useDetails.getState().byId.get(selectedId)
    if (loaded) openOrSay(pageOf(loaded, page), page)
  })
}

function pageOf(detail: PaperDetail, page: 'code' | 'project'): string | null {
  return page === 'code' ? detail.codeUrl : detail.projectUrl
}

function openOrSay(url: string | null, page: Page): void {
  if (url !== null) return openAddress(url)
  showToast({ sentence: MISSING[page] })
  say(MISSING[page])
}

/** Opens the paper: its pane slides in where it is hidden, and takes the focus. */
export function openPaper(): void {
  useWindow.setState({ paperOpen: true })
  wantFocus('paper')
}

/** In the citation style of the settings, one line a paper. */
export function copyReference(): void {
  const ids = targets()
  if (ids.length === 0) return
  client
    .call('citations.format', { ids })
    .then(({ text, html }) => copy(text, ids.length === 1 ? 'Copied the reference.' : `Copied ${counted(ids.length, 'reference')}.`, html))
    .catch(reportFailure)
}

export function copyBibtex(): void {
  const ids = targets()
  if (ids.length === 0) return
  client
    .call('library.export', { format: 'bibtex', ids })
    .then(({ text }) => copy(text, ids.length === 1 ? 'Copied as BibTeX.' : `Copied ${counted(ids.length, 'entry', 'entries')} as BibTeX.`))
    .catch(reportFailure)
}

/** Puts text on the clipboard, with its italics where `html` has them, and says so. */
export async function copy(text: string, sentence: string, html?: string): Promise<void> {
  try {
    if (html === undefined) await navigator.clipboard.writeText(text)
    else await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text, 'text/html': html })])
  } catch {
    if (!copyBySelection(text))
      return void reportFailure(new DogearError('unsupported', 'The clipboard cannot be used here. Select the text and copy it yourself.'))
  }
  showToast({ sentence })
  say(sentence)
}

/** Where permission for the clipboard is not given, a selection can still be copied. */
function copyBySelection(text: string): boolean {
  const hadFocus = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.style.position = 'fixed'
  field.style.opacity = '0'
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (hadFocus instanceof HTMLElement) hadFocus.focus()
  return copied
}

export function askForTags(): void {
  const ids = targets()
  if (ids.length > 0) openDialog({ kind: 'tag', ids })
}

export function askForSnooze(): void {
  const ids = targets()
  if (ids.length > 0) openDialog({ kind: 'snooze', ids })
}

export function addTags(ids: PaperId[], typed: readonly string[]): void {
  if (typed.length === 0 || ids.length === 0) return
  // a known tag is as it was first written, from the first frame on
  const known = new Map(useLibrary.getState().tags.map(({ name }) => [foldTagName(name), name]))
  const names = typed.map((name) => known.get(foldTagName(name)) ?? name)
  carryOut(
    ids,
    (row) => {
      const had = new Set(row.tags.map(foldTagName))
      return { tags: [...row.tags, ...names.filter((name) => !had.has(foldTagName(name)))] }
    },
    { deed: `Tagged ${names.join(', ')}`, advance: false },
    (options) => client.call('tags.add', { ids, names }, options),
  )
}

export function removeTag(ids: PaperId[], name: string): void {
  if (ids.length === 0) return
  carryOut(
    ids,
    (row) => ({ tags: row.tags.filter((tag) => tag !== name) }),
    { deed: `Took off the tag ${name}`, advance: false },
    (options) => client.call('tags.remove', { ids, names: [name] }, options),
  )
}

export function editNote(): void {
  if (usePlace.getState().selectedId === null) return
  useWindow.setState({ paperOpen: true, triage: null })
  wantFocus('note')
}
