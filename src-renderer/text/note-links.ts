// Owns the links of a note while it is written: how they look, and the papers offered after `[[`.
import {
  autocompletion,
  closeCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
  completionStatus,
} from '@codemirror/autocomplete'
import type { Extension } from '@codemirror/state'
import { Decoration, EditorView, keymap, MatchDecorator, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { LINK } from './note-link-targets.ts'

/** Papers for what was typed after `[[`; an interrupted or failed question finds none. */
export type FindPapers = (text: string, signal: AbortSignal) => Promise<readonly { id: string; title: string }[]>

/** Offers papers after `[[`: the link is written with the identifier and the title that is shown. */
export function linkCompletion(findPapers: FindPapers): Extension {
  const source = async (context: CompletionContext): Promise<CompletionResult | null> => {
    const typed = context.matchBefore(/\[\[[^[\]\n]{0,200}$/)
    if (!typed) return null
    const controller = new AbortController()
    context.addEventListener('abort', () => controller.abort())
    const papers = await findPapers(typed.text.slice(2), controller.signal)
    if (context.aborted || papers.length === 0) return null
    return { from: typed.from, filter: false, options: papers.map(optionOf) }
  }
  return [
    autocompletion({ override: [source], activateOnTyping: true, icons: false, defaultKeymap: false, aboveCursor: false }),
    keymap.of([
      // Esc closes an offer that is seen; one that is only being looked for must not keep the cursor in the field
      {
        key: 'Escape',
        run: (view) => {
          const isShown = completionStatus(view.state) === 'active'
          closeCompletion(view)
          return isShown
        },
      },
      ...completionKeymap.filter(({ key }) => key !== 'Escape'),
    ]),
    looks,
  ]
}

function optionOf({ id, title }: { id: string; title: string }): Completion {
  return {
    label: title,
    detail: id,
    apply: (view, _completion, from, to) => {
      // what closes the link may stand there already
      const end = view.state.sliceDoc(to, to + 2) === ']]' ? to + 2 : to
      const link = `[[${id}|${title
        .replace(/[[\]|\n]/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, 300)}]]`
      const changes = { from, to: end, insert: link }
      view.dispatch({ changes, selection: { anchor: from + link.length }, userEvent: 'input.complete', scrollIntoView: true })
    },
  }
}

/** Links to papers look like one thing, brackets and all; Markdown itself sees a link inside of brackets. */
export function paintedLinks(): Extension {
  const painter = new MatchDecorator({ regexp: LINK, decoration: Decoration.mark({ class: 'cm-paperLink' }) })
  const plugin = ViewPlugin.define(
    (view) => {
      const painted = {
        marks: painter.createDeco(view),
        update: (update: ViewUpdate) => {
          painted.marks = painter.updateDeco(update, painted.marks)
        },
      }
      return painted
    },
    { decorations: ({ marks }) => marks },
  )
  return [plugin, EditorView.theme({ '.cm-paperLink, .cm-paperLink span': { color: 'var(--accent)' } })]
}

const looks = EditorView.theme({
  '.cm-tooltip.cm-tooltip-autocomplete': {
    border: '0',
    borderRadius: 'var(--radius)',
    background: 'var(--raised)',
    color: 'var(--ink)',
    boxShadow: 'var(--shadow)',
    maxWidth: 'min(480px, 92vw)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--ui)', fontSize: 'var(--t13)', maxHeight: '260px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 10px', lineHeight: 'var(--l18)', whiteSpace: 'normal' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { background: 'var(--select)', color: 'var(--ink)' },
  '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal', fontSize: 'var(--t12)' },
})
