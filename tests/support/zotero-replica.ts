// Owns a copy of the part of Zotero that browsers speak with, for tests: what its connector server answers, and what it was sent.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ZoteroReplica {
  port: number
  /** Items that it saved, in their order. */
  saved: Record<string, unknown>[]
  close(): Promise<void>
}

export interface ZoteroReplicaOptions {
  /** The library that is selected may be read only. */
  editable?: boolean
  /** Answers `saveItems` so from this request on. */
  refuses?: { from: number; status: number }
}

/** As Zotero 7 answers: it wants a POST with JSON, an API version, and no browser's origin; a session can't be used twice. */
export async function startZotero({ editable = true, refuses }: ZoteroReplicaOptions = {}): Promise<ZoteroReplica> {
  const saved: Record<string, unknown>[] = []
  const sessions = new Set<string>()
  let requests = 0
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      const answer = (status: number, content: unknown): void => {
        response.writeHead(status, { 'content-type': 'application/json', 'x-zotero-version': '7.0.0' })
        response.end(typeof content === 'string' ? content : JSON.stringify(content))
      }
      if (request.method !== 'POST' || request.headers.origin !== undefined) return answer(403, 'Request not allowed')
      if (request.url === '/connector/ping') return answer(200, { prefs: {} })
      if (request.headers['content-type'] !== 'application/json') return answer(400, 'Invalid content type')
      if (request.url === '/connector/getSelectedCollection')
        return answer(200, { libraryID: 1, libraryName: 'My Library', libraryEditable: editable, id: 3, name: 'To read' })
      if (request.url !== '/connector/saveItems') return answer(404, 'No endpoint found')
      requests += 1
      if (refuses && requests >= refuses.from) return answer(refuses.status, { error: 'refused' })
      const { sessionID, items } = JSON.parse(body) as { sessionID: string; items: Record<string, unknown>[] }
      if (sessions.has(sessionID)) return answer(409, { error: 'SESSION_EXISTS' })
      sessions.add(sessionID)
      saved.push(...items)
      answer(201, '')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    saved,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
