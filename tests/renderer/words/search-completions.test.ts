// Owns the facts about operators that complete themselves: which, with what, and where the caret is then.
import { expect, test } from 'vitest'
import { parseSearch, SEARCH_FIELDS } from '#domain/search-query.ts'
import { isOperatorOpen, nameToComplete, OPERATORS, searchCompletions } from '#renderer/words/search-completions.ts'

const tags = [
  { name: 'to cite', papers: 2 },
  { name: 'other', papers: 9 },
  { name: 'cite later', papers: 5 },
]
const at = (text: string, names: { name: string; papers: number }[] = [], caret = text.length) =>
  searchCompletions(text, caret, { tags, names }).map((completion) => completion.text)

test('a word becomes an operator, its value one of those it knows', () => {
  expect(at('flow is:la')).toEqual(['flow is:later '])
  expect(at('ha')).toEqual(['has:'])
  expect(at('vot')).toEqual(['votes:>'])
  expect(at('(has:an')).toEqual(['(has:annotation '])
  expect(at('on:last-w')).toEqual(['on:last-week '])
  expect(at('transformer')).toEqual([])
  expect(at('flow ')).toEqual([])
  expect(at('is:later')).toEqual([])
})

test('a tag is found by any part of it, beginnings first, and quoted where it has blanks', () => {
  expect(at('-tag:to')).toEqual(['-tag:"to cite" '])
  expect(at('tag:cite')).toEqual(['tag:"cite later" ', 'tag:"to cite" '])
  expect(at('tag:"to c')).toEqual(['tag:"to cite" '])
})

test('a tag with quotation marks in its name is quoted so that it is found again', () => {
  const odd = ['the "best" lamp', '5"', 'a „curly“ word', '"quoted"'].map((name) => ({ name, papers: 1 }))
  const completed = (text: string) => searchCompletions(text, text.length, { tags: odd, names: [] }).map((one) => one.text)
  expect(completed('tag:best')).toEqual(['tag:"the ""best"" lamp" '])
  expect(completed('tag:"the ""be')).toEqual(['tag:"the ""best"" lamp" '])
  expect(completed('tag:5')).toEqual(['tag:"5""" '])
  for (const { name } of odd) {
    const [text = ''] = completed(`tag:${/[a-z0-9]+/.exec(name)?.[0] ?? ''}`)
    expect([text, parseSearch(text, '2026-08-21').filters]).toContainEqual([{ kind: 'tag', name }])
  }
})

test('names come from the library', () => {
  expect(nameToComplete('x author:"ann br', 16)).toEqual({ field: 'author', text: 'ann br' })
  expect(nameToComplete('authors:ann', 11)).toEqual({ field: 'author', text: 'ann' })
  expect(nameToComplete('title:ann', 9)).toBeNull()
  expect(nameToComplete('author:', 7)).toBeNull()
  expect(at('author:ann', [{ name: 'Ann Brush', papers: 3 }])).toEqual(['author:"Ann Brush" '])
})

test('in the middle of a text what follows stays, and the caret stands behind what was completed', () => {
  const [completion] = searchCompletions('is:la lamp', 5, { tags, names: [] })
  expect(completion).toMatchObject({ text: 'is:later lamp', caret: 9 })
  expect(at('is:later lamp', [], 5)).toEqual([])
})

test('every field that can be searched completes itself', () => {
  const known = OPERATORS.map(([operator]) => operator)
  for (const field of SEARCH_FIELDS) expect(known).toContain(`${field}:`)
})

test('an operator is open until its value is one', () => {
  for (const text of ['is:', 'flow -is:', 'is:la', 'has:', 'tag:', 'tag:ci', 'author:', 'votes:>', 'votes:>=', 'after:last', 'on:"']) {
    expect([text, isOperatorOpen(text, tags)]).toEqual([text, true])
  }
  for (const text of ['', 'flow', 'is:later', 'is: ', 'is:nothing', 'votes:>5', 'author:ann', 'nooperator:', 'tag:other']) {
    expect([text, isOperatorOpen(text, tags)]).toEqual([text, false])
  }
})
