// Owns Import and export in the window: out in any form with a preview, in by a file that is dropped, a vault with a conflict to settle, keys.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { startZotero } from '#tests/support/zotero-replica.ts'
import { openScene, type Scene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

async function saved({ reader }: Scene, press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([reader.page.waitForEvent('download'), press()])
  return { name: download.suggestedFilename(), text: readFileSync((await download.path()) ?? '', 'utf8') }
}

test('what is selected leaves as BibTeX by keys, seen before it is saved, and the form is remembered', async () => {
  const scene = await openScene()
  const { reader } = scene
  await reader.selected(1)
  await reader.press('x', 'j', 'x')
  await reader.press('Shift+X')
  await reader.sees('heading', 'Export 2 papers')
  const preview = reader.page.getByRole('region', { name: 'How it begins' })
  await preview.filter({ hasText: '@misc{' }).waitFor()
  const file = await saved(scene, () =>
    reader.press('Control+Enter').then(() => reader.page.getByRole('button', { name: 'Save as a file' }).click()),
  )
  expect(file.name).toBe('papers-selection.bib')
  expect(file.text.match(/^@misc/gm)).toHaveLength(2)
  await reader.hears('Saved papers-selection.bib.')
  await reader.press('Shift+X')
  await reader.page.getByRole('combobox', { name: 'Form of the export' }).selectOption('papers csl-json')
  await preview.filter({ hasText: '"type": "article"' }).waitFor()
  await reader.press('Escape')
  await reader.press('Shift+X')
  await preview.filter({ hasText: '"type": "article"' }).waitFor()
})

test('a reference and BibTeX are copied by key, of one paper and of what is selected', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const copied = (type: string) =>
    page.evaluate(async (wanted) => await (await (await navigator.clipboard.read())[0]?.getType(wanted))?.text(), type)
  await reader.selected(1)
  await reader.press('y')
  await reader.hears('Copied the reference.')
  expect(await copied('text/plain')).toMatch(
    /^Thistlewick, I\., Orchardsen, T\., & Wolkenstam, A\. \(2026\)\. On the Unreasonable Calm of World Models/,
  )
  expect(await copied('text/html')).toContain('<i>')
  await reader.press('Shift+Y')
  await reader.hears('Copied as BibTeX.')
  expect(await copied('text/plain')).toMatch(/^@misc\{.+,\n[^]*Ingmar Thistlewick and Tancredi Orchardsen and[^]*\}\n?$/)
  await reader.press('x', 'j', 'x', 'y')
  await reader.hears('Copied 2 references.')
  expect((await copied('text/plain'))?.trim().split('\n')).toHaveLength(2)
  await reader.press('Shift+Y')
  await reader.hears('Copied 2 entries as BibTeX.')
  expect((await copied('text/plain'))?.match(/^@misc/gm)).toHaveLength(2)
})

test('a list leaves as a pack, which comes in again by being dropped; a bibliography too', async () => {
  const scene = await openScene()
  const { reader, host } = scene
  await reader.selected(1)
  await reader.press('l', 'l')
  await reader.press('g x')
  await reader.sees('heading', 'Import and export')
  await reader.page.getByRole('combobox', { name: 'Papers to export' }).selectOption('state later')
  await reader.page.getByRole('button', { name: 'Export…' }).click()
  await reader.sees('heading', 'Export 2 papers')
  await reader.page.getByRole('combobox', { name: 'Form of the export' }).selectOption('pack pack')
  await reader.page.getByRole('textbox', { name: /Your name/ }).fill('Ada')
  await reader.press('Enter')
  await reader.hears(/Wrote 2 papers to .*dogear-pack-/)
  const exports = path.join(host.dataFolder, 'exports')
  const [pack] = readdirSync(exports)
  const drop = async (name: string, content: Buffer): Promise<void> => {
    const data = await reader.page.evaluateHandle(
      ([fileName, base64]) => {
        const transfer = new DataTransfer()
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
        transfer.items.add(new File([bytes], fileName))
        return transfer
      },
      [name, content.toString('base64')] as const,
    )
    await reader.page.dispatchEvent('main', 'drop', { dataTransfer: data })
  }
  await drop('pack.zip', readFileSync(path.join(exports, pack ?? '')))
  await reader.hears('All of it is here already.')
  await drop('bad.zip', Buffer.from('PK\u0003\u0004 and no more'))
  await reader.hears(/no archive of Dogear/)
  await drop('empty.zip', Buffer.alloc(0))
  await reader.hears('empty.zip is empty.')
  await drop('picture.bib', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 0xff]))
  await reader.hears('picture.bib is no text, no PDF and no archive of Dogear.')
  await drop('wide.txt', Buffer.from('\ufeffno paper at all', 'utf16le'))
  await reader.hears('“no paper at all” names no paper')
  await drop('refs.bib', Buffer.from('@misc{a, title = {No paper of arXiv}}'))
  await reader.hears(/names no paper/)
})

test('a note that was changed here and in the vault is settled in the window', async () => {
  const { reader } = await openScene()
  const { page } = reader
  const vault = path.join(tempFolder(), 'vault')
  mkdirSync(vault)
  await reader.selected(1)
  await reader.press('l')
  await reader.press('g x')
  await page.getByRole('switch', { name: 'A Markdown vault' }).click()
  await page.getByRole('combobox', { name: 'Folder of the vault' }).fill(vault)
  await page.getByRole('combobox', { name: 'Folder of the vault' }).press('Enter')
  await page.getByRole('button', { name: 'Write now' }).click()
  await reader.hears('All of it is up to date.')
  const [file = ''] = readdirSync(path.join(vault, 'Papers'))
  const at = path.join(vault, 'Papers', file)
  await reader.press('g l')
  await reader.list('Later')
  await reader.press('Shift+N')
  await page.getByRole('textbox', { name: 'Note on' }).and(page.locator(':focus')).waitFor()
  await reader.type('written here')
  await reader.press('Escape')
  writeFileSync(at, readFileSync(at, 'utf8').replace(/begin note -->\n[\s\S]*?\n<!--/, 'begin note -->\nwritten there\n<!--'))
  await reader.press('g x')
  await page.getByRole('button', { name: 'Write now' }).click()
  const conflict = page.getByRole('group', { name: 'Notes to settle' })
  await conflict.getByText('written here').waitFor()
  await conflict.getByText('written there').waitFor()
  if (process.env['DOGEAR_SHOTS']) await page.screenshot({ path: `${process.env['DOGEAR_SHOTS']}/conflict.png` })
  await conflict.getByRole('button', { name: 'Keep both' }).click()
  await reader.hears(/Kept both texts/)
  await conflict.waitFor({ state: 'detached' })
  await expect
    .poll(() => readFileSync(at, 'utf8'))
    .toMatch(/begin note -->\nwritten here\n\n---\n\n\*From the vault:\*\n\nwritten there\n<!--/)
})

test('a key is made, shown once, and revoked; papers go to the Zotero that runs here', async () => {
  const zotero = await startZotero()
  const folder = tempFolder()
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify({ exchange: { zoteroPort: zotero.port } }))
  const { reader } = await openScene({ host: { dataFolder: folder } })
  const { page } = reader
  await reader.selected(1)
  await reader.press('Shift+X')
  await page.getByRole('combobox', { name: 'Form of the export' }).selectOption('papers bibtex')
  await page.getByRole('button', { name: 'Send to Zotero' }).click()
  await reader.hears('Sent one paper to Zotero, into “To read”.')
  expect(zotero.saved).toHaveLength(1)
  await zotero.close()
  await reader.press('g x')
  await page.getByRole('textbox', { name: 'Name of the new key' }).fill('my reader')
  await page.getByRole('button', { name: 'Make the key' }).click()
  await page.getByText(/\/feed\/[\w-]{43}\/day\.atom/).waitFor()
  await page.getByRole('button', { name: 'Revoke the key my reader' }).click()
  await reader.hears('“my reader” opens nothing any more.')
  await page.getByRole('button', { name: 'Revoke the key my reader' }).waitFor({ state: 'detached' })
})
