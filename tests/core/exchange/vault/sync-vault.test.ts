// Owns the facts about a vault on a real disk: what goes in, what comes back, and what is never touched.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { annotationId, madeDraft } from '#tests/core/annotations/made-annotations.ts'
import { FILE, ID, openVault, withNote } from './vault-desk.ts'

test('each kept paper has one file with its properties, its note and its highlights, and no other paper has one', async () => {
  const vault = await openVault()
  await vault.save('# Claim\n\nIt folds.\n')
  await vault.call('tags.add', { ids: [ID], names: ['to cite'] })
  await vault.call('annotations.add', { annotations: [madeDraft(1, { paperId: ID, comment: 'see here', pageLabel: '3' })] })
  expect(await vault.pass()).toEqual({ state: 'kept', problem: null })
  expect(readdirSync(path.join(vault.vault, 'Papers'))).toEqual([path.basename(FILE)])
  const text = vault.read()
  expect(text).toMatch(
    /^---\ndogear: "dogear:\/\/paper\/2611\.00001"\ntitle: "On the of folding"\nauthors:\n {2}- "A\. Writer"\ncitekey: writerfolding\n/,
  )
  expect(text).toContain('tags:\n  - to-cite\n')
  expect(text).toContain('state: later\n')
  expect(text).toContain('<!-- dogear:begin note -->\n# Claim\n\nIt folds.\n\n<!-- dogear:end note -->')
  expect(text).toContain('### Page 3')
  expect(text).toContain(`dogear://paper/${ID}?annotation=${annotationId(1)}`)
})

test("what is the reader's in a file stays byte for byte, and their tags and properties too", async () => {
  const vault = await openVault()
  await vault.call('tags.add', { ids: [ID], names: ['ours'] })
  await vault.pass()
  const mine = vault
    .read()
    .replace('tags:\n  - ours\n', 'tags:\n  - ours\n  - theirs\nrating: 5 # mine\n')
    .replace('<!-- dogear:begin note -->', 'Between.  \n\n<!-- dogear:begin note -->')
  vault.write(`${mine}\nBelow, with a [[link]].`)
  await vault.call('triage.decide', { ids: [ID], state: 'archive' })
  await vault.call('tags.remove', { ids: [ID], names: ['ours'] })
  await vault.pass()
  const text = vault.read()
  expect(text).toContain('state: archive\n')
  expect(text).toContain('tags:\n  - theirs\n')
  expect(text).toContain('rating: 5 # mine\n')
  expect(text).toContain('Between.  \n\n<!-- dogear:begin note -->')
  expect(text.endsWith('\nBelow, with a [[link]].')).toBe(true)
})

test('a note edited in the vault comes back as one step of undo that says so, and undo goes into the vault again', async () => {
  const vault = await openVault()
  await vault.save('before')
  await vault.pass()
  vault.write(withNote(vault.read(), 'after,\nin the vault'))
  await vault.pass()
  expect(await vault.note()).toBe('after,\nin the vault')
  expect((await vault.call('history.list', {})).entries[0]?.sentence).toBe('Took over the note on “On the of folding” from the vault.')
  await vault.call('history.undo', {})
  await vault.pass()
  expect(await vault.note()).toBe('before')
  expect(vault.read()).toContain('begin note -->\nbefore\n<!--')
})

test('it is taken by itself while the program runs', async () => {
  const vault = await openVault()
  vault.start()
  await vault.memory.until(() => existsSync(path.join(vault.vault, FILE)))
  vault.write(withNote(vault.read(), 'typed elsewhere'))
  const noted = (): string => String(vault.store.sql.prepare('SELECT text FROM notes WHERE paper_id = ?').get(ID)?.['text'] ?? '')
  await vault.memory.until(() => noted() === 'typed elsewhere')
})

test('changed in both, both stay where they are until the reader chooses', async () => {
  const vault = await openVault()
  await vault.save('base')
  await vault.pass()
  await vault.save('mine')
  vault.write(withNote(vault.read(), 'theirs'))
  await vault.pass()
  await vault.call('triage.decide', { ids: [ID], state: 'shortlist' })
  await vault.pass()
  expect(await vault.note()).toBe('mine')
  expect(vault.read()).toContain('begin note -->\ntheirs\n<!--')
  expect(vault.read()).toContain('state: shortlist\n')
  expect((await vault.call('vault.conflicts', {})).conflicts).toMatchObject([
    { id: ID, mine: 'mine', theirs: 'theirs', title: 'On the of folding' },
  ])
})

test.each([
  ['mine', 'mine', 'theirs'],
  ['vault', 'theirs', 'mine'],
  ['both', 'mine\n\n---\n\n*From the vault:*\n\ntheirs', 'mine'],
] as const)('settled by keeping %s, library and vault are the same, and undo has the other', async (keep, text, other) => {
  const vault = await openVault()
  await vault.save('base')
  await vault.pass()
  await vault.save('mine')
  vault.write(withNote(vault.read(), 'theirs'))
  await vault.pass()
  await vault.call('vault.settle', { id: ID, keep })
  await vault.pass()
  expect(await vault.note()).toBe(text)
  expect(vault.read()).toContain(`begin note -->\n${text}\n<!--`)
  expect((await vault.call('vault.conflicts', {})).conflicts).toEqual([])
  await expect(vault.call('vault.settle', { id: ID, keep })).rejects.toThrow(/settled already/)
  await vault.call('history.undo', {})
  expect(await vault.note()).toBe(other)
})

test('a file that is renamed or moved in the vault is known again; one that is taken away comes anew with the whole note', async () => {
  const vault = await openVault()
  await vault.save('a note')
  await vault.pass()
  mkdirSync(path.join(vault.vault, 'Mine'))
  renameSync(path.join(vault.vault, FILE), path.join(vault.vault, 'Mine/other name.md'))
  await vault.call('triage.decide', { ids: [ID], state: 'archive' })
  await vault.pass()
  expect(existsSync(path.join(vault.vault, FILE))).toBe(false)
  expect(vault.read('Mine/other name.md')).toContain('state: archive')
  rmSync(path.join(vault.vault, 'Mine/other name.md'))
  await vault.pass()
  expect(await vault.note()).toBe('a note')
  expect(vault.read('Mine/other name.md')).toContain('begin note -->\na note\n<!--')
})

test('a region that the reader took out of a file is no order to take the note away', async () => {
  const vault = await openVault()
  await vault.save('a note')
  await vault.pass()
  vault.write('---\ndogear: dogear://paper/2611.00001\n---\nOnly mine.\n')
  await vault.pass()
  expect(await vault.note()).toBe('a note')
  expect(vault.read()).toMatch(/---\nOnly mine\.\n\n<!-- dogear:begin about/)
})

test('a file whose fences do not pair, or that is no text, is left as it is and told; the others have their turn', async () => {
  const vault = await openVault()
  await vault.call('triage.decide', { ids: ['2611.00002'], state: 'later' })
  await vault.pass()
  const broken = vault.read().replace('<!-- dogear:end note -->\n', '')
  vault.write(broken)
  await vault.call('triage.decide', { ids: [ID, '2611.00002'], state: 'archive' })
  expect((await vault.pass()).problem).toMatch(/do not pair any more/)
  expect(vault.read()).toBe(broken)
  expect(vault.read('Papers/Corners 2611.00002.md')).toContain('state: archive')
  const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x41])
  writeFileSync(path.join(vault.vault, FILE), bytes)
  expect((await vault.pass()).problem).toMatch(/no text in UTF-8/)
  expect(readFileSync(path.join(vault.vault, FILE))).toEqual(bytes)
})

test('properties that refer to themselves, or double themselves without end, hold up no pass and stay as they are', async () => {
  const vault = await openVault()
  await vault.pass()
  const doubled = [
    'a: &a [x]',
    ...Array.from({ length: 40 }, (_, depth) => `b${depth}: &b${depth} [*${depth === 0 ? 'a' : `b${depth - 1}`}, *a]`),
  ]
  const own = `me: &me [*me]\nnamed: &named {of: *named}\n<<: *named\n${doubled.join('\n')}\n`
  vault.write(vault.read().replace('---\n', `---\n${own}`))
  await vault.call('triage.decide', { ids: [ID], state: 'archive' })
  expect(await vault.pass()).toEqual({ state: 'kept', problem: null })
  expect(vault.read()).toContain('state: archive')
  expect(vault.read().startsWith(`---\n${own}`)).toBe(true)
})

test('a file that is saved while Dogear writes it keeps what was saved', async () => {
  const vault = await openVault()
  await vault.pass()
  const { outsideFolders } = vault.ports
  const write = outsideFolders.write.bind(outsideFolders)
  outsideFolders.write = (folder, name, text, expected) => {
    outsideFolders.write = write
    writeFileSync(path.join(folder, name), `${vault.read()}\nsaved in that moment`)
    return write(folder, name, text, expected)
  }
  await vault.call('triage.decide', { ids: [ID], state: 'archive' })
  await vault.pass()
  await vault.pass()
  expect(vault.read()).toContain('state: archive')
  expect(vault.read()).toContain('\nsaved in that moment')
})

test('nothing is written through a link that leads out of the folder, and no folder is made in the place of a missing one', async () => {
  const vault = await openVault()
  const outside = path.join(vault.folder, 'outside')
  mkdirSync(outside)
  symlinkSync(outside, path.join(vault.vault, 'Papers'))
  expect((await vault.pass()).problem).toMatch(/leads out of the folder/)
  expect(readdirSync(outside)).toEqual([])
  rmSync(vault.vault, { recursive: true })
  expect((await vault.pass()).problem).toMatch(/There is no folder/)
  expect(existsSync(vault.vault)).toBe(false)
  vault.set({ vaultFolder: path.join(vault.folder, 'data') })
  mkdirSync(path.join(vault.folder, 'data'))
  expect((await vault.pass()).problem).toMatch(/the library’s own/)
})

test('a pass over a vault in which nothing changed writes no file', async () => {
  const vault = await openVault({ vaultJournal: true })
  await vault.save('a note')
  await vault.pass()
  const { outsideFolders } = vault.ports
  const written: string[] = []
  const write = outsideFolders.write.bind(outsideFolders)
  outsideFolders.write = (folder, name, text, expected) => {
    written.push(name)
    return write(folder, name, text, expected)
  }
  onTestFinished(() => void (outsideFolders.write = write))
  expect((await vault.pass()).state).toBe('kept')
  expect(written).toEqual([])
})

test('cancelled in the middle it stops, and the next pass does the rest', async () => {
  const vault = await openVault()
  await vault.call('triage.decide', { ids: ['2611.00002'], state: 'later' })
  const stop = new AbortController()
  stop.abort()
  await expect(vault.call('keeping.run', {}, stop.signal)).rejects.toThrow()
  await vault.call('keeping.stop', {})
  expect(await vault.pass()).toEqual({ state: 'kept', problem: null })
  expect(readdirSync(path.join(vault.vault, 'Papers'))).toHaveLength(2)
})

test('the journal page of the day tells what came, was kept, read and noted, beside what the reader wrote', async () => {
  const vault = await openVault({ vaultJournal: true })
  mkdirSync(path.join(vault.vault, 'Daily'))
  vault.write('My day.\n', 'Daily/2026-11-20.md')
  await vault.save('a note')
  await vault.call('triage.setRead', { ids: ['2611.00002'], read: true })
  await vault.pass()
  const page = vault.read('Daily/2026-11-20.md')
  expect(page).toMatch(
    /^My day\.\n\n<!-- dogear:begin day -->\n## Papers\n\n### Kept\n\n- \[\[On the of folding 2611\.00001\|On the of folding\]\]/,
  )
  expect(page).toMatch(
    /### Read\n\n- \[Corners\]\(https:\/\/huggingface\.co\/papers\/2611\.00002\)\n\n### Noted\n\n- \[\[On the of folding/,
  )
  expect(page).toContain('### Came\n\n3 papers; most votes:\n')
  await vault.call('history.undo', {})
  await vault.pass()
  expect(vault.read('Daily/2026-11-20.md')).not.toContain('### Read')
})

test('for Logseq pages and days have its names', async () => {
  const vault = await openVault({ vaultKind: 'logseq', vaultJournal: true })
  await vault.pass()
  expect(readdirSync(vault.vault).toSorted()).toEqual(['journals', 'pages'])
  expect(readdirSync(path.join(vault.vault, 'journals'))).toEqual(['2026_11_20.md'])
})

test('the picture of an area lies beside the papers and is shown in the file, also when it comes later, changes, or the file moves', async () => {
  const vault = await openVault()
  const area = madeDraft(1, { paperId: ID, kind: 'area', text: '' })
  await vault.call('annotations.add', { annotations: [area] })
  await vault.pass()
  expect(vault.read()).not.toContain('![area]')
  const picture = path.join(vault.vault, 'Papers/pictures', `dogear-${annotationId(1)}.png`)
  const drawn = async (last: number): Promise<Uint8Array> => {
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, last])
    await vault.call('annotations.saveImage', { id: annotationId(1), png: btoa(String.fromCharCode(...png)) })
    return png
  }
  vault.start()
  await vault.memory.pass(20_000)
  const first = await drawn(1)
  await expect
    .poll(async () => (await vault.memory.pass(3_000), vault.read()))
    .toContain(`![area](<pictures/dogear-${annotationId(1)}.png>)`)
  expect(Uint8Array.from(readFileSync(picture))).toEqual(first)
  const second = await drawn(2)
  await vault.pass()
  expect(Uint8Array.from(readFileSync(picture))).toEqual(second)
  mkdirSync(path.join(vault.vault, 'Mine'))
  renameSync(path.join(vault.vault, FILE), path.join(vault.vault, 'Mine/folded.md'))
  await vault.pass()
  expect(vault.read('Mine/folded.md')).toContain(`![area](<../Papers/pictures/dogear-${annotationId(1)}.png>)`)
})

test('a picture is written into no folder that leads out of the vault, and over nothing that is no file', async () => {
  const vault = await openVault()
  await vault.call('annotations.add', { annotations: [madeDraft(1, { paperId: ID, kind: 'area', text: '' })] })
  await vault.call('annotations.saveImage', { id: annotationId(1), png: 'iVBORw0KGgo=' })
  const outside = path.join(vault.folder, 'outside')
  const pictures = path.join(vault.vault, 'Papers/pictures')
  mkdirSync(outside)
  mkdirSync(path.dirname(pictures))
  symlinkSync(outside, pictures)
  expect(await vault.pass()).toMatchObject({ state: 'failed', problem: expect.stringContaining('leads out of the folder') as string })
  expect(readdirSync(outside)).toEqual([])
  rmSync(pictures)
  mkdirSync(path.join(pictures, `dogear-${annotationId(1)}.png`), { recursive: true })
  expect(await vault.pass()).toMatchObject({ state: 'failed', problem: expect.stringContaining('is in the way') as string })
})

test('in Logseq the picture of an area is an asset', async () => {
  const vault = await openVault({ vaultKind: 'logseq' })
  await vault.call('annotations.add', { annotations: [madeDraft(1, { paperId: ID, kind: 'area', text: '' })] })
  await vault.call('annotations.saveImage', { id: annotationId(1), png: 'iVBORw0KGgo=' })
  await vault.pass()
  expect(existsSync(path.join(vault.vault, `assets/dogear-${annotationId(1)}.png`))).toBe(true)
  expect(vault.read('pages/On the of folding 2611.00001.md')).toContain(`(<../assets/dogear-${annotationId(1)}.png>)`)
})
