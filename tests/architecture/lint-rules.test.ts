// Owns the proof that lint refuses what it says it refuses: the same configuration, on files written to break it.
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { runCommand } from '#tests/support/command.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

/** file → [what it says, the rule that must refuse it; null where it must pass] */
const WRITTEN: Readonly<Record<string, readonly [string, string | null]>> = {
  'src-main/domain/node.ts': ["export { readFileSync } from 'node:fs'", 'no-restricted-imports'],
  'src-main/domain/upwards.ts': ["export { createApp } from '#core/app.ts'", 'no-restricted-imports'],
  'src-main/domain/fine.ts': ["export { z } from 'zod'", null],
  'src-main/contract/upwards.ts': ["export { createApp } from '#core/app.ts'", 'no-restricted-imports'],
  'src-main/contract/fine.ts': ["export { Day } from '#domain/day.ts'", null],
  'src-main/core/node.ts': ["export { readFileSync } from 'node:fs'", 'no-restricted-imports'],
  'src-main/core/electron.ts': ["export { app } from 'electron'", 'no-restricted-imports'],
  'src-main/core/adapter.ts': ["export { openDatabase } from '#adapters/sqlite.ts'", 'no-restricted-imports'],
  'src-main/core/pdf.ts': ["export { PDFDocument } from '@cantoo/pdf-lib'", 'no-restricted-imports'],
  'src-main/core/annotations/node.ts': ["export { readFileSync } from 'node:fs'", 'no-restricted-imports'],
  'src-main/core/annotations/fine.ts': ["export { PDFDocument } from '@cantoo/pdf-lib'", null],
  'src-main/core/fine.ts': ["export { default as lunr } from 'lunr'", null],
  'src-main/core/commands/one.ts': ["export { two } from './two.ts'", 'no-restricted-imports'],
  'src-main/core/commands/two.ts': ['export const two = 2', null],
  'src-main/core/storage/query.ts': ["export { list } from '#core/queries/list.ts'", 'no-restricted-imports'],
  'src-main/adapters/host.ts': ["export { serve } from '#hosts/loopback/main.ts'", 'no-restricted-imports'],
  'src-main/hosts/loopback/electron.ts': ["export { app } from 'electron'", 'no-restricted-imports'],
  'src-main/hosts/loopback/sql.ts': ["export { DatabaseSync } from 'node:sqlite'", 'no-restricted-imports'],
  'src-main/hosts/electron/fine.ts': ["export { app } from 'electron'", null],
  'src-main/hosts/electron/loopback.ts': ["export { serve } from '#hosts/loopback/main.ts'", 'no-restricted-imports'],
  'src-main/preload/core.ts': ["export { createApp } from '#core/app.ts'", 'no-restricted-imports'],
  'src-renderer/core.ts': ["export { createApp } from '#core/app.ts'", 'no-restricted-imports'],
  'src-renderer/node.ts': ["export { readFileSync } from 'node:fs'", 'no-restricted-imports'],
  'src-renderer/fine.ts': ["export { api } from '#contract/api.ts'", null],
  'src-renderer/state/upwards.ts': ["export { go } from '../actions/go.ts'", 'no-restricted-imports'],
  'src-main/core/cycle-a.ts': ["import { b } from './cycle-b.ts'\nexport const a = (): unknown => b", 'no-cycle'],
  'src-main/core/cycle-b.ts': ["import { a } from './cycle-a.ts'\nexport const b = (): unknown => a", 'no-cycle'],
  'src-main/core/floating.ts': [
    'const later = async (): Promise<void> => {}\nexport const now = (): void => {\n  later()\n}',
    'no-floating-promises',
  ],
  'src-main/core/any.ts': ['export const anything: any = 1', 'no-explicit-any'],
  'src-main/core/long.ts': [Array.from({ length: 401 }, (_, line) => `export const line${line} = ${line}`).join('\n'), 'max-lines'],
  'src-main/core/told-off.ts': ['// oxlint-disable-next-line no-var\nexport const quiet = 1', 'unused'],
}

interface Diagnostic {
  message: string
  code?: string
  filename: string
}

function isDiagnostics(value: unknown): value is { diagnostics: Diagnostic[] } {
  return typeof value === 'object' && value !== null && 'diagnostics' in value && Array.isArray(value.diagnostics)
}

test('every rule of the layers fires where it is broken and nowhere else', async () => {
  const folder = tempFolder()
  copyFileSync(path.join(repositoryRoot, '.oxlintrc.json'), path.join(folder, '.oxlintrc.json'))
  const compiler = {
    strict: true,
    module: 'ESNext',
    moduleResolution: 'bundler',
    target: 'ES2024',
    noEmit: true,
    allowImportingTsExtensions: true,
  }
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: compiler, include: ['src-*/**/*'] }))
  symlinkSync(path.join(repositoryRoot, 'node_modules'), path.join(folder, 'node_modules'), 'junction')
  for (const [file, [text]] of Object.entries(WRITTEN)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), `${text}\n`)
  }
  const oxlint = path.join(repositoryRoot, 'node_modules', 'oxlint', 'bin', 'oxlint')
  const result = await runCommand(process.execPath, [oxlint, '--format', 'json'], { cwd: folder })
  const report: unknown = JSON.parse(result.output)
  const diagnostics = isDiagnostics(report) ? report.diagnostics : []
  const found = Object.fromEntries(
    Object.entries(WRITTEN).map(([file, [, rule]]) => {
      const said = diagnostics
        .filter((diagnostic) => diagnostic.filename.replaceAll('\\', '/') === file)
        .map(({ code = '', message }) => `${code} ${message}`)
      if (rule === null) return [file, said.length === 0 ? null : said.join('; ')]
      return [file, said.some((sentence) => sentence.toLowerCase().includes(rule)) ? rule : `not refused: ${said.join('; ')}`]
    }),
  )
  expect(found).toEqual(Object.fromEntries(Object.entries(WRITTEN).map(([file, [, rule]]) => [file, rule])))
  expect(result.code).not.toBe(0)
})

test('types refuse what is out of reach: no layer below the hosts sees Node, only the window sees the DOM', () => {
  const types = (layer: string): unknown => {
    const config: unknown = JSON.parse(readFileSync(path.join(repositoryRoot, layer, 'tsconfig.json'), 'utf8'))
    return typeof config === 'object' && config !== null && 'compilerOptions' in config ? config.compilerOptions : null
  }
  for (const layer of ['src-main/domain', 'src-main/contract']) expect(types(layer)).toMatchObject({ lib: ['ES2024'], types: [] })
  expect(types('src-main/core')).toMatchObject({ lib: ['ES2024'], types: ['lunr'] })
  expect(types('src-renderer')).toMatchObject({ lib: expect.arrayContaining(['DOM']), types: ['vite/client'] })
})
