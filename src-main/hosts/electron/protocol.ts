// Owns app://dogear/: the built window under a scheme of its own, so that no page has the rights of a file.
import { protocol, type Session } from 'electron'
import type { WindowFile } from '#adapters/window-files.ts'
import { SECURITY_HEADERS } from '../content-policy.ts'

const SCHEME = 'app'
export const WINDOW_ADDRESS = `${SCHEME}://dogear/`

/** Before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

export function serveWindow(session: Session, files: ReadonlyMap<string, WindowFile>): void {
  session.protocol.handle(SCHEME, (request) => {
    const url = new URL(request.url)
    const file = url.host === 'dogear' && request.method === 'GET' ? files.get(url.pathname) : undefined
    if (!file) return new Response('There is no such page.', { status: 404, headers: SECURITY_HEADERS })
    return new Response(new Uint8Array(file.read()), { headers: { ...SECURITY_HEADERS, 'content-type': file.type } })
  })
}

/** Whether a frame shows the window itself; everything else may neither be gone to nor be answered. */
export function isOwnAddress(address: string, developmentAddress: string | undefined): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (url.protocol === `${SCHEME}:` && url.host === 'dogear') return true
  return developmentAddress !== undefined && url.origin === new URL(developmentAddress).origin
}
