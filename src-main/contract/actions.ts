// Owns the table of actions: id, title, where it acts and its default key. Menus, palette, help and tooltips read it.

/** `list` is also the triage view; `everywhere` acts in every place. */
export type ActionScope = 'everywhere' | 'list' | 'note' | 'reader'

export interface ActionSpec {
  readonly title: string
  readonly scope: ActionScope
  readonly group: 'Move' | 'Decide' | 'Paper' | 'Reading list' | 'Go to' | 'Window' | 'Library' | 'Reader'
  /**
   * Default keys, the first is shown. `g t` is a sequence, `+` joins modifiers, `Mod` is Ctrl or Cmd,
   * a capital letter is written `Shift+t`.
   */
  readonly keys: readonly string[]
}

const action = (title: string, scope: ActionScope, group: ActionSpec['group'], ...keys: string[]): ActionSpec => ({
  title,
  scope,
  group,
  keys,
})

export const actions = {
  'list.next': action('Next paper', 'list', 'Move', 'j', 'ArrowDown'),
  'list.previous': action('Previous paper', 'list', 'Move', 'k', 'ArrowUp'),
  'list.nextUndecided': action('Next undecided', 'list', 'Move', 'n'),
  'list.previousUndecided': action('Previous undecided', 'list', 'Move', 'p'),
  'list.first': action('First paper', 'list', 'Move', 'Home'),
  'list.last': action('Last paper', 'list', 'Move', 'End'),
  'list.open': action('Open', 'list', 'Move', 'Enter', 'o'),
  'view.back': action('Back', 'everywhere', 'Move', 'Escape'),
  'list.select': action('Select', 'list', 'Move', 'x'),
  'list.extendDown': action('Extend the selection down', 'list', 'Move', 'Shift+j', 'Shift+ArrowDown'),
  'list.extendUp': action('Extend the selection up', 'list', 'Move', 'Shift+k', 'Shift+ArrowUp'),
  'list.selectAll': action('Select all', 'list', 'Move', 'Mod+a'),
  'list.more': action('More of the abstract', 'list', 'Move', 'Space'),
  'day.previous': action('Previous day', 'list', 'Move', '[', 'Control+ArrowLeft'),
  'day.next': action('Next day', 'list', 'Move', ']', 'Control+ArrowRight'),

  'paper.later': action('Later', 'list', 'Decide', 'l'),
  'paper.shortlist': action('Shortlist', 'list', 'Decide', 's'),
  'paper.archive': action('Archive', 'list', 'Decide', 'e'),
  'paper.dismiss': action('Dismiss', 'list', 'Decide', 'd'),
  'paper.inbox': action('Back to inbox', 'list', 'Decide', 'Shift+e'),
  'paper.snooze': action('Snooze', 'list', 'Decide', 'h'),
  'paper.read': action('Mark read or unread', 'list', 'Decide', 'm'),
  'catchUp.archiveRest': action('Archive the rest', 'list', 'Decide', 'Alt+e'),

  'paper.tag': action('Tag', 'list', 'Paper', 't'),
  'paper.note': action('Note', 'list', 'Paper', 'Shift+n'),
  'note.full': action('Note in full height', 'list', 'Paper', 'Alt+n'),
  'paper.follow': action('Follow authors, organization or keywords', 'list', 'Paper', 'f'),
  'paper.pdf': action('Open PDF', 'list', 'Paper', 'Shift+o'),
  'paper.offline': action('Make offline', 'list', 'Paper', 'Shift+p'),
  'paper.web': action('Open on Hugging Face', 'list', 'Paper', 'v'),
  'paper.arxiv': action('Open on arXiv', 'list', 'Paper'),
  'paper.code': action('Open code', 'list', 'Paper'),
  'paper.project': action('Open project page', 'list', 'Paper'),
  'paper.copyReference': action('Copy reference', 'list', 'Paper', 'y'),
  'paper.copyBibtex': action('Copy BibTeX', 'list', 'Paper', 'Shift+y'),

  'reader.highlight': action('Highlight', 'reader', 'Reader', 'h'),
  'reader.underline': action('Underline', 'reader', 'Reader', 'u'),
  'reader.note': action('Sticky note', 'reader', 'Reader', 'n'),
  'reader.text': action('Text on the page', 'reader', 'Reader', 'Alt+4'),
  'reader.area': action('Mark an area', 'reader', 'Reader', 'Alt+5'),
  'reader.ink': action('Draw with ink', 'reader', 'Reader', 'Alt+6'),
  'reader.eraser': action('Erase ink', 'reader', 'Reader', 'Alt+7'),
  'reader.colour1': action('Yellow', 'reader', 'Reader', '1'),
  'reader.colour2': action('Red', 'reader', 'Reader', '2'),
  'reader.colour3': action('Green', 'reader', 'Reader', '3'),
  'reader.colour4': action('Blue', 'reader', 'Reader', '4'),
  'reader.colour5': action('Purple', 'reader', 'Reader', '5'),
  'reader.colour6': action('Magenta', 'reader', 'Reader', '6'),
  'reader.colour7': action('Orange', 'reader', 'Reader', '7'),
  'reader.colour8': action('Grey', 'reader', 'Reader', '8'),
  'reader.quote': action('Quote the annotation in the note', 'reader', 'Reader', 'q'),
  'reader.comment': action('Comment on the annotation', 'reader', 'Reader', 'a'),
  'reader.tagMark': action('Tag the annotation', 'reader', 'Reader', 't'),
  'reader.role': action('Role of the annotation: the next', 'reader', 'Reader', 'w'),
  'reader.filterMarks': action('Filter the annotations', 'reader', 'Reader', 'Alt+f'),
  'reader.setEnds': action('Put the annotation on the selected words', 'reader', 'Reader', 'Shift+h'),
  'reader.merge': action('Join the annotation with the next', 'reader', 'Reader', 'Shift+m'),
  'reader.nextMark': action('Next annotation', 'reader', 'Reader', ']'),
  'reader.previousMark': action('Previous annotation', 'reader', 'Reader', '['),
  'reader.removeMark': action('Delete the annotation', 'reader', 'Reader', 'Delete'),
  'reader.carryMarks': action('Bring annotations over from another version', 'reader', 'Reader', 'Alt+v'),
  'reader.export': action('Write a copy of the PDF with its annotations', 'reader', 'Reader', 'Shift+x'),
  'reader.import': action('Take over annotations of other programs', 'reader', 'Reader'),
  'reader.copyMarks': action('Copy the annotations as Markdown', 'reader', 'Reader', 'Shift+y'),
  'reader.find': action('Find in this paper', 'reader', 'Reader', 'Mod+f'),
  'reader.goToPage': action('Go to page', 'reader', 'Reader', 'Mod+Alt+g'),
  'reader.back': action('Back after a link', 'reader', 'Reader', 'Alt+ArrowLeft'),
  'reader.forward': action('Forward again', 'reader', 'Reader', 'Alt+ArrowRight'),
  'reader.zoomIn': action('Zoom in', 'reader', 'Reader', '+', '='),
  'reader.zoomOut': action('Zoom out', 'reader', 'Reader', '-'),
  'reader.fit': action('Fit the width', 'reader', 'Reader', '0'),
  'reader.outline': action('Outline of the paper', 'reader', 'Reader', 'Alt+o'),
  'reader.nextLink': action('Next link or reference', 'reader', 'Reader', 'Tab'),
  'reader.previousLink': action('Previous link or reference', 'reader', 'Reader', 'Shift+Tab'),
  'reader.openReference': action('Open the work that is cited', 'reader', 'Reader', 'o'),
  'reader.saveReference': action('Save the work that is cited to Later', 'reader', 'Reader', 'l'),
  'reader.nextTab': action('Next open paper', 'reader', 'Reader', 'Alt+j', 'Control+PageDown', 'Control+Tab'),
  'reader.previousTab': action('Previous open paper', 'reader', 'Reader', 'Alt+k', 'Control+PageUp', 'Control+Shift+Tab'),
  'reader.closeTab': action('Close this paper', 'reader', 'Reader', 'Alt+w'),
  'reader.reopenTab': action('Open the paper that was closed last', 'reader', 'Reader', 'Alt+Shift+w'),
  'reader.turn': action('Turn the pages', 'reader', 'Reader', 'r'),
  'reader.twoPages': action('One page or two side by side', 'reader', 'Reader', 'Alt+2'),
  'reader.pageByPage': action('Page by page or continuous', 'reader', 'Reader', 'Alt+1'),
  'reader.setMark': action('Mark this place with a letter', 'reader', 'Reader', 'm'),
  'reader.goToMark': action('Go to a marked place', 'reader', 'Reader', "'"),
  'reader.later': action('Save what is read to Later', 'reader', 'Decide', 'Shift+l'),
  'reader.shortlist': action('Save what is read to Shortlist', 'reader', 'Decide', 'Shift+s'),
  'reader.archive': action('Archive what is read', 'reader', 'Decide', 'Shift+e'),
  'reader.dismiss': action('Dismiss what is read', 'reader', 'Decide', 'Shift+d'),
  'reader.down': action('Scroll down', 'reader', 'Reader', 'j'),
  'reader.up': action('Scroll up', 'reader', 'Reader', 'k'),

  'readingList.up': action('Move up in the reading list', 'list', 'Reading list', 'Alt+ArrowUp'),
  'readingList.down': action('Move down in the reading list', 'list', 'Reading list', 'Alt+ArrowDown'),

  'go.today': action('Go to Today', 'everywhere', 'Go to', 'g t'),
  'go.inbox': action('Go to Inbox', 'everywhere', 'Go to', 'g i'),
  'go.later': action('Go to Later', 'everywhere', 'Go to', 'g l'),
  'go.shortlist': action('Go to Shortlist', 'everywhere', 'Go to', 'g s'),
  'go.archive': action('Go to Archive', 'everywhere', 'Go to', 'g e'),
  'go.dismissed': action('Go to Dismissed', 'everywhere', 'Go to', 'g d'),
  'go.notes': action('Go to Notes', 'everywhere', 'Go to', 'g n'),
  'go.trending': action('Go to Trending', 'everywhere', 'Go to', 'g r'),
  'go.catchUp': action('Go to Catch up', 'everywhere', 'Go to', 'g c'),
  'go.since': action('Go to what changed since you looked', 'everywhere', 'Go to', 'g u'),
  'go.followed': action('Go to what you follow', 'everywhere', 'Go to', 'g f'),
  'go.days': action('Go to the calendar of days', 'everywhere', 'Go to', 'g k'),
  'go.insights': action('Go to Insights', 'everywhere', 'Go to', 'g y'),
  'go.week': action('Go to this week', 'everywhere', 'Go to', 'g w'),
  'go.month': action('Go to this month', 'everywhere', 'Go to', 'g m'),
  'go.snoozed': action('Go to Snoozed', 'everywhere', 'Go to', 'g z'),
  'go.tabs': action('Go to the open papers', 'everywhere', 'Go to', 'g o'),
  'go.annotations': action('Go to All annotations', 'everywhere', 'Go to', 'g h'),
  'go.activity': action('Go to Activity', 'everywhere', 'Go to', 'g a'),
  'go.exchange': action('Go to Import and export', 'everywhere', 'Go to', 'g x'),
  'go.sample': action('Go to the sample days', 'everywhere', 'Go to'),

  'view.triage': action('Triage view', 'everywhere', 'Window', 'Shift+t'),
  'view.sidebar': action('Show or hide the sidebar', 'everywhere', 'Window', '\\', 'Mod+b'),
  'view.sort': action('Change the order', 'list', 'Window', 'Shift+v', 'Alt+v'),
  'search.focus': action('Search', 'everywhere', 'Window', '/'),
  'search.correct': action('Search for the corrected words', 'list', 'Window', 'Alt+c'),
  'search.relax': action('Search for less, where nothing is found', 'list', 'Window', 'Alt+r'),
  'search.save': action('Save this search', 'list', 'Window', 'Alt+s'),
  'palette.open': action('Commands', 'everywhere', 'Window', 'Mod+k'),
  'help.keys': action('Keys', 'everywhere', 'Window', '?'),
  'settings.open': action('Settings', 'everywhere', 'Window', 'Mod+,'),

  'papers.add': action('Add papers', 'everywhere', 'Library', 'Alt+a'),
  'follow.manage': action('Follow, or no longer follow', 'everywhere', 'Library', 'Shift+f'),
  'searches.manage': action('Rename, order or delete saved searches', 'everywhere', 'Library', 'Alt+Shift+s'),
  'tags.manage': action('Rename, merge, colour or delete tags', 'everywhere', 'Library', 'Alt+t'),
  'history.undo': action('Undo', 'everywhere', 'Library', 'z', 'Mod+z'),
  'history.redo': action('Redo', 'everywhere', 'Library', 'Shift+z', 'Mod+Shift+z'),
  'sync.run': action('Sync now', 'everywhere', 'Library', 'Shift+r'),
  'sync.cancel': action('Stop syncing', 'everywhere', 'Library'),
  'sample.remove': action('Remove the sample days', 'everywhere', 'Library'),
} as const satisfies Record<string, ActionSpec>

export type ActionId = keyof typeof actions

export function isActionId(id: string): id is ActionId {
  return Object.hasOwn(actions, id)
}

/** The table as rows, in the order it is written. */
export function actionList(): (ActionSpec & { id: ActionId })[] {
  return (Object.keys(actions) as ActionId[]).map((id) => ({ id, ...actions[id] }))
}
