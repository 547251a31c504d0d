// Owns `npm run dev`: Electron on a development server that brings every change of the window at once.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { findElectron } from './electron-runtime.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')

process.exitCode = await develop(process.argv.slice(2))

/** The exit code once the window is closed; the arguments are those of `dogear start`. 1 where there is no Electron, said in one sentence. */
async function develop(args: readonly string[]): Promise<number> {
  const answer = await findElectron({ root: ROOT, args, say: (sentence) => console.error(sentence) })
  if ('why' in answer) {
    console.error(
      `npm run dev needs Electron, and ${answer.why}. npm run serve shows the window in a browser and builds it again at each start.`,
    )
    return 1
  }
  const { executable, major } = answer.runtime
  const environment = { ...process.env, ELECTRON_EXEC_PATH: executable, ...(major === undefined ? {} : { ELECTRON_MAJOR_VER: major }) }
  const builder = path.join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [builder, 'dev', '--watch', '--', ...args], { cwd: ROOT, env: environment, stdio: 'inherit' })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void child.kill(signal))
    child.on('error', () => resolve(1))
    child.on('exit', (code) => resolve(code ?? 0))
  })
}
