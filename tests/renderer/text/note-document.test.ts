// Owns the facts about a note's text as an editor's document: every byte comes back.
import { EditorState } from '@codemirror/state'
import { describe, expect, test } from 'vitest'
import { changeBetween, lineSeparatorOf, textOf, withSeparator } from '#renderer/text/note-document.ts'

function stateOf(text: string): EditorState {
  const separator = EditorState.lineSeparator.of(lineSeparatorOf(text))
  return EditorState.create({ doc: EditorState.create({ extensions: separator }).toText(text), extensions: separator })
}

const TEXTS = [
  '',
  'a',
  '\n',
  '\r\n',
  '\r',
  'a\nb',
  'a\r\nb\r\n',
  'a\rb\r',
  'a\r\nb\nc\rd',
  '\n\r',
  '\r\n\r',
  '\r\r\n\n',
  '\n\n\r\n',
  'a\u0000b',
  '\u2028a\u2029\u0085',
  '\uFEFF😀\tе́',
  'end\n\n',
]

describe('a document', () => {
  test.each(TEXTS.map((text) => [text]))('gives back %j', (text) => expect(textOf(stateOf(text))).toBe(text))

  test('gives back any mix of line breaks', () => {
    let seed = 3
    const parts = ['\r', '\n', '\r\n', 'a', 'bc', '\u0000', '😀']
    for (let round = 0; round < 500; round++) {
      let text = ''
      for (let part = 0; part < 12; part++) {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
        text += parts[(seed >> 8) % parts.length]
      }
      expect(textOf(stateOf(text))).toBe(text)
    }
  })

  test('keeps the rest when a letter is typed', () => {
    const state = stateOf('a\r\nb\r\nc')
    const typed = state.update({ changes: { from: state.doc.length, insert: '!' } }).state
    expect(textOf(typed)).toBe('a\r\nb\r\nc!')
  })

  test('takes what is pasted in its own line breaks', () => {
    expect(withSeparator('a\nb\r\nc\rd', '\r\n')).toBe('a\r\nb\r\nc\r\nd')
  })
})

describe('a text from elsewhere', () => {
  test.each([
    ['abc', 'abXc'],
    ['abc', ''],
    ['', 'abc'],
    ['aaa', 'aa'],
    ['a\nb', 'a\n\nb'],
    ['a\r\nb', 'a\r\nX\r\nb'],
    ['same', 'same'],
  ])('makes %j into %j by one change', (before, after) => {
    const state = stateOf(before)
    expect(textOf(state.update({ changes: changeBetween(state, after) }).state)).toBe(after)
  })

  test('in front of the cursor leaves the cursor at its letter', () => {
    const state = stateOf('mine').update({ selection: { anchor: 4 } }).state
    const next = state.update({ changes: changeBetween(state, 'theirs\n\nmine') }).state
    expect(next.selection.main.head).toBe('theirs\n\nmine'.length)
  })
})
