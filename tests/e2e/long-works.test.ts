// Owns long works in the window over 10,000 papers: how far each is, stopped by a key, and nothing half-written left behind.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { z } from 'zod'
import { libraryFile } from '#adapters/data-folder.ts'
import { ServerFrame } from '#contract/wire.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { addPapers, openLibrary, paperIds, TEST_NOW_MS } from '#tests/support/library.ts'
import { twoColumnPdf } from '#tests/replica/two-column-pdf.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene, type Scene } from './scene.ts'

const isWindows = process.platform === 'win32'
const test = testUnless(findChromium() ? (isWindows ? 'no program can be made to stand still on Windows' : null) : NO_CHROMIUM)

const IDS = paperIds(10_000)
const now = new Date(TEST_NOW_MS).toISOString()

/** A data folder with 10,000 papers in Later, each with a note; the settings are those given. */
function folderWith(settings: object): string {
  const folder = tempFolder()
  const { store } = openLibrary(libraryFile(folder))
  addPapers(
    { store },
    IDS.map((id, index) => ({ id, position: index })),
  )
  const mark = store.sql.prepare(
    "INSERT INTO marks (paper_id, state, read, list_position, first_saved_at_ms, decided_at_ms) VALUES (?, 'later', 0, ?, 1, 1)",
  )
  const note = store.sql.prepare('INSERT INTO notes (paper_id, text, revision, updated_at_ms) VALUES (?, ?, 1, 1)')
  store.transaction(() => {
    IDS.forEach((id, index) => {
      mark.run(id, index)
      note.run(id, `Some words about ${id}. `.repeat(20))
    })
  })
  store.sql.close()
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings))
  return folder
}

const Call = z.object({ type: z.literal('call'), id: z.number(), name: z.string() })

interface Frozen extends Scene {
  /** The whole program stands still at the next progress of this call, or before it hears of it, or once it tells this of what it keeps. */
  freezeAt(what: { progressOf?: string; call?: string; keeping?: string }): void
  goOn(): void
}

/** A program that can be stopped between two frames of its wire, as a machine under load may be at any time. */
async function openFrozen(options: Parameters<typeof openScene>[0]): Promise<Frozen> {
  const scene = await openScene(options)
  let at: Parameters<Frozen['freezeAt']>[0] = {}
  const signal = (name: 'SIGSTOP' | 'SIGCONT'): void => void process.kill(-scene.host.program().pid, name)
  const stopIf = (is: boolean): void => {
    if (!is) return
    at = {}
    signal('SIGSTOP')
  }
  await scene.reader.page.routeWebSocket(/\/wire$/, (window) => {
    const host = window.connectToServer()
    window.onMessage((message) => {
      const call = Call.safeParse(JSON.parse(String(message)))
      stopIf(call.success && call.data.name === at.call)
      host.send(message)
    })
    host.onMessage((message) => {
      const frame = ServerFrame.parse(JSON.parse(String(message)))
      if (frame.type === 'event') stopIf(frame.name === 'progress' && (frame.data as { call: string }).call === at.progressOf)
      if (frame.type === 'result' && at.keeping !== undefined) stopIf(String(message).includes(at.keeping))
      window.send(message)
    })
  })
  await scene.open()
  return { ...scene, freezeAt: (what) => (at = what), goOn: () => signal('SIGCONT') }
}

async function openExchange({ reader }: Scene): Promise<void> {
  await reader.list('Friday, 20 November')
  await reader.press('g x')
  await reader.sees('heading', 'Import and export')
}

async function exportAs({ reader }: Scene, form: string): Promise<void> {
  await reader.page.getByRole('combobox', { name: 'Papers to export' }).selectOption('state later')
  await reader.page.getByRole('button', { name: 'Export…' }).click()
  await reader.sees('heading', 'Export 10,000 papers')
  await reader.page.getByRole('combobox', { name: 'Form of the export' }).selectOption(form)
}

function shot({ reader }: Scene, name: string): Promise<unknown> {
  const folder = process.env['DOGEAR_SHOTS']
  return folder ? reader.page.screenshot({ path: `${folder}/${name}.png` }) : Promise.resolve()
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

test('the archive of a library shows how far it is, a key stops it, and nothing is left of it', async () => {
  const scene = await openFrozen({ online: false, host: { dataFolder: folderWith({}), now } })
  const { reader, host } = scene
  await openExchange(scene)
  scene.freezeAt({ progressOf: 'library.archive' })
  await reader.page.getByRole('button', { name: 'Write the archive' }).press('Enter')
  await reader.page.getByRole('progressbar', { name: 'Writing the archive…' }).waitFor()
  await reader.page.getByText(/^\d+ %$/).waitFor()
  await shot(scene, 'work-archive')
  await reader.press('Control+.')
  await reader.hears('Stopping…')
  scene.goOn()
  await reader.hears('Stopped; nothing was written.')
  expect(filesIn(path.join(host.dataFolder, 'exports'))).toEqual([])
  await reader.page.getByRole('button', { name: 'Write the archive' }).press('Enter')
  await reader.hears(/Wrote 10,000 papers to /)
  expect(filesIn(path.join(host.dataFolder, 'exports'))).toEqual(['dogear-library-2026-11-20.zip'])
})

test('an export and a pack show how far they are; Escape stops them first, and leaves the dialog as it is', async () => {
  const scene = await openFrozen({ online: false, host: { dataFolder: folderWith({}), now } })
  const { reader, host } = scene
  const downloads: string[] = []
  reader.page.on('download', (download) => downloads.push(download.suggestedFilename()))
  await openExchange(scene)
  for (const [form, call, title] of [
    ['papers json', 'library.export', 'Writing the file…'],
    ['pack pack', 'papers.pack', 'Packing…'],
  ] as const) {
    await exportAs(scene, form)
    await reader.page.getByRole('button', { name: form === 'pack pack' ? 'Write the pack' : 'Save as a file' }).focus()
    if (call === 'library.export') await reader.page.getByRole('region', { name: 'How it begins' }).filter({ hasText: '[' }).waitFor()
    scene.freezeAt({ progressOf: call })
    await reader.press('Enter')
    const bar = reader.page.locator(`progress[aria-label="${title}"]`)
    await bar.waitFor()
    await shot(scene, `work-${call}`)
    // asked for twice it is still one
    await reader.press('Enter')
    expect(await bar.count()).toBe(1)
    await reader.press('Escape')
    scene.goOn()
    await reader.hears('Stopped; nothing was written.')
    await bar.waitFor({ state: 'detached' })
    await reader.sees('heading', 'Export 10,000 papers')
    await reader.press('Escape')
    await reader.seesNo('heading', 'Export 10,000 papers')
  }
  expect([downloads, filesIn(path.join(host.dataFolder, 'exports'))]).toEqual([[], []])
})

test('an archive that is being taken over shows it, a key stops it, and nothing of it is here', async () => {
  const from = await openFrozen({ online: false, host: { dataFolder: folderWith({}), now } })
  await openExchange(from)
  await from.reader.page.getByRole('button', { name: 'Write the archive' }).press('Enter')
  await from.reader.hears(/Wrote 10,000 papers to /)
  const archive = path.join(tempFolder(), 'library.zip')
  cpSync(path.join(from.host.dataFolder, 'exports/dogear-library-2026-11-20.zip'), archive)
  const scene = await openFrozen({ online: false, host: { now } })
  const { reader } = scene
  await reader.list()
  await reader.press('g x')
  scene.freezeAt({ call: 'library.receive' })
  const [chooser] = await Promise.all([
    reader.page.waitForEvent('filechooser'),
    reader.page.getByRole('button', { name: 'Choose files' }).press('Enter'),
  ])
  await chooser.setFiles(archive)
  await reader.page.getByRole('progressbar', { name: 'Taking over library.zip…' }).waitFor()
  await shot(scene, 'work-import')
  await reader.press('Control+.')
  scene.goOn()
  await reader.hears('Stopped; nothing of it was taken over.')
  await reader.press('g l')
  await reader.sees('heading', 'Later')
  await reader.page.getByText('puts a paper here, where it waits in your own order').waitFor()
})

test('a vault shows how far it is; stopped, it has whole files only', async () => {
  const vault = path.join(tempFolder(), 'vault')
  mkdirSync(vault)
  const dataFolder = folderWith({ exchange: { vaultOn: true, vaultFolder: vault } })
  const scene = await openFrozen({ online: false, host: { dataFolder, now } })
  const { reader } = scene
  await openExchange(scene)
  scene.freezeAt({ keeping: '"total":10000' })
  await reader.page.getByRole('button', { name: 'Write now' }).press('Enter')
  await reader.page.getByText(/^Being written: [\d,]+ of 10,000\.$/).waitFor()
  await shot(scene, 'work-vault')
  await reader.page.getByRole('button', { name: 'Stop' }).and(reader.page.locator(':focus')).waitFor()
  await reader.press('Enter')
  scene.goOn()
  await reader.page.getByText('Stopped. It goes on with the next change, or when you write now.').waitFor()
  const files = filesIn(path.join(vault, 'Papers'))
  expect(files.length).toBeGreaterThan(0)
  expect(files.length).toBeLessThan(IDS.length)
  const broken = files.filter((name) => !/<!-- dogear:end note -->/.test(readFileSync(path.join(vault, 'Papers', name), 'utf8')))
  expect(broken).toEqual([])
})

test('a bibliography of 10,000 entries shows how far it is; stopped, what came is kept and told', async () => {
  const ids = IDS.map((id) => id.replace('2611', '2605'))
  const papers = ids.map((id) => ({
    id,
    title: `On thing ${id}`,
    abstract: 'We look at it.',
    authors: ['Ada Example'],
    categories: ['cs.LG'],
    published: '2026-05-02',
  }))
  const scene = await openFrozen({ replica: { papers } })
  const { reader } = scene
  await reader.list('Friday, 21 August')
  await reader.press('Alt+a')
  const bib = path.join(tempFolder(), 'refs.bib')
  writeFileSync(bib, ids.map((id) => `@misc{k${id}, title = {On thing ${id}}, eprint = {${id}}, archiveprefix = {arXiv}}\n`).join(''))
  await reader.page.locator('[role=dialog] input[type=file]').setInputFiles(bib)
  await reader.page.locator('progress[aria-label="Adding papers…"]').waitFor()
  await expect.poll(() => reader.page.getByText(/^[\d,]+ of 10,000$/).count()).toBe(1)
  await shot(scene, 'work-bibliography')
  await reader.press('Escape')
  await reader.hears(/Added \d+ papers\. [\d,]+ papers left out when you stopped\. Add the same again to go on\./)
  await reader.press('g l')
  await reader.list('Later')
})

test('a PDF of one’s own that is long on its way says so', async () => {
  const { reader, freezeAt, goOn } = await openFrozen({})
  const { page } = reader
  // listened for from before the key, so that the chooser is not missed
  const asked = page.waitForEvent('filechooser')
  await reader.list('Friday, 21 August')
  await reader.selected(1)
  freezeAt({ call: 'files.receive' })
  await reader.press('Control+o')
  const chooser = await asked
  await chooser.setFiles({ name: 'lamps.pdf', mimeType: 'application/pdf', buffer: Buffer.from(await twoColumnPdf()) })
  await reader.hears('Opening lamps.pdf…')
  goOn()
  await page.locator('.textLayer span').first().waitFor()
})
