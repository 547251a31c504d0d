// Owns speaking with the Zotero that runs on this machine; no other address can be asked through it.
import { request } from 'node:http'
import type { AskZotero } from '#core/ports.ts'

const MOST_BYTES = 1_000_000
const LONGEST_WAIT_MS = 30_000

/** One POST as its browser connector sends it (version 3 of the connector's API); rejects where nobody answers. */
export const askZotero: AskZotero = (port, path, body, { signal }) =>
  new Promise((resolve, reject) => {
    const asking = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: 'POST',
        agent: false,
        timeout: LONGEST_WAIT_MS,
        signal,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'x-zotero-connector-api-version': '3',
          'user-agent': 'Dogear',
        },
      },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          text += chunk
          if (text.length > MOST_BYTES) asking.destroy(new Error('the answer is too long'))
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
        answer.on('error', reject)
      },
    )
    asking.on('timeout', () => asking.destroy(new Error('no answer')))
    asking.on('error', reject)
    asking.end(body)
  })
