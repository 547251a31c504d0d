// Owns the facts about the packed program: what is in it, what its fuses say, and that it works and is as closed as promised.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { listPackage } from '@electron/asar'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { EVENING } from '#tests/e2e/scene.ts'
import { type Reader, readerOf } from '#tests/e2e/reader.ts'
import { startReplica } from '#tests/replica/replica.ts'
import { whyNoElectron } from '#tests/support/electron-window.ts'
import {
  type PackedApp,
  type PackedOptions,
  packForTest,
  type RunningPackedApp,
  STAND_IN_PACKAGES,
  startPackedApp,
} from '#tests/support/packed-app.ts'
import { recordedAddresses, recorderFor, whyNoRecorder } from '#tests/support/socket-recorder.ts'
import { newTempFolder, removeFolder, tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'

const reason = whyNoElectron() ?? (process.platform === 'linux' ? null : 'the pack is tried on Linux only')
const test = testUnless(reason)
const folder = newTempFolder()
let app: PackedApp

beforeAll(async () => {
  if (reason === null) app = await packForTest(folder)
})
afterAll(() => removeFolder(folder))

async function start(options: Partial<PackedOptions> = {}): Promise<{ running: RunningPackedApp; reader: Reader }> {
  const running = await startPackedApp(app, { dataFolder: tempFolder(), now: EVENING, ...options })
  onTestFinished(() => running.close())
  return { running, reader: readerOf(running.page, []) }
}

test('the pack holds the bundle and nothing of how it was made', () => {
  const files = listPackage(app.archive, { isPack: false }).map((file) => file.replaceAll('\\', '/'))
  const beside = STAND_IN_PACKAGES.map((name) => `/node_modules/${name}`)
  const own = files.filter((file) => !beside.some((prefix) => file.startsWith(prefix) || prefix.startsWith(file)))
  const odd = own.filter(
    (file) =>
      !/^\/(?:package\.json|resources(?:\/icon\.png|\/csl(?:\/.*)?)?|out(?:\/third-party\.txt|\/(?:main|preload|renderer)(?:\/.*)?)?)$/.test(
        file,
      ),
  )
  expect(odd).toEqual([])
  expect(files.filter((file) => /\.(?:map|ts|tsx|test\.\w+)$/.test(file))).toEqual([])
  expect(files.filter((file) => file.startsWith('/node_modules/')).length > 0).toBe(app.carriesSqlite)
  for (const needed of ['/out/main/main.js', '/out/main/core-worker.js', '/out/preload/preload.cjs', '/out/renderer/index.html'])
    expect(files).toContain(needed)
  // no server is carried along that nothing in it starts
  expect(files).not.toContain('/out/main/loopback.js')
  expect(readdirSync(path.join(app.folder, 'resources'))).toEqual(['app.asar'])
})

test('the fuses, read back from the packed program, leave no other way in', async () => {
  const wire = await getCurrentFuseWire(app.executable)
  const state = (fuse: FuseV1Options): boolean => wire[fuse] === '1'.charCodeAt(0)
  expect({
    runAsNode: state(FuseV1Options.RunAsNode),
    cookieEncryption: state(FuseV1Options.EnableCookieEncryption),
    nodeOptions: state(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    nodeInspect: state(FuseV1Options.EnableNodeCliInspectArguments),
    asarIntegrity: state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyFromAsar: state(FuseV1Options.OnlyLoadAppFromAsar),
    browserSnapshot: state(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
    fileProtocol: state(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: false,
    cookieEncryption: true,
    nodeOptions: false,
    nodeInspect: false,
    asarIntegrity: true,
    onlyFromAsar: true,
    browserSnapshot: false,
    fileProtocol: false,
  })
})

test('a paper decided in the packed program, and cited, is decided after quitting and starting it without network', async () => {
  const dataFolder = tempFolder()
  const replica = await startReplica({ now: EVENING })
  onTestFinished(() => replica.close())
  const first = await start({ dataFolder, sourceUrl: replica.url })
  await first.reader.list('Friday, 21 August')
  const title = await first.reader.selected(1)
  await first.reader.press('s')
  await first.reader.hears(/Shortlist/)
  // a style of the pack, in a thread of the pack
  await first.reader.press('y')
  await first.reader.hears('Copied the reference.')
  await first.running.quit()

  const second = await start({ dataFolder })
  await second.reader.list()
  await second.reader.press('g s')
  await second.reader.list('Shortlist')
  expect(await second.reader.selected(1)).toBe(title)
  await second.running.quit()
})

test('a page of the packed program reaches no Node, no file, no other address, no second window and no permission', async () => {
  const replica = await startReplica({ now: EVENING })
  onTestFinished(() => replica.close())
  const { running } = await start()
  const { page } = running
  await page.getByRole('listbox').waitFor()
  const address = page.url()
  const facts = await page.evaluate(async () => {
    const refused = (work: () => Promise<unknown>): Promise<boolean> =>
      work().then(
        () => false,
        () => true,
      )
    const names = ['notifications', 'geolocation', 'camera', 'microphone'] as PermissionName[]
    return {
      node: ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => Reflect.has(globalThis, name)),
      window: window.open('https://example.org/') === null,
      outside: await refused(() => fetch('http://127.0.0.1:1/')),
      file: await refused(() => fetch('file:///etc/passwd')),
      camera: await refused(() => navigator.mediaDevices.getUserMedia({ video: true })),
      states: await Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state)),
      // a policy that lets text be run as code would not throw
      evaluates: await refused(async () => Promise.resolve(Reflect.construct(Function, ['return 1']))),
      policy: (await fetch('/index.html')).headers.get('content-security-policy')?.includes("default-src 'none'"),
      beside: (await fetch('/%2e%2e/main/main.js')).status,
    }
  })
  expect(facts).toEqual({
    node: [],
    window: true,
    outside: true,
    file: true,
    camera: true,
    states: Array(4).fill('denied'),
    evaluates: true,
    policy: true,
    beside: 404,
  })
  const asked = replica.requests.length
  await page.evaluate((url) => setTimeout(() => location.assign(url), 0), `${replica.url}/api/daily_papers`)
  // where it could leave, it would be there after so many answers
  for (let answer = 0; answer < 50; answer += 1) expect(await page.evaluate(async () => (await fetch('/index.html')).status)).toBe(200)
  expect(replica.requests.length).toBe(asked)
  expect(page.url()).toBe(address)
})

const recorded = testUnless(reason ?? whyNoRecorder())

recorded('online, no process of the program connects or sends to any address but its source', async () => {
  const replica = await startReplica({ now: EVENING })
  onTestFinished(() => replica.close())
  const file = path.join(tempFolder(), 'sockets.txt')
  const { running, reader } = await start({ sourceUrl: replica.url, under: recorderFor(file) })
  await reader.list('Friday, 21 August')
  await reader.press('s')
  await reader.hears(/Shortlist/)
  await running.quit()
  expect(recordedAddresses(file)).toEqual([`127.0.0.1 ${new URL(replica.url).port}`])
})

recorded('with the network switched off, no process of the program connects or sends to any address', async () => {
  const file = path.join(tempFolder(), 'sockets.txt')
  const { running, reader } = await start({ args: ['--offline'], under: recorderFor(file) })
  await reader.list()
  await reader.press('Shift+R')
  await reader.press('/')
  await reader.type('paper')
  await reader.list()
  await running.quit()
  expect(statSync(file).size).toBeGreaterThan(0)
  expect(recordedAddresses(file)).toEqual([])
})

test('the packed program carries the notices of what it is made with', () => {
  const notices = readFileSync(path.resolve(import.meta.dirname, '../../out/third-party.txt'), 'utf8')
  for (const name of ['react', 'pdfjs-dist', 'lunr', 'zod', 'katex']) expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'))
  expect(statSync(app.archive).size).toBeGreaterThan(0)
})
