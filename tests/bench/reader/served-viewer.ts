// Owns the pages of the viewers that are compared with: pdf.js's own viewer component with nothing around it, and EmbedPDF's.
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { repositoryRoot } from '#tests/support/repository.ts'

const TYPES: Record<string, string> = {
  '.mjs': 'text/javascript',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
}

/** As in pdf.js's `examples/components/simpleviewer`, with its default options and its find controller. */
const STOCK = readFileSync(path.join(import.meta.dirname, 'stock-viewer.html'), 'utf8')

/** Its ready-made viewer, with the engine from the same place instead of a network. */
const EMBED = readFileSync(path.join(import.meta.dirname, 'embedpdf-viewer.html'), 'utf8')

/** Pixels. */
export interface Sight {
  width: number
  height: number
}

export interface ServedViewer {
  /** `sight` is where pages are seen, and as wide as they are. */
  url(page: 'stock' | 'embed', paper: number, sight: Sight): string
  close(): void
}

/** `papers` are served by number; `embedFolder` is where EmbedPDF's built files are, null without it. */
export async function serveViewers(papers: readonly Buffer[], embedFolder: string | null): Promise<ServedViewer> {
  const pdfjs = path.join(repositoryRoot, 'node_modules', 'pdfjs-dist')
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const send = (body: Buffer | string, type: string): void => void response.setHeader('Content-Type', type).end(body)
    if (url.pathname === '/stock') return send(STOCK, 'text/html')
    if (url.pathname === '/embed') return send(EMBED, 'text/html')
    if (url.pathname === '/paper.pdf') return send(papers[Number(url.searchParams.get('n') ?? 0)] ?? Buffer.alloc(0), 'application/pdf')
    const [, folder = '', rest = ''] = /^\/(pdfjs|embedpdf)\/(.+)$/.exec(url.pathname) ?? []
    const file = folder === 'pdfjs' ? path.join(pdfjs, rest) : path.join(embedFolder ?? pdfjs, rest)
    if (folder === '' || !existsSync(file)) return void response.writeHead(404).end()
    send(readFileSync(file), TYPES[path.extname(file)] ?? 'application/octet-stream')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: (page, paper, { width, height }) => `http://127.0.0.1:${port}/${page}?n=${paper}&width=${width}&height=${height}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
