// Owns Electron's own list of twenty recommendations (docs/tutorial/security), each with the check that it holds in the real runtime.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { BrowserWindow } from 'electron'
import { afterAll, beforeAll, expect } from 'vitest'
import { type ElectronWindow, openElectronWindow, whyNoElectron } from '#tests/support/electron-window.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'

const reason = whyNoElectron()
const test = testUnless(reason)
const folder = newTempFolder()
let dogear: ElectronWindow

beforeAll(async () => {
  if (reason !== null) return
  dogear = await openElectronWindow({ dataFolder: folder })
  await dogear.page.getByRole('listbox').waitFor()
})
afterAll(async () => {
  if (reason === null) await dogear.close()
  removeFolder(folder)
})

/** What the window was really made with; not in Electron's types, and the one place that says what holds. */
function preferences(): Promise<Record<string, unknown>> {
  return dogear.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const read = contents && (Reflect.get(contents, 'getLastWebPreferences') as () => Record<string, unknown>)
    return JSON.parse(JSON.stringify(read?.call(contents) ?? {})) as Record<string, unknown>
  })
}

function policy(): Promise<string> {
  return dogear.page.evaluate(async () => (await fetch('/index.html')).headers.get('content-security-policy') ?? '')
}

/** Calls over the bridge as the page does; whether it was answered with a value. */
function callFromPage(id: number, name: string, input: unknown): Promise<boolean | undefined> {
  return dogear.page.evaluate(
    (asked) =>
      new Promise((resolve) => {
        const bridge = Reflect.get(window, 'dogear') as Bridge
        const stop = bridge.onFrame((frame) => {
          if (frame.type !== 'result' || frame.id !== asked.id) return
          stop()
          resolve(frame.result?.ok)
        })
        bridge.send({ type: 'call', ...asked })
      }),
    { id, name, input },
  )
}

interface Bridge {
  send(frame: unknown): void
  onFrame(listener: (frame: { type: string; id?: number; result?: { ok: boolean } }) => void): () => void
}

test('1 only secure content is loaded: the page is the program’s own, and no address of the network is answered', async () => {
  expect(new URL(dogear.page.url()).protocol).toBe('app:')
  const refused = await dogear.page.evaluate(async () => {
    const tried = ['http://127.0.0.1:1/', 'https://example.org/', 'ws://127.0.0.1:1/', 'file:///etc/passwd', 'ftp://127.0.0.1/']
    return await Promise.all(
      tried.map((url) =>
        fetch(url).then(
          () => url,
          () => null,
        ),
      ),
    )
  })
  expect(refused.filter((url) => url !== null)).toEqual([])
})

test('2 pages have no Node', async () => {
  const { nodeIntegration, nodeIntegrationInSubFrames, nodeIntegrationInWorker = false } = await preferences()
  expect([nodeIntegration, nodeIntegrationInSubFrames, nodeIntegrationInWorker]).toEqual([false, false, false])
  const names = await dogear.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', '__dirname'].filter((name) => Reflect.has(globalThis, name)),
  )
  expect(names).toEqual([])
})

test('3 the page and the preload are apart', async () => {
  expect(await preferences()).toMatchObject({ contextIsolation: true })
  await dogear.page.evaluate(() => Reflect.set(Array.prototype, 'poisoned', true))
  expect(await dogear.app.evaluate(() => Reflect.has(Array.prototype, 'poisoned'))).toBe(false)
  await dogear.page.evaluate(() => Reflect.deleteProperty(Array.prototype, 'poisoned'))
})

test('4 pages run in the sandbox', async () => {
  expect(await preferences()).toMatchObject({ sandbox: true })
})

test('5 every permission is refused but writing to the clipboard', async () => {
  const states = await dogear.page.evaluate(async () =>
    Promise.all(
      ['notifications', 'geolocation', 'camera', 'microphone', 'midi', 'clipboard-read'].map(
        async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
      ),
    ),
  )
  expect(states).toEqual(Array(6).fill('denied'))
})

test('6 the same-origin policy is on', async () => {
  expect(await preferences()).toMatchObject({ webSecurity: true })
})

test('7 a content policy allows the program’s own files only', async () => {
  const text = await policy()
  expect(text).toContain("default-src 'none'")
  expect(text).toContain("script-src 'self' 'wasm-unsafe-eval'")
  expect(text).not.toMatch(/script-src[^;]*(?:'unsafe-inline'|'unsafe-eval'|https?:|\*)/)
  const ran = await dogear.page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.inlineRan = true'
    document.head.append(script)
    return Reflect.has(window, 'inlineRan')
  })
  expect(ran).toBe(false)
})

test('8 insecure content never runs', async () => {
  expect((await preferences())['allowRunningInsecureContent'] ?? false).toBe(false)
})

test('9 experimental features are off', async () => {
  expect((await preferences())['experimentalFeatures'] ?? false).toBe(false)
})

test('10 no feature of Blink is switched on by name', async () => {
  expect((await preferences())['enableBlinkFeatures'] ?? '').toBe('')
})

test('11 and 12 there is no webview: its tag is off and one that comes is refused', async () => {
  expect(await preferences()).toMatchObject({ webviewTag: false })
  const attached = await dogear.page.evaluate(() => {
    const view = document.createElement('webview')
    view.setAttribute('src', 'about:blank')
    view.setAttribute('allowpopups', '')
    document.body.append(view)
    const isElement = 'getWebContentsId' in view
    view.remove()
    return isElement
  })
  expect(attached).toBe(false)
})

test('13 the window goes to no other page', async () => {
  const before = dogear.page.url()
  const prevented = await dogear.app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<boolean | undefined>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        contents?.once('will-frame-navigate', (event) => resolve(event.defaultPrevented))
        void contents?.executeJavaScript("setTimeout(() => location.assign('https://example.org/'), 0)")
      }),
  )
  expect([prevented, dogear.page.url()]).toEqual([true, before])
})

test('14 no page opens a window', async () => {
  expect(await dogear.page.evaluate(() => window.open('app://dogear/index.html') === null)).toBe(true)
  expect(await dogear.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('15 only web addresses are opened outside, after they were examined', async () => {
  await dogear.app.evaluate(({ shell }) => {
    const opened: string[] = []
    Reflect.set(globalThis, 'opened', opened)
    shell.openExternal = (url) => {
      opened.push(url)
      return Promise.resolve()
    }
  })
  const addresses = [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'smb://x/y',
    'ms-msdt:/id',
    'https://me:pass@example.org/',
    'https://example.org/paper',
  ]
  const outcomes = await Promise.all(addresses.map((url, index) => callFromPage(2_000_000 + index, 'shell.open', { url })))
  expect(outcomes).toEqual([false, false, false, false, false, true])
  expect(await dogear.app.evaluate(() => Reflect.get(globalThis, 'opened') as string[])).toEqual(['https://example.org/paper'])
})

test('16 the Electron that is shipped is one exact, current version', () => {
  const { devDependencies } = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>
  }
  const [major = 0] = (devDependencies['electron'] ?? '').split('.').map(Number)
  expect(major).toBeGreaterThanOrEqual(45)
})

test('17 a frame from any sender but the window’s own page is not heard', async () => {
  await dogear.app.evaluate(
    async ({ BrowserWindow }, preload) => {
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } })
      Reflect.set(globalThis, 'stranger', stranger)
      await stranger.loadURL('about:blank')
      await stranger.webContents.executeJavaScript(`
      window.heard = []
      window.dogear.onFrame((frame) => window.heard.push(frame.type))
      window.dogear.send({ type: 'call', id: 1, name: 'library.status', input: {} })
    `)
    },
    path.join(repositoryRoot, 'out/preload/preload.cjs'),
  )
  // one that is heard comes after it, so the stranger's was passed over and is not only late
  expect(await callFromPage(3_000_000, 'library.status', {})).toBe(true)
  const heard = await dogear.app.evaluate(async () => {
    const stranger = Reflect.get(globalThis, 'stranger') as BrowserWindow
    const frames = (await stranger.webContents.executeJavaScript('window.heard')) as string[]
    stranger.destroy()
    return frames
  })
  expect(heard).toEqual([])
})

test('18 pages come from a scheme of the program’s own, which serves its files and nothing beside them', async () => {
  expect(new URL(dogear.page.url()).host).toBe('dogear')
  const statuses = await dogear.page.evaluate(async () =>
    Promise.all(
      ['/index.html', '/../main/main.js', '/%2e%2e/main/main.js', '/..%5cmain%5cmain.js', '/library/../library.sqlite'].map(
        async (url) => (await fetch(url)).status,
      ),
    ),
  )
  expect(statuses).toEqual([200, 404, 404, 404, 404])
})

test('19 the fuses are set in the configuration of the package; that of the packed program reads them back', () => {
  const text = readFileSync(path.join(repositoryRoot, 'resources/electron-builder.yml'), 'utf8')
  for (const line of [
    'runAsNode: false',
    'enableNodeOptionsEnvironmentVariable: false',
    'enableNodeCliInspectArguments: false',
    'onlyLoadAppFromAsar: true',
  ])
    expect(text).toContain(line)
})

test('20 the page gets one bridge of two functions and nothing of Electron', async () => {
  const bridge = await dogear.page.evaluate(() => Object.keys(Reflect.get(window, 'dogear') as object).toSorted())
  expect(bridge).toEqual(['onFrame', 'send'])
  expect(await dogear.page.evaluate(() => Reflect.has(window, 'ipcRenderer') || Reflect.has(window, 'electron'))).toBe(false)
})
