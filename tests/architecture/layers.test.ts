// Owns the proof that every import points the one way that the layers allow; lint says it sooner, this says it for every path.
import { expect, test } from 'vitest'
import { exists, filesUnder, type Imported, importsOf, type Layer, LAYERS, layerOf, packageOf } from './sources.ts'

interface Allowed {
  layers: readonly Layer[]
  /** Packages; null for any that is not listed in `never`. */
  packages: readonly string[] | null
  never: RegExp
}

const NOTHING = /^$/

const ALLOWED: Readonly<Record<Layer, Allowed>> = {
  'src-main/domain': { layers: [], packages: ['zod'], never: NOTHING },
  'src-main/contract': { layers: ['src-main/domain'], packages: ['zod'], never: NOTHING },
  'src-main/core': { layers: ['src-main/domain', 'src-main/contract'], packages: ['zod', 'lunr', 'saxes'], never: NOTHING },
  'src-main/adapters': { layers: ['src-main/domain', 'src-main/core'], packages: null, never: /^electron$/ },
  'src-main/hosts': {
    layers: ['src-main/domain', 'src-main/contract', 'src-main/core', 'src-main/adapters'],
    packages: null,
    never: /^node:sqlite$/,
  },
  'src-main/preload': { layers: ['src-main/contract'], packages: ['electron'], never: NOTHING },
  'src-renderer': { layers: ['src-main/domain', 'src-main/contract'], packages: null, never: /^(?:node:.*|electron.*|zod|ws|conf|lunr)$/ },
  tests: { layers: LAYERS, packages: null, never: NOTHING },
}

/** Folders that may use packages their layer may not: pure ES libraries without I/O. */
const MORE_PACKAGES: readonly [RegExp, readonly string[]][] = [
  [/^src-main\/core\/annotations\//, ['@cantoo/pdf-lib', 'approx-string-match', 'diff']],
  [/^src-main\/core\/exchange\//, ['fflate', 'yaml']],
]

/** Finer than the layers, as [importer, imported]: these never meet. */
const NEVER: readonly [RegExp, RegExp][] = [
  [/^src-main\/adapters\//, /^src-main\/core\/(?!ports\.ts$)/],
  [/^src-main\/core\/commands\//, /^src-main\/core\/(?:queries\/(?!paper-names)|sync|search|source)\//],
  [/^src-main\/core\/queries\//, /^src-main\/core\/(?:commands|sync|source)\//],
  [/^src-main\/core\/storage\//, /^src-main\/core\/(?:commands|queries|sync|search|source)\//],
  [/^src-main\/core\/source\//, /^src-main\/core\/(?:commands|queries|sync|search|storage)\//],
  [/^src-main\/core\/search\//, /^src-main\/core\/(?:commands|queries|sync|source)\//],
  [/^src-main\/hosts\/core-thread\//, /^src-main\/hosts\/(?:electron|loopback|cli|launcher)\//],
  [/^src-main\/hosts\/electron\//, /^src-main\/hosts\/(?:loopback|cli|launcher)\//],
  [/^src-main\/hosts\/loopback\//, /^src-main\/hosts\/(?:electron|cli|launcher)\//],
  [/^src-main\/hosts\/cli\//, /^src-main\/hosts\/electron\//],
  [/^src-renderer\/state\//, /^src-renderer\/(?:actions|views)\//],
  [/^src-renderer\/actions\//, /^src-renderer\/views\//],
]

function refusal({ from, specifier, file }: Imported): string | null {
  const layer = layerOf(from)
  if (layer === null) return null
  const allowed = ALLOWED[layer]
  if (file === null) {
    const name = packageOf(specifier)
    const more = MORE_PACKAGES.some(([folder, packages]) => folder.test(from) && packages.includes(name))
    if (allowed.never.test(name) || (allowed.packages !== null && !allowed.packages.includes(name) && !more))
      return `${from} imports ${name}`
    if (name === 'electron' && !/^(?:src-main\/(?:hosts\/electron|preload)|tests)\//.test(from)) return `${from} imports electron`
    return null
  }
  const other = layerOf(file)
  if (other === null) return /^(?:package\.json|resources\/|electron\.vite\.config\.ts)/.test(file) ? null : `${from} imports ${file}`
  if (other !== layer && !allowed.layers.includes(other)) return `${from} imports ${file}`
  if (other !== layer && specifier.startsWith('.')) return `${from} reaches ${file} by a relative path`
  return NEVER.some(([importer, imported]) => importer.test(from) && imported.test(file)) ? `${from} imports ${file}` : null
}

const sources = filesUnder('src-main/**/*.{ts,mjs}', 'src-renderer/**/*.{ts,tsx}', 'tests/**/*.{ts,tsx,mjs}')
const imports = sources.flatMap((file) => importsOf(file))

test('finds the source and its imports at all', () => {
  expect(sources.length).toBeGreaterThan(30)
  expect(imports.length).toBeGreaterThan(100)
  expect(imports.filter(({ from }) => from === 'src-main/contract/api.ts').map(({ specifier }) => specifier)).toContain('zod')
})

test('every import is one that the layers allow', () => {
  expect(imports.map(refusal).filter((sentence) => sentence !== null)).toEqual([])
})

test('every import of a file of the project names a file that exists', () => {
  expect(imports.filter(({ file }) => file !== null && !exists(file)).map(({ from, specifier }) => `${from}: ${specifier}`)).toEqual([])
})

test('refuses what it should, so that silence means something', () => {
  const from = (file: string, text: string): (string | null)[] => importsOf(file, text).map(refusal)
  expect(from('src-main/domain/a.ts', "import fs from 'node:fs'")).toEqual(['src-main/domain/a.ts imports node:fs'])
  expect(from('src-main/domain/a.ts', "export { x } from '../core/app.ts'")).toEqual(['src-main/domain/a.ts imports src-main/core/app.ts'])
  expect(from('src-main/contract/a.ts', "import type { App } from '#core/app.ts'")).toEqual([
    'src-main/contract/a.ts imports src-main/core/app.ts',
  ])
  expect(from('src-main/core/a.ts', "const fs = await import('node:fs')")).toEqual(['src-main/core/a.ts imports node:fs'])
  expect(from('src-main/core/a.ts', "import {\n  a,\n  b,\n} from '../domain/day.ts'")).toEqual([
    'src-main/core/a.ts reaches src-main/domain/day.ts by a relative path',
  ])
  expect(from('src-main/hosts/cli/a.ts', "import { app } from 'electron'")).toEqual(['src-main/hosts/cli/a.ts imports electron'])
  expect(from('src-renderer/views/a.tsx', "import '#core/app.ts'")).toEqual(['src-renderer/views/a.tsx imports src-main/core/app.ts'])
  expect(from('src-renderer/state/a.ts', "import { go } from '../actions/go.ts'")).toEqual([
    'src-renderer/state/a.ts imports src-renderer/actions/go.ts',
  ])
})
