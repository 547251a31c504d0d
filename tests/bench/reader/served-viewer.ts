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
const STOCK = `<!doctype html><html><head><meta charset="utf-8"><title>stock</title>
<link rel="stylesheet" href="/pdfjs/web/pdf_viewer.css">
<style>body{margin:0} #c{position:absolute;inset:0;overflow:auto}</style></head>
<body><div id="c" data-bench-scroller tabindex="0"><div class="pdfViewer"></div></div><p id="found" style="position:fixed;opacity:0"></p>
<script type="module">
import * as pdfjsLib from '/pdfjs/build/pdf.min.mjs'
globalThis.pdfjsLib = pdfjsLib
const web = await import('/pdfjs/web/pdf_viewer.mjs')
pdfjsLib.GlobalWorkerOptions.workerSrc = '/pdfjs/build/pdf.worker.min.mjs'
const eventBus = new web.EventBus()
const linkService = new web.PDFLinkService({ eventBus })
const findController = new web.PDFFindController({ eventBus, linkService })
const viewer = new web.PDFViewer({ container: document.getElementById('c'), eventBus, linkService, findController })
linkService.setViewer(viewer)
eventBus.on('pagesinit', () => { viewer.currentScaleValue = 'page-width' })
const told = ({ matchesCount }) => { document.getElementById('found').textContent = matchesCount.current + ' of ' + matchesCount.total }
eventBus.on('updatefindmatchescount', told)
eventBus.on('updatefindcontrolstate', told)
const pdf = await pdfjsLib.getDocument({ url: '/paper.pdf' + location.search, cMapUrl: '/pdfjs/cmaps/', standardFontDataUrl: '/pdfjs/standard_fonts/', wasmUrl: '/pdfjs/wasm/', iccUrl: '/pdfjs/iccs/' }).promise
viewer.setDocument(pdf)
linkService.setDocument(pdf, null)
Object.assign(window, { viewer, pdf, find: (query) => eventBus.dispatch('find', { source: window, type: '', query, caseSensitive: false, entireWord: false, highlightAll: true, findPrevious: false }) })
</script></body></html>`

/** Its ready-made viewer, with the engine from the same place instead of a network. */
const EMBED = `<!doctype html><html><head><meta charset="utf-8"><title>embedpdf</title>
<style>body{margin:0} #c{position:absolute;inset:0}</style></head><body><div id="c"></div>
<script type="module">
import EmbedPDF from '/embedpdf/embedpdf.js'
window.embed = EmbedPDF.init({ type: 'container', target: document.getElementById('c'), src: '/paper.pdf' + location.search, wasmUrl: location.origin + '/embedpdf/pdfium.wasm', worker: true, fontFallback: null })
</script></body></html>`

export interface ServedViewer {
  url(page: 'stock' | 'embed', paper?: number): string
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
    url: (page, paper = 0) => `http://127.0.0.1:${port}/${page}?n=${paper}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
