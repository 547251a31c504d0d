// Owns app://dogear/: the built window under a scheme of its own, so that no page has the rights of a file.
import { protocol, type Session } from 'electron'
import type { WindowFile } from '#adapters/window-files.ts'
import { SECURITY_HEADERS } from '../content-policy.ts'
import { SCHEME } from './own-address.ts'

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
