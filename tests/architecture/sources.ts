// Owns reading the project's own source for the architecture tests: which files there are and what they import.
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { repositoryRoot } from '#tests/support/repository.ts'

/** Paths from the root of the repository, with forward slashes. */
export function filesUnder(...patterns: string[]): string[] {
  return globSync(patterns, { cwd: repositoryRoot })
    .map((file) => file.split(path.sep).join('/'))
    .sort()
}

export function textOf(file: string): string {
  return readFileSync(path.join(repositoryRoot, file), 'utf8')
}

export function exists(file: string): boolean {
  return existsSync(path.join(repositoryRoot, file))
}

export const LAYERS = [
  'src-main/domain',
  'src-main/contract',
  'src-main/core',
  'src-main/adapters',
  'src-main/hosts',
  'src-main/preload',
  'src-renderer',
  'tests',
] as const
export type Layer = (typeof LAYERS)[number]

export function layerOf(file: string): Layer | null {
  return LAYERS.find((layer) => file.startsWith(`${layer}/`)) ?? null
}

const SUBPATHS: Readonly<Record<string, Layer>> = {
  '#domain': 'src-main/domain',
  '#contract': 'src-main/contract',
  '#core': 'src-main/core',
  '#adapters': 'src-main/adapters',
  '#hosts': 'src-main/hosts',
  '#renderer': 'src-renderer',
  '#tests': 'tests',
}

export interface Imported {
  from: string
  specifier: string
  /** The project's own file, from the root; null for a package. */
  file: string | null
}

const STATIC = /^\s*(?:import|export)\b[^'"]*?\bfrom\s*['"]([^'"]+)['"]/gm
const SIDE_EFFECT = /^\s*import\s*['"]([^'"]+)['"]/gm
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

/** Every import, re-export, dynamic import and import type of a file. */
export function importsOf(file: string, text = textOf(file)): Imported[] {
  const specifiers = [STATIC, SIDE_EFFECT, DYNAMIC].flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''))
  return specifiers.map((specifier) => ({ from: file, specifier, file: ownFile(file, specifier) }))
}

function ownFile(from: string, specifier: string): string | null {
  const plain = specifier.replace(/\?.*$/, '')
  if (plain.startsWith('.')) return path.posix.join(path.posix.dirname(from), plain)
  const [head = '', ...rest] = plain.split('/')
  const folder = SUBPATHS[head]
  return folder === undefined ? null : [folder, ...rest].join('/')
}

/** `@scope/name/deep` → `@scope/name`; `node:fs` stays. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
