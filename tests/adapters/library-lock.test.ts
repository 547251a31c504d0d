// Owns the facts about the lock: one holder, none after its end.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { lockLibrary } from '#adapters/library-lock.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

test('one holder at a time, and the next one after it let go', () => {
  const folder = tempFolder()
  const first = lockLibrary(folder)
  expect(() => lockLibrary(folder)).toThrow(expect.objectContaining({ code: 'busy', retryable: true }))
  first.release()
  lockLibrary(folder).release()
})

test('two folders have two locks', () => {
  const [one, two] = [lockLibrary(tempFolder()), lockLibrary(tempFolder())]
  one.release()
  two.release()
})

test('another process that is killed takes its lock with it', async () => {
  const folder = tempFolder()
  const module = pathToFileURL(path.join(repositoryRoot, 'src-main/adapters/library-lock.ts')).href
  const script = `const { lockLibrary } = await import(${JSON.stringify(module)}); lockLibrary(${JSON.stringify(folder)}); console.log('held'); setInterval(() => {}, 1000)`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(holder.stdout, 'data')
  expect(() => lockLibrary(folder)).toThrow(expect.objectContaining({ code: 'busy' }))
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  lockLibrary(folder).release()
})

test('a folder that is not there is named in the sentence', () => {
  const folder = path.join(tempFolder(), 'none')
  expect(() => lockLibrary(folder)).toThrow(expect.objectContaining({ code: 'read-only', message: expect.stringContaining(folder) }))
})
