// Owns a disk that fails when it is told to: loaded before a program (`--import`), it makes calls to the file system fail as the control file says.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/** The control file: JSON `{ calls: ["renameSync"], code: "EIO", match: "backups", half: true }`; without the file nothing fails. */
const control = process.env.DOGEAR_FAILING_DISK
const real = { existsSync: fs.existsSync, readFileSync: fs.readFileSync, writeSync: fs.writeSync }
const nameOf = new Map()

function fault(call, target) {
  if (!control || !real.existsSync(control)) return undefined
  const { calls, code, match = '', half = false } = JSON.parse(real.readFileSync(control, 'utf8'))
  if (!calls.includes(call) || !String(nameOf.get(target) ?? target).includes(match)) return undefined
  return { error: Object.assign(new Error(`${code}: made to fail, ${call}`), { code, errno: -1, syscall: call }), half }
}

for (const call of ['writeFileSync', 'writeSync', 'renameSync', 'fsyncSync', 'openSync', 'copyFileSync', 'mkdirSync', 'appendFileSync']) {
  const original = fs[call]
  fs[call] = (target, ...rest) => {
    // reading is not what fails: programs load their modules with it
    const found = call === 'openSync' && (rest[0] ?? 'r') === 'r' ? undefined : fault(call, target)
    if (found) {
      // a torn write leaves its first half
      if (found.half && call === 'writeFileSync') original(target, rest[0].slice(0, Math.floor(rest[0].length / 2)), ...rest.slice(1))
      throw found.error
    }
    const result = original(target, ...rest)
    if (call === 'openSync') nameOf.set(result, target)
    return result
  }
}
syncBuiltinESMExports()
