// Owns the proof that files stay small, say what they own, are named for it, and are where the documents say they are.
import { expect, test } from 'vitest'
import { migrations } from '#core/storage/migrations.ts'
import { exists, filesUnder, textOf } from './sources.ts'

const MOST_LINES = 400
const sources = filesUnder('src-main/**/*.{ts,mjs}', 'src-renderer/**/*.{ts,tsx,css}', 'tests/**/*.{ts,tsx,mjs}')

test(`no file is longer than ${MOST_LINES} lines`, () => {
  expect(sources.filter((file) => textOf(file).trimEnd().split('\n').length > MOST_LINES)).toEqual([])
})

test('the first line of every file says what it owns', () => {
  const silent = sources.filter((file) => !/^(?:#!.*\n)?(?:\/\/|\/\*\*?) \S/.test(textOf(file)))
  expect(silent).toEqual([])
})

test('files are kebab-case and named for the thing', () => {
  const name = (file: string): string => (file.split('/').at(-1) ?? '').replace(/(?:\.test|\.config|\.d)?\.[a-z]+$/, '')
  expect(sources.filter((file) => !/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(name(file)))).toEqual([])
  expect(sources.filter((file) => /^(?:index|utils?|helpers?|manager|service|common|misc)$/.test(name(file)))).toEqual([])
})

test('no file switches a rule or the compiler off', () => {
  const off = /(?:oxlint|eslint)-disable|@ts-(?:ignore|expect-error|nocheck)/
  expect(sources.filter((file) => !file.startsWith('tests/architecture/') && off.test(textOf(file)))).toEqual([])
})

test('every migration has a test and stands where its number says', () => {
  const tests = filesUnder('tests/core/storage/**/*.test.ts').map((file) => file.replace(/^tests\//, ''))
  migrations.forEach(({ version, name }, index) => {
    const file = `core/storage/migrations/${String(version).padStart(3, '0')}-${name}`
    expect(version).toBe(index + 1)
    expect(exists(`src-main/${file}.ts`)).toBe(true)
    expect(tests).toContain(`${file}.test.ts`)
  })
})

const DOCUMENTS = ['README.md', ...filesUnder('.github/**/*.md')]

/** Code spans that are paths of this repository: `src-main/core/…`. */
function pathsIn(document: string): string[] {
  const spans = [...textOf(document).matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '')
  return spans.filter((span) => /^(?:src-main|src-renderer|tests|resources|\.github|\.ci)\/[^\s*…{]*$/.test(span))
}

test('every path that README and the other documents name is there', () => {
  const gone = DOCUMENTS.flatMap((document) =>
    pathsIn(document)
      .filter((file) => !exists(file))
      .map((file) => `${document}: ${file}`),
  )
  expect(gone).toEqual([])
})

test("README's “Where is…?” answers with paths", () => {
  const [, section = ''] = textOf('README.md').split(/^#+ Where is.*$/m)
  const answers = section.split(/^#/m)[0] ?? ''
  expect(answers.match(/`(?:src-main|src-renderer|tests)\/[^`]+`/g)?.length ?? 0).toBeGreaterThanOrEqual(8)
})
