// Owns the proof that every call of the contract is answered by someone and tested by name.
import { expect, test } from 'vitest'
import { api, type CallName, isCallName } from '#contract/api.ts'
import { filesUnder, textOf } from './sources.ts'

const names = Object.keys(api).filter(isCallName)
const named = (name: CallName): string => `'${name}'`

test('every call is a literal with a handler: grep finds its whole way', () => {
  const core = ['src-main/core/handlers.ts', ...filesUnder('src-main/core/handlers/*.ts')].map(textOf).join('\n')
  const host = textOf('src-main/hosts/host-calls.ts')
  const missing = names.filter(
    (name) => !(api[name].owner === 'core' ? core.includes(`${named(name)}:`) : host.includes(`case ${named(name)}`)),
  )
  expect(missing).toEqual([])
})

test('every call is named by a test', () => {
  const tests = filesUnder('tests/**/*.test.{ts,tsx}').filter((file) => !file.startsWith('tests/architecture/'))
  const text = tests.map(textOf).join('\n')
  expect(names.filter((name) => !text.includes(named(name)))).toEqual([])
})

test('calls are named noun.verb', () => {
  expect(names.filter((name) => !/^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/.test(name))).toEqual([])
})
