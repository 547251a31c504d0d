// Owns the whole examination: the library's file, the PDFs beside it, and whether search has what the library has. Others have turns meanwhile.
import type { Ports } from '../ports.ts'
import type { Search } from '../search/search.ts'
import { shownSample } from '../storage/mode.ts'
import type { Store } from '../storage/store.ts'
import { check, type Check, checksOf } from './verify.ts'

interface ExaminedParts {
  store: Store
  ports: Pick<Ports, 'libraryFiles' | 'yieldTurn' | 'isFileSound'>
  search: Pick<Search, 'indexed'>
}

/** `ok` is false when one of the checks found damage. Rejects with the signal's reason. */
export async function examineLibrary(parts: ExaminedParts, { signal }: { signal: AbortSignal }): Promise<{ ok: boolean; checks: Check[] }> {
  const checks: Check[] = []
  const isFileSound = await parts.ports.isFileSound()
  signal.throwIfAborted()
  for (const found of checksOf(parts.store, { isFileSound })) {
    if (found) checks.push(found)
    await parts.ports.yieldTurn()
    signal.throwIfAborted()
  }
  if (checks.every((one) => one.ok)) {
    checks.push(...(await filesChecks(parts, signal)))
    checks.push(indexCheck(parts))
  }
  return { ok: checks.every((one) => one.ok), checks }
}

/** Each PDF is read again and must still be what its name says. One that is not there is told: the reader may have taken it away. */
async function filesChecks({ store, ports }: ExaminedParts, signal: AbortSignal): Promise<Check[]> {
  const rows = store.sql.prepare('SELECT hash, title FROM files WHERE gone = 0 ORDER BY hash').all()
  const damaged: string[] = []
  const missing: string[] = []
  for (const row of rows) {
    const hash = String(row['hash'])
    const now = await ports.libraryFiles.hashOf(hash)
    signal.throwIfAborted()
    if (now === null) missing.push(String(row['title']))
    else if (now !== hash) damaged.push(String(row['title']))
  }
  const known = new Set(
    store.sql
      .prepare('SELECT hash FROM files')
      .all()
      .map((row) => String(row['hash'])),
  )
  const unknown = ports.libraryFiles.hashes().filter((hash) => !known.has(hash))
  const told = (words: string, names: readonly string[], fine: string): Check => ({
    ...check('', names, fine, words),
    name: 'other files',
    ok: true,
  })
  return [
    check('files', damaged, `Every PDF is as it was kept (${rows.length - missing.length}).`, 'PDFs that are no longer as they were kept'),
    { ...told('PDFs that are not on disk any more', missing, 'Every PDF is on disk.'), name: 'missing files' },
    told('PDFs on disk that belong to no paper', unknown, 'Every PDF on disk belongs to a paper.'),
  ]
}

/** While the index is being made there is nothing to compare yet. */
function indexCheck({ store, search }: ExaminedParts): Check {
  const indexed = search.indexed()
  if (indexed === null) return { name: 'index', ok: true, detail: 'Search is not in step yet; it makes its index by itself.' }
  const stored = new Set(
    store.sql
      .prepare('SELECT id FROM papers WHERE sample = ?')
      .all(shownSample(store))
      .map((row) => String(row['id'])),
  )
  const wrong = [...stored].filter((id) => !indexed.has(id)).concat([...indexed].filter((id) => !stored.has(id)))
  return check('index', wrong, `Search has every paper (${stored.size}) and no other.`, 'Papers that search lacks or should not have')
}
