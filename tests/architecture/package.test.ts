// Owns the proof that what is installed is what was chosen: exact versions, a lock file that works on any registry, real scripts.
import { expect, test } from 'vitest'
import { exists, textOf } from './sources.ts'

interface PackageFile {
  scripts: Record<string, string>
  bin: Record<string, string>
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  optionalDependencies: Record<string, string>
  overrides?: Record<string, Record<string, string> | string>
}

const packageFile = JSON.parse(textOf('package.json')) as PackageFile

test('every version is exact', () => {
  const { dependencies, devDependencies, optionalDependencies } = packageFile
  const all = { ...dependencies, ...devDependencies, ...optionalDependencies }
  expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([])
})

test('the lock file names no download address and agrees with package.json', () => {
  const text = textOf('package-lock.json')
  const lock = JSON.parse(text) as { packages: Record<string, Record<string, unknown>> }
  const away = Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined)
  expect(away).toEqual([])
  expect(text).not.toMatch(/https?:\/\/[^"]*\.tgz/)
  const { dependencies, devDependencies, optionalDependencies } = packageFile
  expect(lock.packages['']).toMatchObject({ dependencies, devDependencies, optionalDependencies })
})

test('no package runs a script of its own when it is installed', () => {
  const lock = JSON.parse(textOf('package-lock.json')) as { packages: Record<string, { hasInstallScript?: boolean; optional?: boolean }> }
  const running = Object.entries(lock.packages).filter(([, entry]) => entry.hasInstallScript && !entry.optional)
  expect(running.map(([name]) => name).filter((name) => !NEEDS_NO_SCRIPT.has(name))).toEqual([])
})

/** The first ships its binary in the package; the second's is for a kind of Windows installer that is not made. */
const NEEDS_NO_SCRIPT = new Set(['node_modules/@photostructure/sqlite', 'node_modules/electron-winstaller'])

test('scripts of packages are switched off where they are installed', () => {
  expect(textOf('.npmrc').split('\n')).toContain('ignore-scripts=true')
})

test('every file that a script or the command starts with is there', () => {
  const words = [...Object.values(packageFile.scripts), ...Object.values(packageFile.bin)].flatMap((line) => line.split(' '))
  const files = words.filter((word) => /\.(?:ts|mjs)$/.test(word)).map((word) => word.replace(/^\.\//, ''))
  expect(files.length).toBeGreaterThan(5)
  expect(files.filter((file) => !exists(file))).toEqual([])
})
