#!/usr/bin/env node
// Owns the start of `dogear` under any Node: a Node that is too old hands over to the one that came with the project.
// Plain JavaScript that an old Node can read.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const OLDEST = [22, 18]
const here = path.dirname(fileURLToPath(import.meta.url))
const root = path.resolve(here, '..', '..', '..')

if (isNewEnough(process.versions.node)) {
  // what Node made of the TypeScript is kept for the next start, which takes half as long then; a failure costs nothing
  const kept = path.join(root, 'node_modules', '.cache', 'dogear-code')
  process.getBuiltinModule('node:module').enableCompileCache(kept)
  process.env.NODE_COMPILE_CACHE ??= kept // the core thread reads it from here
  void import('./main.ts').then((program) => program.main(process.argv.slice(2)))
} else {
  const newer = newerNode()
  if (newer) runWith(newer)
  else refuse()
}

function isNewEnough(version) {
  const parts = version.replace(/^v/, '').split('.').map(Number)
  return parts[0] > OLDEST[0] || (parts[0] === OLDEST[0] && parts[1] >= OLDEST[1])
}

function newerNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const places = [path.join(root, 'node_modules', '.bin', name), path.join(root, '..', '.bin', name)]
  return places.find((place) => {
    if (!existsSync(place)) return false
    const answer = spawnSync(place, ['--version'], { encoding: 'utf8' })
    return answer.status === 0 && isNewEnough(answer.stdout.trim())
  })
}

function runWith(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url)].concat(process.argv.slice(2)), { stdio: 'inherit' })
  // the terminal sends Ctrl+C to both; waiting for the child gives it the time to close the library
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', refuse)
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code))
}

function refuse() {
  process.stderr.write(
    'Dogear needs Node ' +
      OLDEST.join('.') +
      ' or newer, and this is ' +
      process.versions.node +
      ': install a newer Node and run this again.\n',
  )
  process.exitCode = 1
}
