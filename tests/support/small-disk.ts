// Owns a disk of a few megabytes for a test: a tmpfs, where this machine lets it be mounted.
import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { newTempFolder, removeFolder } from './temp-folder.ts'

export interface SmallDisk {
  folder: string
  /** Leaves no room at all. */
  fill(): void
  /** Makes room again. */
  free(): void
  setWritable(on: boolean): void
}

const mount = (...args: string[]): boolean => spawnSync('mount', args).status === 0

/** Why no disk can be mounted here, as half a sentence; null when it can. */
export function whyNoSmallDisk(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'a small disk is mounted by root on Linux only'
  const folder = newTempFolder()
  const works = mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder)
  if (works) spawnSync('umount', [folder])
  removeFolder(folder)
  return works ? null : 'this machine lets no tmpfs be mounted'
}

/** Gone when the test ends; whoever uses it must have ended before. */
export function smallDisk(megabytes: number): SmallDisk {
  const folder = newTempFolder()
  if (!mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder)) throw new Error('no tmpfs could be mounted')
  onTestFinished(() => {
    spawnSync('umount', ['-l', folder])
    removeFolder(folder)
  })
  const ballast = path.join(folder, 'ballast')
  return {
    folder,
    fill: () => {
      let size = 0
      for (let bytes = 1_048_576; bytes >= 1; bytes = Math.floor(bytes / 2)) {
        for (;;) {
          try {
            writeFileSync(ballast, Buffer.alloc(bytes), { flag: 'a' })
            size += bytes
          } catch {
            break
          }
        }
      }
      if (size === 0) throw new Error('the disk was full already')
    },
    free: () => rmSync(ballast),
    setWritable: (on) => {
      if (!mount('-o', `remount,${on ? 'rw' : 'ro'}`, folder)) throw new Error('the disk could not be remounted')
    },
  }
}
