// Owns how files leave the replica's arXiv: versions, chunks, ranges, and HTML where there is no file.
import { createHash } from 'node:crypto'
import type { ArxivRecords } from './arxiv-records.ts'
import { referenceOf } from './arxiv-reference.ts'
import type { PdfFiles } from './pdf-files.ts'
import type { ReplicaRequest, Reply } from './reply.ts'
import { htmlReply, redirectReply } from './reply.ts'

export interface PdfUpstream {
  records: ArxivRecords
  pdfs: PdfFiles
}

/** `rest`: what follows `/pdf/`. */
export async function replyWithPdf(request: ReplicaRequest, rest: string, upstream: PdfUpstream): Promise<Reply> {
  const name = rest.replace(/\.pdf$/, '')
  if (name !== rest || request.url.search !== '') return redirectReply(301, `/pdf/${name}`)
  const reference = referenceOf(name)
  if (!reference) return htmlReply(404, 'Article identifier not recognized', `The article identifier ${name} is not of a known form.`)

  const entry = await upstream.records.find(reference.id)
  const newest = Math.max(entry?.version ?? 0, upstream.pdfs.versionOf(reference.id) ?? 0)
  const version = reference.version ?? newest
  if (newest === 0 || version < 1 || version > newest) return htmlReply(404, 'Article not found', `There is no PDF for ${name}.`)

  const bytes = await upstream.pdfs.bytes(reference.id, version, entry)
  const lastModified = new Date(entry?.updated ?? Date.UTC(2020, 0, 1)).toUTCString()
  const fileName = `${reference.id.replace('/', '')}v${version}.pdf`
  const headers = {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `inline; filename="${fileName}"`,
    ETag: `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`,
    'Last-Modified': lastModified,
    'Accept-Ranges': 'bytes',
    'Access-Control-Allow-Origin': '*',
    Link: `<https://arxiv.org/pdf/${reference.id}v${version}>; rel="canonical"`,
  }
  const whole: Reply = { status: 200, headers, body: bytes, streamed: true }
  if (isUnchanged(request, headers.ETag, lastModified)) return { ...whole, status: 304, body: Buffer.alloc(0) }
  return request.method === 'GET' ? rangeOf(request, whole, lastModified) : whole
}

function isUnchanged(request: ReplicaRequest, etag: string, lastModified: string): boolean {
  const noneMatch = request.headers['if-none-match']
  if (noneMatch !== undefined) return noneMatch.split(/,\s*/).some((one) => one === '*' || one.replace(/^W\//, '') === etag)
  const since = request.headers['if-modified-since']
  return since !== undefined && Date.parse(since) >= Date.parse(lastModified)
}

/** One range is served; several at once, or a form that is not understood, get the whole file (RFC 9110, 14.2). */
function rangeOf(request: ReplicaRequest, whole: Reply, lastModified: string): Reply {
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '')
  if (!range || (range[1] === '' && range[2] === '')) return whole
  const condition = request.headers['if-range']
  if (typeof condition === 'string' && condition !== whole.headers['ETag'] && condition !== lastModified) return whole

  const size = whole.body.length
  const first = range[1] === '' ? Math.max(0, size - Number(range[2])) : Number(range[1])
  const last = range[1] === '' || range[2] === '' ? size - 1 : Math.min(size - 1, Number(range[2]))
  if (first > last || first >= size) {
    return {
      ...htmlReply(416, 'Range Not Satisfiable', 'The file ends before the range begins.'),
      headers: { ...whole.headers, 'Content-Type': 'text/html', 'Content-Range': `bytes */${size}` },
    }
  }
  return {
    ...whole,
    status: 206,
    headers: { ...whole.headers, 'Content-Range': `bytes ${first}-${last}/${size}` },
    body: whole.body.subarray(first, last + 1),
  }
}
