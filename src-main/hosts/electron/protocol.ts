// Owns app://dogear/: the built window under a scheme of its own, so that no page has the rights of a file.
import { Readable } from 'node:stream'
import { protocol, type Session } from 'electron'
import { libraryFileHeaders, serveLibraryFile } from '#adapters/library-files.ts'
import { PICTURE_HEADERS, servePicture } from '#adapters/picture-files.ts'
import type { WindowFile } from '#adapters/window-files.ts'
import { SECURITY_HEADERS } from '../content-policy.ts'
import { SCHEME } from './own-address.ts'

/** Before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
  ])
}

export function serveWindow(session: Session, files: ReadonlyMap<string, WindowFile>, dataFolder: string): void {
  session.protocol.handle(SCHEME, (request) => {
    const url = new URL(request.url)
    const pdf =
      url.host === 'dogear' && request.method === 'GET' ? serveLibraryFile(dataFolder, url.pathname, request.headers.get('range')) : null
    if (pdf) {
      const body = Readable.toWeb(pdf.open()) as ReadableStream
      return new Response(body, { status: pdf.status, headers: { ...SECURITY_HEADERS, ...libraryFileHeaders(pdf) } })
    }
    const picture = url.host === 'dogear' && request.method === 'GET' ? servePicture(dataFolder, url.pathname) : null
    if (picture) {
      return new Response(new Uint8Array(picture.bytes), {
        headers: { ...SECURITY_HEADERS, 'content-type': picture.type, ...PICTURE_HEADERS },
      })
    }
    const file = url.host === 'dogear' && request.method === 'GET' ? files.get(url.pathname) : undefined
    if (!file) return new Response('There is no such page.', { status: 404, headers: SECURITY_HEADERS })
    return new Response(new Uint8Array(file.read()), { headers: { ...SECURITY_HEADERS, 'content-type': file.type } })
  })
}
