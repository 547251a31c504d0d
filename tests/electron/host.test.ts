// Owns the facts about the Electron host that only a real Electron shows: links, one instance, its lock-down, bad starts.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import type { CallName } from '#contract/api.ts'
import { madePdf } from '#tests/replica/made-pdf.ts'
import { startReplica } from '#tests/replica/replica.ts'
import { findElectron } from '#tests/support/electron-runtime.ts'
import { type ElectronWindow, type ElectronWindowOptions, openElectronWindow, whyNoElectron } from '#tests/support/electron-window.ts'
import { cleanEnvironment } from '#tests/support/loopback-host.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { startVirtualScreen } from '#tests/support/virtual-screen.ts'

const test = testUnless(whyNoElectron())

const EVENING = '2026-08-21T20:00:00.000Z'

async function open(options: Partial<ElectronWindowOptions> = {}): Promise<ElectronWindow> {
  const dogear = await openElectronWindow({ dataFolder: tempFolder(), ...options })
  onTestFinished(() => dogear.close())
  return dogear
}

/** Starts it once more on the same folder and screen and resolves with the exit code and what it printed. */
async function startAgain(
  dataFolder: string,
  display: string | undefined,
  more: readonly string[],
): Promise<{ code: number; printed: string }> {
  const args = [
    ...(process.platform === 'linux' ? ['--no-sandbox'] : []),
    '--disable-gpu',
    repositoryRoot,
    '--offline',
    '--data',
    dataFolder,
    ...more,
  ]
  const child = spawn(findElectron()?.executablePath ?? '', args, {
    env: cleanEnvironment(dataFolder, display === undefined ? {} : { DISPLAY: display }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const [code] = (await once(child, 'close')) as [number]
  return { code, printed }
}

interface Bridge {
  send(frame: unknown): void
  onFrame(listener: (frame: { type: string; id?: number; result?: { value: unknown } }) => void): () => void
}

/** As the window itself calls: over the bridge of the preload. */
function callFromPage(page: Page, name: CallName, input: unknown): Promise<unknown> {
  const frame = { type: 'call', id: 1_000_000, name, input }
  return page.evaluate(
    (asked) =>
      new Promise((resolve) => {
        const bridge = Reflect.get(window, 'dogear') as Bridge
        const stop = bridge.onFrame((heard) => {
          if (heard.type !== 'result' || heard.id !== asked.id) return
          stop()
          resolve(heard.result?.value)
        })
        bridge.send(asked)
      }),
    frame,
  )
}

function displayOf({ app }: ElectronWindow): Promise<string | undefined> {
  return app.evaluate(() => process.env['DISPLAY'])
}

test('a link at the start and a link to the running program each show their paper, and no second window comes', async () => {
  const dataFolder = tempFolder()
  const dogear = await open({ dataFolder, args: ['dogear://paper/sample-05'] })
  const title = dogear.page.locator('#paper-title')
  // a call of the test's own must not be the first that the page is heard by
  await title.waitFor()
  const shown = async (id: string): Promise<void> => {
    const { title: wanted } = (await callFromPage(dogear.page, 'papers.get', { id })) as { title: string }
    await expect.poll(() => title.innerText()).toBe(wanted)
  }
  await shown('sample-05')
  const display = await displayOf(dogear)
  expect(await startAgain(dataFolder, display, ['dogear://paper/sample-07'])).toMatchObject({ code: 0 })
  await shown('sample-07')
  for (const link of ['dogear://paper/../evil', 'dogear://settings/set?theme=dark', 'dogear://paper/none'])
    await startAgain(dataFolder, display, [link])
  await shown('sample-07')
  expect(await dogear.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('a PDF at the start, one given to the running program and one that macOS hands over are each opened, with no paper behind them', async () => {
  const dataFolder = tempFolder()
  const files = ['A talk.pdf', 'Another.pdf', 'One more.pdf'].map((name) => path.join(tempFolder(), name))
  for (const file of files) writeFileSync(file, madePdf(undefined, path.basename(file)))
  const [first = '', second = '', third = ''] = files
  const dogear = await open({ dataFolder, args: [first] })
  await dogear.page.getByRole('heading', { name: 'A talk' }).waitFor()
  expect(await startAgain(dataFolder, await displayOf(dogear), [second])).toMatchObject({ code: 0 })
  await dogear.page.getByRole('heading', { name: 'Another' }).waitFor()
  await dogear.app.evaluate(({ app }, file) => app.emit('open-file', { preventDefault: () => undefined }, file), third)
  await dogear.page.getByRole('heading', { name: 'One more' }).waitFor()
})

test('the window is locked down, and no page gets a permission', async () => {
  const dogear = await open()
  await dogear.page.getByRole('listbox').waitFor()
  const facts = await dogear.app.evaluate(({ BrowserWindow, session }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    // not in Electron's types, and the one place that says what holds
    const read = contents && (Reflect.get(contents, 'getLastWebPreferences') as () => Record<string, unknown>)
    const preferences = read?.call(contents) ?? {}
    const names = ['sandbox', 'contextIsolation', 'nodeIntegration', 'webviewTag', 'webSecurity']
    return {
      ...Object.fromEntries(names.map((name) => [name, preferences[name]])),
      spellChecker: process.platform !== 'darwin' && session.defaultSession.isSpellCheckerEnabled(),
    }
  })
  expect(facts).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    webSecurity: true,
    spellChecker: false,
  })
  const asked = await dogear.page.evaluate(async () => {
    const states = await Promise.all(
      ['notifications', 'geolocation', 'camera', 'microphone'].map(
        async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
      ),
    )
    const refused = async (work: () => Promise<unknown>): Promise<boolean> =>
      work().then(
        () => false,
        () => true,
      )
    return {
      states,
      notification: await Notification.requestPermission(),
      camera: await refused(() => navigator.mediaDevices.getUserMedia({ video: true })),
      outside: await refused(() => fetch('http://127.0.0.1:1/')),
      file: await refused(() => fetch('file:///etc/passwd')),
    }
  })
  expect(asked).toEqual({ states: Array(4).fill('denied'), notification: 'denied', camera: true, outside: true, file: true })
})

test('the scheme serves the window’s files with its policy and nothing beside them', async () => {
  const dogear = await open()
  await dogear.page.getByRole('listbox').waitFor()
  const answers = await dogear.page.evaluate(async () => {
    const get = async (address: string): Promise<(string | number | null)[]> => {
      const answer = await fetch(address)
      return [
        answer.status,
        answer.headers.get('content-security-policy')?.slice(0, 18) ?? null,
        answer.headers.get('x-content-type-options'),
      ]
    }
    return Promise.all(['/index.html', '/../main/main.js', '/%2e%2e/main/main.js', '/none'].map(get))
  })
  expect(answers).toEqual([200, 404, 404, 404].map((status) => [status, "default-src 'none'", 'nosniff']))
})

test('settings are in one file that electron-store writes, and the theme reaches the native parts', async () => {
  const dataFolder = tempFolder()
  const dogear = await open({ dataFolder })
  await dogear.page.getByRole('listbox').waitFor()
  await callFromPage(dogear.page, 'settings.set', { theme: 'dark' })
  await expect.poll(() => dogear.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
  expect(JSON.parse(readFileSync(path.join(dataFolder, 'settings.json'), 'utf8'))).toMatchObject({ theme: 'dark', version: 1 })
})

test('a damaged settings file does not keep the window from opening', async () => {
  const dataFolder = tempFolder()
  writeFileSync(path.join(dataFolder, 'settings.json'), '{"theme":')
  const dogear = await open({ dataFolder })
  await dogear.page.getByRole('listbox').waitFor()
  expect(readdirSync(dataFolder).filter((file) => file.startsWith('settings.damaged-'))).toHaveLength(1)
})

test('a damaged library opens the window with the sentence, and leaves the file alone', async () => {
  const dataFolder = tempFolder()
  const file = path.join(dataFolder, 'library.sqlite')
  writeFileSync(file, 'damaged '.repeat(2000))
  const dogear = await open({ dataFolder })
  await dogear.page.getByText('The library file is damaged').first().waitFor()
  await dogear.page.getByRole('button', { name: 'Repair a copy' }).waitFor()
  await dogear.quit()
  expect(readFileSync(file, 'utf8')).toBe('damaged '.repeat(2000))
})

test('a page that crashed comes back and says so', async () => {
  const dogear = await open()
  await dogear.page.getByRole('listbox').waitFor()
  await dogear.app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        contents?.once('render-process-gone', () => contents.once('did-finish-load', () => resolve()))
        contents?.forcefullyCrashRenderer()
      }),
  )
  const listed = (): Promise<unknown> =>
    dogear.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.querySelectorAll("[role=listbox]").length'),
    )
  await expect.poll(listed).toBe(1)
  const said = (): Promise<unknown> =>
    dogear.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.querySelector("section[aria-label=Messages]").innerText'),
    )
  await expect.poll(said).toMatch(/The window stopped and was loaded again/)
})

test('where the data folder can’t be used it says so in one sentence and ends', async () => {
  const file = path.join(tempFolder(), 'file')
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, '')
  const screen = process.platform === 'linux' ? await startVirtualScreen() : null
  onTestFinished(() => screen?.close())
  const { code, printed } = await startAgain(file, screen?.display, [])
  expect(printed.split('\n').filter((line) => line.startsWith('The data folder'))).toHaveLength(1)
  expect([code, printed.includes('    at ')]).toEqual([3, false])
})

test('a digest by notification is Electron’s own, with its words, and a click on it opens the day in the window', async () => {
  const replica = await startReplica({ now: EVENING })
  onTestFinished(() => replica.close())
  const dataFolder = tempFolder()
  writeFileSync(path.join(dataFolder, 'settings.json'), JSON.stringify({ digest: { notify: true } }))
  const dogear = await open({ dataFolder, sourceUrl: replica.url, now: EVENING })
  const { page } = dogear
  await page.getByRole('listbox', { name: 'Friday, 21 August' }).waitFor()
  const first = await page.getByRole('option').first().locator('> div').first().innerText()
  await dogear.app.evaluate(({ Notification }) => {
    // no notification server runs on a virtual screen: what would be handed to it is kept
    Notification.isSupported = () => true
    Notification.prototype.show = function show(this: Electron.Notification) {
      Reflect.set(globalThis, 'shownNotice', this)
    }
  })
  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await page.getByRole('heading', { name: 'Later' }).waitFor()
  await callFromPage(page, 'digest.send', { kind: 'daily' })
  const shown = await dogear.app.evaluate(({ BrowserWindow, Notification }) => {
    const notice: unknown = Reflect.get(globalThis, 'shownNotice')
    if (!(notice instanceof Notification)) return null
    const { title, body } = notice
    BrowserWindow.getAllWindows()[0]?.minimize()
    notice.emit('click')
    return { title, body }
  })
  expect(shown?.title).toBe('Today’s papers')
  expect(shown?.body).toMatch(/, and \d+ more$/)
  expect(shown?.body.startsWith(first.trim())).toBe(true)
  await page.getByRole('listbox', { name: 'Friday, 21 August' }).waitFor()
  expect(await dogear.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized())).toBe(false)
})

test('where the system has no keychain a secret is a file for its owner, and the page never gets it back', async () => {
  const dataFolder = tempFolder()
  const dogear = await open({ dataFolder })
  await dogear.page.getByRole('listbox').waitFor()
  await callFromPage(dogear.page, 'secrets.set', { name: 'hugging-face-token', secret: 'hf_mine' })
  const places = await callFromPage(dogear.page, 'secrets.places', {})
  expect(places).toEqual({ places: { 'smtp-password': null, 'hugging-face-token': 'file' } })
  const file = path.join(dataFolder, 'secrets', 'hugging-face-token')
  expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o077]).toEqual(['hf_mine', 0])
})

test('an export and a folder go by the system’s dialogs; one that is left changes nothing', async () => {
  const out = tempFolder()
  const dogear = await open()
  const { page } = dogear
  const answer = (path: string): Promise<void> =>
    dogear.app.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = () => {
        Reflect.set(globalThis, 'askedFor', chosen)
        return Promise.resolve({ canceled: chosen === '', filePath: chosen })
      }
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    }, path)
  await answer('')
  await page.getByRole('option', { selected: true }).first().waitFor()
  await page.keyboard.press('Shift+X')
  await page.getByRole('heading', { name: 'Export 1 paper' }).waitFor()
  await page.getByRole('combobox', { name: 'Form of the export' }).selectOption('papers bibtex')
  const save = page.getByRole('button', { name: 'Save as a file' })
  await save.click()
  // the dialog has to be left before another answer is put in its place
  await expect.poll(() => dogear.app.evaluate(() => Reflect.get(globalThis, 'askedFor') as unknown)).toBe('')
  const file = path.join(out, 'chosen.bib')
  await answer(file)
  await save.click()
  await page.getByText(`Saved ${file}.`).first().waitFor()
  expect(readFileSync(file, 'utf8')).toMatch(/^@misc\{/)
  await page.getByRole('heading', { name: 'Export 1 paper' }).waitFor({ state: 'detached' })
  await page.keyboard.press('g')
  await page.keyboard.press('x')
  await page.getByRole('switch', { name: 'A mirror' }).click()
  await answer(out)
  await page.getByRole('button', { name: 'Choose: Folder of the mirror' }).click()
  const field = page.getByRole('combobox', { name: 'Folder of the mirror' })
  await expect.poll(() => field.inputValue()).toBe(out)
})
