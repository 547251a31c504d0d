// Owns taking the key map out as a file and bringing one in.
import { type KeyMap, keyMapText, readKeyMap } from '../keys/key-map.ts'
import { useSettings } from '../state/settings.ts'
import { reportFailure, say, showToast, tell } from '../state/toasts.ts'
import { counted } from '#domain/counted.ts'
import { changeSettings } from './library.ts'
import { saveFile } from './save-file.ts'

export function exportKeys(): void {
  saveFile('dogear-keys.json', new Blob([keyMapText(useSettings.getState().settings.keys)], { type: 'application/json' }))
    .then((sentence) => {
      if (sentence !== null) tell(sentence)
    })
    .catch(reportFailure)
}

/** Takes the keys of a file in the place of one's own; a file that is no key map changes nothing. */
export async function importKeys(file: Pick<File, 'text'>): Promise<void> {
  try {
    const { keys, leftOut } = readKeyMap(await file.text())
    if (keys === null) return refuse('That file is not a key map of Dogear, or it is damaged. Your keys are as they were.')
    const isEmpty = Object.keys(keys).length === 0
    if (isEmpty && leftOut.length > 0) return refuse('None of the entries of that file can be used here. Your keys are as they were.')
    if (isEmpty) return replaceKeys(keys, 'That file has no keys of its own: all keys are set back.')
    const aside = leftOut.length === 0 ? '' : ` ${counted(leftOut.length, 'entry', 'entries')} left out: ${leftOut.slice(0, 5).join(', ')}.`
    const sentence = `Took ${counted(Object.keys(keys).length, 'key')} from the file.${aside}`
    replaceKeys(keys, sentence)
  } catch (thrown) {
    reportFailure(thrown)
  }
}

function refuse(sentence: string): void {
  showToast({ kind: 'failure', sentence })
  say(sentence)
}

export function setAllKeysBack(): void {
  replaceKeys({}, 'All keys are set back.')
}

/** All of one's own keys at once go in one step, and come back in one. */
function replaceKeys(keys: KeyMap, sentence: string): void {
  const before = useSettings.getState().settings.keys
  changeSettings({ keys })
  const takeBack = (): void => {
    changeSettings({ keys: before })
    say('Your keys are as they were.')
  }
  showToast({ sentence, takeBack })
  say(sentence)
}
