// Owns the built window as a closed list of files: what is not in it can't be asked for, whatever the path looks like.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { DogearError } from '#domain/errors.ts'

export interface WindowFile {
  type: string
  /** Its name carries a hash of its content, so it may be kept for ever. */
  unchanging: boolean
  read(): Buffer
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}

/** Paths as in an address (`/`, `/assets/…`) to files of the folder. Throws `not-found` when the window was not built. */
export function listWindowFiles(folder: string): ReadonlyMap<string, WindowFile> {
  const files = new Map<string, WindowFile>()
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const file = path.join(entry.parentPath, entry.name)
      const address = `/${path.relative(folder, file).split(path.sep).join('/')}`
      const type = TYPES[path.extname(entry.name).toLowerCase()] ?? 'application/octet-stream'
      files.set(address, { type, unchanging: address.startsWith('/assets/'), read: () => readFileSync(file) })
    }
  } catch {
    // told below
  }
  const index = files.get('/index.html')
  if (!index) throw new DogearError('not-found', 'The window was not built yet. Run npm run build once.', { detail: folder })
  files.set('/', index)
  return files
}
