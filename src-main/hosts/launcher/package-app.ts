// Owns packing the built program into what a person installs: electron-builder with the project's own configuration.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build, type Configuration, type FileSet, Platform } from 'electron-builder'
import { parse } from 'yaml'
import { buildStale } from './build-stale.ts'
import { noticesOf, shippedPackages } from './third-party.ts'

export interface PackOptions {
  root: string
  /** Only the folder that an installer would put in place; needs no tools of other systems. */
  folderOnly: boolean
  /** Where updates are told of, an https address; without it the packed program knows no such place. */
  feed?: string
  output?: string
  /** The Electron to pack with, unpacked in a folder; without it electron-builder fetches the pinned one. */
  electron?: { folder: string; version: string }
  /** What goes along beside the bundle, for an Electron that has no SQLite of its own. */
  alongside?: readonly FileSet[]
  say?: (sentence: string) => void
}

/** `feed`: where updates are told of; without it the packed program knows no such place. */
export function packConfiguration(root: string, feed?: string): Configuration {
  const configuration = parse(readFileSync(path.join(root, 'resources', 'electron-builder.yml'), 'utf8')) as Configuration
  return feed === undefined ? configuration : { ...configuration, publish: { provider: 'generic', url: feed, channel: 'latest' } }
}

/** Resolves with the folder of what was packed. Rejects as `buildStale` and electron-builder do. */
export async function packApp({ root, folderOnly, feed, output, electron, alongside = [], say }: PackOptions): Promise<string> {
  await buildStale(root, electron?.version.split('.')[0], say ?? (() => undefined))
  writeFileSync(path.join(root, 'out', 'third-party.txt'), noticesOf(shippedPackages(root)))
  const configuration = packConfiguration(root, feed)
  const folder = output ?? path.join(root, configuration.directories?.output ?? 'out/package')
  rmSync(folder, { recursive: true, force: true })
  const files = Array.isArray(configuration.files) ? configuration.files : []
  await build({
    projectDir: root,
    publish: 'never',
    targets: Platform.current().createTarget(folderOnly ? ['dir'] : undefined),
    config: {
      ...configuration,
      directories: { ...configuration.directories, output: folder },
      files: [...files, ...alongside],
      ...(electron === undefined ? {} : { electronDist: electron.folder, electronVersion: electron.version }),
    },
  })
  return folder
}
