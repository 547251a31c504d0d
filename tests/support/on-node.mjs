// Owns one thing: a script of the tests runs on a Node that can run it, or says in one sentence which Node is needed.
// Plain JavaScript that an old Node can read.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const OLDEST = [22, 18]
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')
const script = path.resolve(root, process.argv[2])
const [major, minor] = process.versions.node.split('.').map(Number)
const bundled = path.join(root, 'node_modules', '.bin', 'node')

if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) {
  process.argv.splice(1, 2, script)
  void import(pathToFileURL(script).href)
} else if (existsSync(bundled)) {
  const child = spawn(bundled, [script].concat(process.argv.slice(3)), { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code))
} else {
  process.stderr.write(
    'Dogear needs Node ' +
      OLDEST.join('.') +
      ' or newer, and this is ' +
      process.versions.node +
      ': install a newer Node and run this again.\n',
  )
  process.exitCode = 1
}
