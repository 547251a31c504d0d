// Owns what is said about a mark: its comment, tags and role, by key.
import { AnnotationRole } from '#domain/annotation.ts'
import { useReader } from '../state/reader.ts'
import { say, showToast } from '../state/toasts.ts'
import { changeMark } from './reader.ts'

const NONE_SELECTED = 'No mark is selected. Go to one with the keys for the next and the previous annotation.'

function focusField(selector: string): void {
  if (useReader.getState().selected === null) {
    showToast({ sentence: NONE_SELECTED })
    say(NONE_SELECTED)
    return
  }
  // a mark that was made this moment has its fields only after this
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus())
}

export function focusComment(): void {
  focusField('[data-comment]')
}

export function focusMarkTags(): void {
  focusField('[data-mark-tags]')
}

/** None, claim, method, number, question, todo, and none again. */
export function nextRole(): void {
  const { annotations, selected } = useReader.getState()
  const annotation = annotations.find((each) => each.id === selected)
  if (!annotation) {
    showToast({ sentence: NONE_SELECTED })
    say(NONE_SELECTED)
    return
  }
  const at = annotation.role === null ? -1 : AnnotationRole.options.indexOf(annotation.role)
  const role = AnnotationRole.options[at + 1] ?? null
  void changeMark(annotation.id, { role })
  say(role === null ? 'No role.' : `Role: ${role}.`)
}
