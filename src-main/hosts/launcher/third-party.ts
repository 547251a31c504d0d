// Owns the list of what other people wrote and Dogear ships: name, version, licence and its text.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

export interface ShippedPackage {
  name: string
  version: string
  /** An SPDX expression as the package gives it. */
  licence: string
  folder: string
}

const PackageFile = z.object({
  name: z.string(),
  version: z.string(),
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
})

const RootFile = z.object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })

/** Dev dependencies that only build, check or test; what is in neither list would be shipped without being told. */
const TOOL_SCOPES = ['@types/', '@electron/', '@citation-js/', '@embedpdf/']
const TOOLS: ReadonlySet<string> = new Set(
  (
    '@orama/orama @photostructure/sqlite @retorquere/bibtex-parser @vitejs/plugin-react axe-core csv-parse electron electron-builder ' +
    'electron-vite fast-check flexsearch knip mailparser minisearch oxfmt oxlint oxlint-tsgolint playwright-core recheck smtp-server ' +
    'typescript vite vitest'
  ).split(' '),
)

/**
 * Every package of which something is in the packed program, with what those need in turn, sorted by name. Some of it is
 * dropped by the bundler: the list may name too much, never too little.
 */
export function shippedPackages(root: string): ShippedPackage[] {
  const { dependencies, devDependencies } = RootFile.parse(readJson(path.join(root, 'package.json')))
  const direct = [...Object.keys(dependencies), ...Object.keys(devDependencies).filter((name) => !isTool(name))]
  const found = new Map<string, ShippedPackage>()
  const visit = (name: string, from: string): void => {
    const folder = folderOf(name, from)
    if (folder === undefined || found.has(folder)) return
    const file = PackageFile.parse(readJson(path.join(folder, 'package.json')))
    const licence = typeof file.license === 'string' ? file.license : (file.license?.type ?? 'unknown')
    found.set(folder, { name: file.name, version: file.version, licence, folder })
    for (const needed of Object.keys(file.dependencies ?? {})) visit(needed, folder)
  }
  for (const name of direct) visit(name, root)
  return [...found.values()].sort(
    (one, other) => one.name.localeCompare(other.name, 'en') || one.version.localeCompare(other.version, 'en'),
  )
}

function isTool(name: string): boolean {
  return TOOLS.has(name) || TOOL_SCOPES.some((scope) => name.startsWith(scope))
}

/** The text that goes along with the program: each package's name, version and licence, and the licence's own words. */
export function noticesOf(packages: readonly ShippedPackage[]): string {
  const head = 'Dogear is made with these packages. Electron and Chromium bring their own notices beside the program.\n'
  return [head, ...packages.map(noticeOf)].join(`\n${'─'.repeat(72)}\n\n`)
}

function noticeOf({ name, version, licence, folder }: ShippedPackage): string {
  const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry))
  const text = file === undefined ? `Licensed under ${licence}.` : readFileSync(path.join(folder, file), 'utf8').trim()
  return `${name} ${version} (${licence})\n\n${text}\n`
}

/** As Node finds it: in the package's own folder, else further up. */
function folderOf(name: string, from: string): string | undefined {
  for (let place = from; ; place = path.dirname(place)) {
    const folder = path.join(place, 'node_modules', name)
    if (existsSync(path.join(folder, 'package.json'))) return folder
    if (place === path.dirname(place)) return undefined
  }
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}
