// Owns opening an address in the system's browser from the command line.
import { spawn } from 'node:child_process'

/** Tries, and says nothing when there is no browser: the address was printed. */
export function openInBrowser(address: string): void {
  const [command, ...args] = openCommand(process.platform, address)
  if (command === undefined) return
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
}

/** No shell sees the address. */
export function openCommand(platform: NodeJS.Platform, address: string): string[] {
  if (platform === 'darwin') return ['open', address]
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address]
  return ['xdg-open', address]
}
