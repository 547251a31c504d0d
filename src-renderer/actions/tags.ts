// Owns what is done with tags as words: another name, one of two, a colour, gone. Each can be undone.
import { cleanTagName, foldTagName, type TagColour, type TagCount } from '#domain/tag.ts'
import type { Done } from '#contract/api.ts'
import { client } from '../app/client.ts'
import { NO_ALL_MARKS_FILTER } from '../state/all-marks.ts'
import { useLibrary } from '../state/library.ts'
import { usePlace } from '../state/place.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'
import { filterAllMarks } from './all-marks.ts'
import { openPlace } from './go.ts'
import { rememberStep } from './steps.ts'

/** The other tag that has this name, however its letters are written: the two become one of that name. */
export function namesake(tags: readonly TagCount[], name: string, to: string): TagCount | undefined {
  return tags.find((other) => other.name !== name && foldTagName(other.name) === foldTagName(to))
}

/** A name that is taken already makes one tag of the two. */
export function renameTag(name: string, typed: string): void {
  const to = cleanTagName(typed)
  if (to === '' || to === name) return
  carryOut(client.call('tags.rename', { name, to }), () => leave(name, namesake(useLibrary.getState().tags, name, to)?.name ?? to))
}

export function colourTag(name: string, colour: TagColour | null): void {
  carryOut(client.call('tags.colour', { name, colour }))
}

export function deleteTag(name: string): void {
  carryOut(client.call('tags.delete', { name }), () => leave(name, null))
}

/** The list of all annotations, narrowed to a tag. */
export function showMarksOfTag(tag: string): void {
  filterAllMarks({ ...NO_ALL_MARKS_FILTER, tag })
  void openPlace({ kind: 'annotations' })
}

function carryOut(call: Promise<Done>, then: () => void = () => undefined): void {
  call
    .then((done) => {
      if (done.historyId !== null) rememberStep(done.historyId, usePlace.getState().place)
      showToast({ sentence: done.sentence, undo: done.historyId !== null })
      say(done.sentence)
      then()
    })
    .catch(reportFailure)
}

/** The page of a tag that is no more gives way to the one it became. */
function leave(name: string, to: string | null): void {
  const { place } = usePlace.getState()
  if (place.kind !== 'tag' || place.tag !== name) return
  void openPlace(to === null ? { kind: 'all' } : { kind: 'tag', tag: to }, { replace: true })
}
