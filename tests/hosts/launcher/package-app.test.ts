// Owns the facts about what is packed and told of: a valid configuration for every system, and the licences of all that is shipped.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Configuration } from 'electron-builder'
import { expect, test } from 'vitest'
import { packConfiguration } from '#hosts/launcher/package-app.ts'
import { noticesOf, shippedPackages } from '#hosts/launcher/third-party.ts'
import { filesUnder, textOf } from '#tests/architecture/sources.ts'
import { repositoryRoot } from '#tests/support/repository.ts'

/** What may be shipped without asking anyone: each only wants to be named with its text, CPAL also in the window. */
const ALLOWED = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'OFL-1.1',
  'BlueOak-1.0.0',
  'MIT-0',
  'CC0-1.0',
  'Unlicense',
  'PSF-2.0',
  'CPAL-1.0',
])

const fromBuilder = createRequire(fileURLToPath(import.meta.resolve('electron-builder')))
const { validateConfiguration } = fromBuilder('app-builder-lib/out/util/config/config.js') as {
  validateConfiguration(configuration: unknown, log: { isEnabled: boolean; add(): void }): Promise<void>
}
const valid = async (configuration: unknown): Promise<void> =>
  await validateConfiguration(configuration, { isEnabled: false, add: () => undefined })

test('the configuration for every system is one that electron-builder takes', async () => {
  const configuration = packConfiguration(repositoryRoot)
  await valid(configuration)
  await expect(valid({ ...configuration, mac: { hardendRuntime: true } })).rejects.toThrow('configuration.mac should be')
})

test('every system has its targets, its icon, the link and the file it opens, and no way in through the runtime', () => {
  const configuration: Configuration = packConfiguration(repositoryRoot)
  expect(configuration.linux?.target).toEqual(['AppImage', 'deb'])
  expect(configuration.mac?.target).toEqual(['dmg', 'zip'].map((target) => ({ target, arch: 'universal' })))
  expect(configuration.win?.target).toEqual(['nsis', 'portable'])
  for (const icon of [configuration.linux?.icon, configuration.mac?.icon, configuration.win?.icon, configuration.mac?.entitlements])
    expect(existsSync(path.join(repositoryRoot, String(icon)))).toBe(true)
  expect(configuration.mac?.hardenedRuntime).toBe(true)
  expect(configuration.protocols).toMatchObject([{ schemes: ['dogear'] }])
  for (const system of [configuration.mac, configuration.win]) expect(system?.fileAssociations).toMatchObject([{ ext: 'pdf' }])
  for (const target of [configuration.deb, configuration.appImage]) expect(target?.mimeTypes).toEqual(['application/pdf'])
  expect(configuration.publish).toBeNull()
})

test('with a feed named, the configuration of every system tells of updates there, over one that electron-builder takes', async () => {
  const configuration = packConfiguration(repositoryRoot, 'https://updates.example/dogear')
  await valid(configuration)
  expect(configuration.publish).toEqual({ provider: 'generic', url: 'https://updates.example/dogear', channel: 'latest' })
  for (const system of [configuration.linux, configuration.mac, configuration.win]) expect(system).not.toHaveProperty('publish')
  // the address is the only thing that a feed changes
  expect({ ...configuration, publish: null }).toEqual(packConfiguration(repositoryRoot))
  await expect(valid({ ...configuration, publish: { provider: 'generic', address: 'x' } })).rejects.toThrow('configuration.publish')
})

test('hardened runtime asks for as little as an engine that compiles as it runs needs, and no door is left open in it', () => {
  const entitlements = textOf('resources/entitlements.mac.plist')
  const asked = [...entitlements.matchAll(/<key>([^<]+)<\/key>/g)].map(([, key]) => key)
  expect(asked).toContain('com.apple.security.cs.allow-jit')
  for (const door of ['disable-library-validation', 'get-task-allow', 'allow-dyld-environment-variables', 'automation.apple-events'])
    expect(asked.filter((key) => key?.endsWith(door))).toEqual([])
})

test('every package that is shipped has a licence that lets it be, and is named with its text', () => {
  const packages = shippedPackages(repositoryRoot)
  const odd = packages.filter(({ licence }) => !licence.split(/ OR | AND |[()]/).some((part) => ALLOWED.has(part.trim())))
  expect(odd.map(({ name, licence }) => `${name}: ${licence}`)).toEqual([])
  const notices = noticesOf(packages)
  for (const { name, version, folder } of packages) {
    expect(notices).toContain(`${name} ${version} (`)
    const [file] = readdirSync(folder).filter((entry) => /^(?:licen[cs]e|copying)/i.test(entry))
    if (file !== undefined) expect(notices.includes(readFileSync(path.join(folder, file), 'utf8').trim()), name).toBe(true)
  }
})

test('every package that the sources import is among those that are told of', () => {
  const told = new Set(shippedPackages(repositoryRoot).map(({ name }) => name))
  const ofTools = new Set(['electron', 'electron-builder'])
  const imported = [...filesUnder('src-main/**/*.ts'), ...filesUnder('src-renderer/**/*.{ts,tsx}')].flatMap((file) =>
    [...textOf(file).matchAll(/(?:from|import) '([^'.#][^']*)'/g)].map(([, name = '']) => name),
  )
  const names = imported.map((name) =>
    name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/'),
  )
  const unknown = [...new Set(names)].filter((name) => !name.startsWith('node:') && !ofTools.has(name) && !told.has(name))
  expect(unknown).toEqual([])
})

test('every package of the running program is named in README, with why it is there', () => {
  const { dependencies } = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  const readme = textOf('README.md')
  expect(Object.keys(dependencies).filter((name) => !readme.includes(`\`${name}\``))).toEqual([])
})
