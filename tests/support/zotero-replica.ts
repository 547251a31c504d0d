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

/** What its connector of a browser speaks; an older one is sent away. */
const API_VERSION = 3

/**
 * As Zotero 7 answers: a POST with its length, and JSON of the kind that the endpoint reads; an empty body is read as null, on which it
 * stumbles where it looks into it. No browser's page is heard without the version of the connector; a session can't be used twice.
 */
export async function startZotero({ editable = true, refuses }: ZoteroReplicaOptions = {}): Promise<ZoteroReplica> {
  const saved: Record<string, unknown>[] = []
  const sessions = new Set<string>()
  let requests = 0
  const answerTo = (path: string | undefined, version: number, body: string): { status: number; content?: unknown } => {
    let data: unknown
    try {
      data = JSON.parse(body === '' ? 'null' : body)
    } catch {
      return { status: 400, content: 'Invalid JSON provided' }
    }
    const isObject = typeof data === 'object' && data !== null
    switch (path) {
      case '/connector/ping':
        return isObject
          ? { status: 200, content: { prefs: { automaticSnapshots: true, supportsAttachmentUpload: true } } }
          : { status: 500 }
      case '/connector/getSelectedCollection': {
        const library = { libraryID: 1, libraryName: 'My Library', libraryEditable: editable, filesEditable: editable, editable }
        return { status: 200, content: { ...library, id: 3, name: 'To read', targets: [{ id: 'L1', name: 'My Library', level: 0 }] } }
      }
      case '/connector/saveItems': {
        if (version < API_VERSION) return { status: 400, content: { error: 'CONNECTOR_VERSION_OUTDATED' } }
        requests += 1
        if (refuses && requests >= refuses.from) return { status: refuses.status, content: { error: 'refused' } }
        if (!isObject) return { status: 500 }
        const { sessionID, items } = data as { sessionID: string; items: Record<string, unknown>[] }
        if (sessions.has(sessionID)) return { status: 409, content: { error: 'SESSION_EXISTS' } }
        sessions.add(sessionID)
        saved.push(...items)
        return { status: 201 }
      }
      default:
        return { status: 404, content: 'No endpoint found' }
    }
  }
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      const answer = (status: number, content?: unknown): void => {
        const text = content === undefined ? '' : typeof content === 'string' ? `${content}\n` : JSON.stringify(content)
        const type = typeof content === 'string' ? 'text/plain' : 'application/json'
        response.writeHead(status, { 'content-type': type, 'x-zotero-version': '7.0.0', 'x-zotero-connector-api-version': API_VERSION })
        response.end(text)
      }
      const { headers } = request
      const version = Number(headers['x-zotero-connector-api-version'] ?? Number.NaN)
      const isBrowser = headers.origin !== undefined || (headers['user-agent'] ?? '').startsWith('Mozilla/')
      if (isBrowser && Number.isNaN(version)) return response.destroy()
      if (request.method !== 'POST') return answer(400, 'Endpoint does not support method')
      if (headers['content-length'] === undefined) return answer(400, 'Content-length not provided')
      if (headers['content-type']?.split(/\s*;/)[0] !== 'application/json') return answer(400, 'Endpoint does not support content-type')
      const { status, content } = answerTo(request.url, version, body)
      answer(status, content)
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
