// Owns what each action of the action table does here.
import { type ActionId, isActionId } from '#contract/actions.ts'
import { client } from '../app/client.ts'
import { holdKeys } from '../keys/held-keys.ts'
import { useDetails } from '../state/details.ts'
import { usePlace } from '../state/place.ts'
import { usePaperText } from '../state/paper-text.ts'
import { useReader } from '../state/reader.ts'
import { useTextSelection } from '../state/text-selection.ts'
import { openDialog } from '../state/window.ts'
import { stopWork } from '../state/work.ts'
import { useLibrary } from '../state/library.ts'
import { decide, toggleRead } from './decide.ts'
import { chooseFile, fetchNewer, makeListOffline, makeOffline, removeFilesOfSelected, togglePause, togglePin } from './downloads.ts'
import { archiveRest, askForFollow } from './feed.ts'
import { go, goBack, goBeside, goThisMonth, goThisWeek, goToday } from './go.ts'
import { exportList, exportTargets, sendToZotero } from './export-papers.ts'
import { copyDiagnostics } from './copies.ts'
import { chooseImports } from './import-files.ts'
import { travel } from './history.ts'
import { stopSync, sync } from './library.ts'
import { extendBy, markAll, moveBy, moveToEnd, moveToUndecided, showMore, toggleMark } from './move.ts'
import { askForSnooze, askForTags, copyBibtex, copyReference, editNote, openPage, openPaper } from './paper.ts'
import { toggleFullNote } from './notes.ts'
import {
  backInPaper,
  besideMark,
  chooseColour,
  focusPageField,
  forwardInPaper,
  markSelection,
  removeMark,
  scrollBy,
  toggleFind,
  zoom,
} from './reader.ts'
import { nextLead, openCited, saveCited } from './reader-leads.ts'
import { editReaderNote, hideReaderNote } from './reader-note.ts'
import { backFromReader, besideTab, closeTab, readPaper, reopenTab, toTabs } from './reader-tabs.ts'
import { type CaretAction, isCaretAction, performCaret, toggleCaret } from './caret.ts'
import { copyWords } from './copy-words.ts'
import { goToMoment, selectedStep, takeBack } from './journal.ts'
import {
  decideHere,
  goToMark,
  otherHalf,
  setMark,
  togglePageByPage,
  togglePane,
  toggleSplit,
  toggleTwoPages,
  turnPages,
} from './reader-places.ts'
import { addNote, takeTool } from './marking-tools.ts'
import { quoteIntoNote } from './mark-quotation.ts'
import { focusComment, focusMarkFilter, focusMarkTags, mergeWithNext, nextRole, setEnds } from './marking.ts'
import { copyMarks, exportMarkedCopy, importMarks } from './reader-exchange.ts'
import {
  backFromText,
  fetchTextAgain,
  openTextFind,
  readAsText,
  readFileAsText,
  scrollText,
  showPages,
  sizeText,
  toggleSpeaking,
  toggleTextOutline,
  toHeading,
} from './paper-text.ts'
import { besideTextMark, colourWords, extendWords, markWords, removeTextMark, selectSentence } from './text-marks.ts'
import { print } from './print.ts'
import { moveInReadingList } from './reading-list.ts'
import { goSearch } from './search-place.ts'
import { saveThisSearch } from './saved-searches.ts'
import { takeCorrection, takeRelaxed } from './search.ts'
import { targets } from './targets.ts'
import { cycleSort, toggleFilter, toggleSidebar, toggleTriage } from './view.ts'

const performers: Record<Exclude<ActionId, CaretAction>, () => void> = {
  'list.next': () => moveBy(1),
  'list.previous': () => moveBy(-1),
  'list.nextUndecided': () => moveToUndecided(1),
  'list.previousUndecided': () => moveToUndecided(-1),
  'list.first': () => moveToEnd('first'),
  'list.last': () => moveToEnd('last'),
  'list.open': openPaper,
  'view.back': () => (usePaperText.getState().paper ? backFromText() : useReader.getState().file ? backFromReader() : goBack()),
  'list.select': toggleMark,
  'list.extendDown': () => extendBy(1),
  'list.extendUp': () => extendBy(-1),
  'list.selectAll': markAll,
  'list.more': showMore,
  'day.previous': () => goBeside(-1),
  'day.next': () => goBeside(1),

  'paper.later': () => decide('later'),
  'paper.shortlist': () => decide('shortlist'),
  'paper.archive': () => decide('archive'),
  'paper.dismiss': () => decide('dismissed'),
  'paper.inbox': () => decide('inbox'),
  'paper.snooze': askForSnooze,
  'paper.read': toggleRead,
  'catchUp.archiveRest': archiveRest,

  'paper.tag': askForTags,
  'paper.note': editNote,
  'note.full': toggleFullNote,
  'paper.follow': askForFollow,
  'paper.pdf': readPaper,
  'paper.text': readAsText,
  'paper.offline': makeOffline,
  'list.offline': makeListOffline,
  'paper.newer': () => fetchNewer(),
  'paper.pin': togglePin,
  'paper.takeOff': removeFilesOfSelected,
  'paper.web': () => openPage('huggingFace'),
  'paper.arxiv': () => openPage('arxiv'),
  'paper.code': () => openPage('code'),
  'paper.project': () => openPage('project'),
  'paper.copyReference': copyReference,
  'paper.copyBibtex': copyBibtex,
  'paper.export': exportTargets,
  'list.export': exportList,
  'paper.zotero': () => void sendToZotero(targets()),

  'journal.takeBack': takeBack,
  'journal.goTo': goToMoment,

  'reader.highlight': () => void holdKeys(markSelection('highlight')),
  'reader.underline': () => void holdKeys(markSelection('underline')),
  'reader.colour1': () => chooseColour(1),
  'reader.colour2': () => chooseColour(2),
  'reader.colour3': () => chooseColour(3),
  'reader.colour4': () => chooseColour(4),
  'reader.colour5': () => chooseColour(5),
  'reader.colour6': () => chooseColour(6),
  'reader.colour7': () => chooseColour(7),
  'reader.colour8': () => chooseColour(8),
  'reader.note': addNote,
  'reader.area': () => takeTool('area'),
  'reader.ink': () => takeTool('ink'),
  'reader.eraser': () => takeTool('eraser'),
  'reader.text': () => takeTool('text'),
  'reader.paperNote': editReaderNote,
  'reader.hideNote': hideReaderNote,
  'reader.quote': () => void quoteIntoNote(),
  'reader.comment': focusComment,
  'reader.tagMark': focusMarkTags,
  'reader.role': nextRole,
  'reader.filterMarks': focusMarkFilter,
  'reader.setEnds': setEnds,
  'reader.merge': mergeWithNext,
  'reader.nextMark': () => besideMark(1),
  'reader.previousMark': () => besideMark(-1),
  'reader.removeMark': removeMark,
  'reader.carryMarks': () => openDialog({ kind: 'carry-marks' }),
  'reader.export': exportMarkedCopy,
  'reader.import': importMarks,
  'reader.copyMarks': copyMarks,
  'reader.caret': toggleCaret,
  'reader.copyWords': () => copyWords(),
  'reader.copyTable': () => copyWords({ asTable: true }),
  'reader.find': toggleFind,
  'reader.goToPage': focusPageField,
  'reader.back': backInPaper,
  'reader.forward': forwardInPaper,
  'reader.zoomIn': () => zoom(1),
  'reader.zoomOut': () => zoom(-1),
  'reader.fit': () => zoom(0),
  'reader.fitPage': () => zoom('page'),
  'reader.outline': () => togglePane('outline'),
  'reader.thumbnails': () => togglePane('thumbnails'),
  'reader.split': toggleSplit,
  'reader.otherHalf': otherHalf,
  'reader.properties': () => openDialog({ kind: 'properties' }),
  'reader.nextLink': () => nextLead(1),
  'reader.previousLink': () => nextLead(-1),
  'reader.openReference': () => openCited(),
  'reader.saveReference': () => saveCited(),
  'reader.nextTab': () => besideTab(1),
  'reader.previousTab': () => besideTab(-1),
  'reader.closeTab': () => closeTab(),
  'reader.reopenTab': reopenTab,
  'reader.turn': turnPages,
  'reader.twoPages': toggleTwoPages,
  'reader.pageByPage': togglePageByPage,
  'reader.setMark': setMark,
  'reader.goToMark': goToMark,
  'reader.later': () => decideHere('later'),
  'reader.shortlist': () => decideHere('shortlist'),
  'reader.archive': () => decideHere('archive'),
  'reader.dismiss': () => decideHere('dismissed'),
  'reader.down': () => scrollBy(0.15),
  'reader.up': () => scrollBy(-0.15),

  'reader.asText': readFileAsText,
  'text.pages': showPages,
  'text.down': () => scrollText(0.15),
  'text.up': () => scrollText(-0.15),
  'text.nextSection': () => toHeading(1),
  'text.previousSection': () => toHeading(-1),
  'text.outline': toggleTextOutline,
  'text.find': openTextFind,
  'text.larger': () => sizeText(1),
  'text.smaller': () => sizeText(-1),
  'text.usualSize': () => sizeText(0),
  'text.speak': toggleSpeaking,
  'text.sentence': () => selectSentence(1),
  'text.previousSentence': () => selectSentence(-1),
  'text.wordMore': () => extendWords('forward', 'word'),
  'text.wordLess': () => extendWords('backward', 'word'),
  'text.lineMore': () => extendWords('forward', 'line'),
  'text.lineLess': () => extendWords('backward', 'line'),
  'text.highlight': () => markWords('highlight'),
  'text.underline': () => markWords('underline'),
  'text.colour1': () => colourWords(1),
  'text.colour2': () => colourWords(2),
  'text.colour3': () => colourWords(3),
  'text.colour4': () => colourWords(4),
  'text.colour5': () => colourWords(5),
  'text.colour6': () => colourWords(6),
  'text.colour7': () => colourWords(7),
  'text.colour8': () => colourWords(8),
  'text.nextMark': () => besideTextMark(1),
  'text.previousMark': () => besideTextMark(-1),
  'text.removeMark': removeTextMark,
  'text.fetchAgain': fetchTextAgain,

  'readingList.up': () => moveInReadingList(-1),
  'readingList.down': () => moveInReadingList(1),

  'go.today': goToday,
  'go.inbox': () => go({ kind: 'inbox' }),
  'go.later': () => go({ kind: 'state', state: 'later' }),
  'go.shortlist': () => go({ kind: 'state', state: 'shortlist' }),
  'go.archive': () => go({ kind: 'state', state: 'archive' }),
  'go.dismissed': () => go({ kind: 'state', state: 'dismissed' }),
  'go.tabs': toTabs,
  'go.notes': () => go({ kind: 'notes' }),
  'go.trending': () => go({ kind: 'trending' }),
  'go.catchUp': () => go({ kind: 'catch-up' }),
  'go.since': () => go({ kind: 'since', what: 'rose' }),
  'go.followed': () => go({ kind: 'followed' }),
  'go.days': () => go({ kind: 'days' }),
  'go.insights': () => go({ kind: 'insights' }),
  'go.week': goThisWeek,
  'go.month': goThisMonth,
  'go.snoozed': () => go({ kind: 'snoozed' }),
  'go.annotations': () => go({ kind: 'annotations' }),
  'go.downloads': () => go({ kind: 'downloads' }),
  'go.activity': () => go({ kind: 'activity' }),
  'go.journal': () => go({ kind: 'journal' }),
  'go.exchange': () => go({ kind: 'exchange' }),
  'go.sample': () => go({ kind: 'sample' }),

  'view.triage': toggleTriage,
  'view.sidebar': toggleSidebar,
  'view.print': print,
  'view.sort': cycleSort,
  'filter.undecided': () => toggleFilter('undecided'),
  'filter.unread': () => toggleFilter('unread'),
  'filter.hasCode': () => toggleFilter('hasCode'),
  'filter.hasNote': () => toggleFilter('hasNote'),
  'filter.sample': () => toggleFilter('sample'),
  'search.focus': goSearch,
  'search.correct': takeCorrection,
  'search.relax': takeRelaxed,
  'search.save': saveThisSearch,
  'searches.manage': () => openDialog({ kind: 'manage-searches', id: null }),
  'palette.open': () => openDialog({ kind: 'palette' }),
  'help.keys': () => openDialog({ kind: 'help' }),
  'help.diagnostics': copyDiagnostics,
  'settings.open': () => go({ kind: 'settings' }),

  'files.open': chooseFile,
  'files.import': chooseImports,
  'files.pause': togglePause,
  'papers.add': () => openDialog({ kind: 'add-papers', text: '' }),
  'follow.manage': () => openDialog({ kind: 'follow', id: null }),
  'tags.manage': () => openDialog({ kind: 'manage-tags', tag: null }),
  'history.undo': () => travel('undo'),
  'history.redo': () => travel('redo'),
  'work.stop': () => void stopWork(),
  'sync.run': () => sync(),
  'sync.cancel': stopSync,
  'sample.remove': () => openDialog({ kind: 'remove-samples' }),
}

export function perform(id: ActionId): void {
  if (isCaretAction(id)) performCaret(id)
  else performers[id]()
}

/** Whether an action has something to act on now; what has not is left out of the palette. */
export function canPerform(id: ActionId): boolean {
  const { selectedId } = usePlace.getState()
  const detail = selectedId === null ? undefined : useDetails.getState().byId.get(selectedId)
  const { status, sync: syncStatus } = useLibrary.getState()
  switch (id) {
    case 'paper.code':
      return detail?.codeUrl != null
    case 'paper.project':
      return detail?.projectUrl != null
    case 'sync.cancel':
      return syncStatus?.state === 'running' || syncStatus?.state === 'waiting'
    case 'sample.remove':
    case 'go.sample':
      return status !== null && !status.samplesRemoved
    case 'go.tabs':
      return useReader.getState().tabs.length > 0
    default:
      if (isCaretAction(id)) return useTextSelection.getState().isCaret
      if (id.startsWith('reader.')) return useReader.getState().file !== null
      if (id.startsWith('journal.')) return selectedStep() !== null
      if (id.startsWith('text.')) return usePaperText.getState().paper !== null
      return !id.startsWith('paper.') || selectedId !== null
  }
}

/** The native menu asks for actions by name. */
export function listenForActions(): () => void {
  return client.on('action', ({ id }) => {
    if (isActionId(id)) perform(id)
  })
}
