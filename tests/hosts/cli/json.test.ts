// Owns the promise that what --json prints is what README says, key by key.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { repositoryRoot } from '#tests/support/repository.ts'
import { newDesk } from './dogear.ts'

/** `dogear NAME …` → the names in its braces. */
function documented(): Map<string, string[]> {
  const rows = readFileSync(path.join(repositoryRoot, 'README.md'), 'utf8').matchAll(/^\| (`[^|]+`) +\| `\{([^}]*)\}`/gm)
  return new Map(
    [...rows].flatMap(([, commands = '', keys = '']) =>
      [...commands.matchAll(/`([^`]+)`/g)].map(([, command = '']) => [command, keys.split(', ').toSorted()] as const),
    ),
  )
}

it('each command prints one object with the names that README gives, and no others', async () => {
  const desk = await newDesk()
  const id = '2608.75236'
  const out = path.join(desk.folder, 'out')
  const asked: Record<string, string[]> = {
    sync: ['sync', '--from', '2026-08-21'],
    add: ['add', id],
    mark: ['mark', id, 'later'],
    'note ID': ['note', id, '--set', 'words'],
    'tag ID': ['tag', id],
    'tag ID add': ['tag', id, 'add', 'to cite'],
    undo: ['undo'],
    redo: ['redo'],
    export: ['export', id, '--format', 'bibtex'],
    'export --out': ['export', id, '--format', 'bibtex', '--out', `${out}.bib`],
    feed: ['feed'],
    'feed --out': ['feed', '--out', `${out}.atom`],
    cite: ['cite', id],
    pack: ['pack', id, '--out', `${out}.zip`],
    archive: ['archive', `${out}-all.zip`],
    import: ['import', `${out}.zip`],
    keep: ['keep'],
    'digest --out': ['digest', '--out', desk.folder],
    backup: ['backup', `${out}.sqlite`],
    verify: ['verify'],
    restore: ['restore'],
  }
  const promised = documented()
  expect([...promised.keys()].toSorted()).toEqual(Object.keys(asked).toSorted())
  for (const [command, args] of Object.entries(asked))
    expect([command, ...Object.keys(await desk.json<object>(args)).toSorted()]).toEqual([command, ...(promised.get(command) ?? [])])
})
