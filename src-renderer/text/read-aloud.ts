// Owns reading a text aloud, sentence by sentence, by voices of this machine only: a voice from elsewhere would send the text away.
import { type DomText, sentencesFrom, type WordSpan } from './dom-text.ts'

/** Those that speak without a network, English ones first. */
export function localVoices(): SpeechSynthesisVoice[] {
  if (!('speechSynthesis' in globalThis)) return []
  const isEnglish = ({ lang }: SpeechSynthesisVoice): number => (lang.toLowerCase().startsWith('en') ? 0 : 1)
  return speechSynthesis
    .getVoices()
    .filter(({ localService }) => localService)
    .toSorted((one, other) => isEnglish(one) - isEnglish(other) || Number(other.default) - Number(one.default))
}

/** Runs when the system says which voices it has; the returned function stops that. */
export function onVoices(listener: () => void): () => void {
  if (!('speechSynthesis' in globalThis)) return () => undefined
  speechSynthesis.addEventListener('voiceschanged', listener)
  return () => speechSynthesis.removeEventListener('voiceschanged', listener)
}

export interface ReadAloud {
  stop(): void
}

/** Speaks one sentence after the other; `onSentence` says which, and null when it ends or is stopped. */
export function readAloud(words: DomText, start: number, onSentence: (span: WordSpan | null) => void): ReadAloud | null {
  const [voice] = localVoices()
  if (!voice) return null
  const left = sentencesFrom(words, start)
  let isStopped = false
  const next = (): void => {
    const sentence = isStopped ? undefined : left.shift()
    onSentence(sentence ?? null)
    if (!sentence) return
    const utterance = new SpeechSynthesisUtterance(words.text.slice(sentence.start, sentence.end))
    utterance.voice = voice
    utterance.lang = voice.lang
    utterance.onend = next
    utterance.onerror = () => {
      left.length = 0
      next()
    }
    speechSynthesis.speak(utterance)
  }
  speechSynthesis.cancel()
  next()
  return {
    stop: () => {
      isStopped = true
      speechSynthesis.cancel()
      onSentence(null)
    },
  }
}
