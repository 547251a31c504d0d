// Owns the facts about the digest: what stands in it, that it goes out once, and what becomes of one that is refused.
import { createServer, type AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { type App, createApp } from '#core/app.ts'
import { openStore } from '#core/storage/store.ts'
import { openDatabase } from '#adapters/sqlite.ts'
import type { DigestPatch } from '#domain/digest.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { addPapers } from '#tests/support/library.ts'
import { type MailServer, startMailServer } from '#tests/support/mail-server.ts'
import { memoryPorts } from '#tests/support/memory-ports.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

/** A Friday, at eight in the morning where the test runs. */
const DUE_MS = new Date(2026, 10, 20, 8).getTime()
const signal = new AbortController().signal
const ISSUED = { dailyOn: true, mailOn: true, smtpHost: '127.0.0.1', smtpSecurity: 'none', mailTo: 'me@example.org' } as const

function settingsOf(digest: DigestPatch): CoreSettings {
  return CoreSettings.parse({ ...DEFAULT_SETTINGS, fillArchive: false, fetchArxiv: false, networkOn: true, digest })
}

interface Opened {
  app: App
  memory: ReturnType<typeof memoryPorts>
  call(name: string, input?: unknown): Promise<Record<string, unknown>>
  states(): Promise<string[]>
}

function open(
  digest: DigestPatch,
  { nowMs = DUE_MS, path = ':memory:', password }: { nowMs?: number; path?: string; password?: string | undefined } = {},
): Opened {
  const memory = memoryPorts({ nowMs, path })
  memory.ports.secrets = { read: () => password ?? null, write: () => undefined, where: () => null }
  const store = openStore(memory.ports.database, memory.ports)
  const isNew = store.sql.prepare("SELECT 1 FROM papers WHERE id LIKE '2611.%'").get() === undefined
  if (isNew) {
    addPapers({ store }, [
      { id: '2611.00001', title: 'Fewer <b>votes</b> & $O(n^2)$', votes: 3 },
      { id: '2611.00002', title: 'Most votes', votes: 90 },
      { id: '2611.00003', title: 'Dismissed', votes: 500 },
      { id: '2611.00004', title: 'Saved long ago', votes: 1, day: '2026-11-01' },
    ])
    const mark = store.sql.prepare(
      'INSERT INTO marks (paper_id, state, read, list_position, first_saved_at_ms, decided_at_ms) VALUES (?, ?, 0, 1, ?, 1)',
    )
    mark.run('2611.00003', 'dismissed', null)
    mark.run('2611.00004', 'later', DUE_MS - 12 * 86_400_000)
  }
  const app = createApp(memory.ports, { settings: settingsOf(digest), checkOutputs: true })
  onTestFinished(() => app.close())
  const call = async (name: string, input: unknown = {}): Promise<Record<string, unknown>> => {
    const outcome = await app.dispatch(name, input, { signal })
    if (!outcome.ok) throw new Error(outcome.error.message)
    return outcome.value as Record<string, unknown>
  }
  const states = async (): Promise<string[]> =>
    ((await call('digest.outbox'))['deliveries'] as { state: string }[]).map(({ state }) => state)
  return { app, memory, call, states }
}

const mailOn = (server: MailServer): DigestPatch => ({ ...ISSUED, smtpPort: server.port })

test('a digest holds the top papers by votes and what waits, without what was dismissed, each once', async () => {
  const { call } = open({})
  const { text, html, markdown, subject } = await call('digest.preview')
  expect(subject).toBe('Papers, Fri 20 Nov: Most votes')
  const order = [...String(text).matchAll(/^\* (.*)$/gm)].map((match) => match[1])
  expect(order).toEqual(['Most votes', 'Fewer <b>votes</b> & O(n²)', 'Saved long ago'])
  expect(text).toMatch(/waiting for 12 days/)
  expect(text).toContain('dogear://paper/2611.00002')
  expect(html).toContain('Fewer &lt;b&gt;votes&lt;/b&gt; &amp;')
  expect(html).not.toMatch(/<img|<script|src=/)
  expect(markdown).toContain('[Most votes](https://huggingface.co/papers/2611.00002)')
})

test('what rose since the last digest is told with how much', async () => {
  const { call, memory } = open({})
  const snapshot = memory.ports.database.prepare('INSERT INTO metric_snapshots (paper_id, read_at_ms, votes) VALUES (?, ?, ?)')
  snapshot.run('2611.00001', DUE_MS - 2 * 86_400_000, 1)
  snapshot.run('2611.00001', DUE_MS - 3_600_000, 3)
  memory.ports.database.exec(`UPDATE papers SET metrics_read_at_ms = ${DUE_MS - 3_600_000} WHERE id = '2611.00001'`)
  expect((await call('digest.preview'))['text']).toMatch(/RISING\n\n\* Fewer[^]*2 more than at the last digest/)
})

test('new papers that match saved searches in full stand in the digest, with the search, unless it is left out of it', async () => {
  const { call, memory } = open({})
  const snapshot = memory.ports.database.prepare('INSERT INTO metric_snapshots (paper_id, read_at_ms, votes) VALUES (?, ?, 1)')
  for (const id of ['2611.00001', '2611.00002', '2611.00003']) snapshot.run(id, DUE_MS - 3_600_000)
  snapshot.run('2611.00004', DUE_MS - 30 * 86_400_000)
  await call('searches.save', { query: 'fewer', name: 'Little' })
  await call('searches.save', { query: 'votes' })
  await call('searches.save', { query: 'saved' })
  await call('searches.save', { query: 'fewr ' })
  const { id } = (await call('searches.save', { query: 'dismissed OR most' })) as { id: string }
  await call('searches.change', { id, inDigest: false })
  const { text } = await call('digest.preview')
  const section = /FROM YOUR SAVED SEARCHES\n\n([^]*?)\n\n\n/.exec(String(text))?.[1] ?? ''
  expect([...section.matchAll(/^\* (.*)$/gm)].map((match) => match[1])).toEqual(['Most votes', 'Fewer <b>votes</b> & O(n²)'])
  expect(section).toMatch(/matches “Little”,\s+“votes”/)
  expect(section).not.toContain('dismissed')
})

test('of what is followed only papers of late days are new: not what the archive brings, nor what was added by hand', async () => {
  const { call, memory } = open({})
  const sql = memory.ports.database
  const snapshot = sql.prepare('INSERT INTO metric_snapshots (paper_id, read_at_ms, votes) VALUES (?, ?, 1)')
  for (const id of ['2611.00001', '2611.00002', '2611.00004']) snapshot.run(id, DUE_MS - 3_600_000)
  sql.exec("UPDATE papers SET newest_day = '2024-03-14' WHERE id = '2611.00001'")
  sql.exec("UPDATE papers SET newest_day = NULL WHERE id = '2611.00004'")
  await call('follow.add', { kind: 'author', text: 'A. Writer' })
  const { text } = await call('digest.preview')
  const section = /FROM WHAT YOU FOLLOW\n\n([^]*?)\n\n\n/.exec(String(text))?.[1] ?? ''
  expect([...section.matchAll(/^\* (.*)$/gm)].map((match) => match[1])).toEqual(['Most votes'])
})

test('at its time the digest is mailed once, and what arrives is what the preview showed', async () => {
  const server = await startMailServer()
  const { app, memory, states } = open(mailOn(server), { nowMs: DUE_MS - 60_000 })
  app.start()
  await memory.pass(30_000)
  expect(await server.mails()).toHaveLength(0)
  await memory.pass(120_000)
  await expect.poll(states).toEqual(['sent'])
  await memory.pass(3_600_000)
  expect(await server.mails()).toHaveLength(1)
  const [mail] = await server.mails()
  expect(mail?.subject).toBe('Papers, Fri 20 Nov: Most votes')
  expect(mail?.text).toContain('Saved long ago')
  expect(mail?.html).toContain('Open in Dogear')
  expect(mail?.messageId).toMatch(/^<digest\.daily\.2026-11-20\.[\w-]+@example\.org>$/)
})

test('a server that asks to come back later is asked again, and gets the mail once', async () => {
  const server = await startMailServer()
  server.answers.push({ code: 451, words: 'Greylisted, come back' })
  const { call, memory, states, app } = open(mailOn(server))
  await call('digest.send')
  expect((await call('digest.outbox'))['deliveries']).toMatchObject([
    { state: 'waiting', problem: expect.stringMatching(/come back later.*Greylisted/), attempts: 1 },
  ])
  app.start()
  await memory.pass(6 * 60_000)
  await expect.poll(states).toEqual(['sent'])
  expect(await server.mails()).toHaveLength(1)
})

test('a refusal is kept in the server’s words until it is tried again by hand, or let go', async () => {
  const server = await startMailServer()
  server.answers.push({ code: 550, words: 'No such person' })
  const { call } = open(mailOn(server))
  const { deliveries, sentence } = await call('digest.send')
  expect(sentence).toMatch(/No such person/)
  const [{ id, state } = { id: 0, state: '' }] = deliveries as { id: number; state: string }[]
  expect(state).toBe('failed')
  await call('digest.retry', { id })
  expect((await call('digest.send'))['deliveries']).toMatchObject([{ state: 'sent' }])
  await expect(call('digest.drop', { id })).rejects.toThrow(/not waiting/)
  expect(await server.mails()).toHaveLength(1)
})

test('a name and password that the server does not take are told as such, and never shown', async () => {
  const server = await startMailServer({ onAuth: (_auth, _session, done) => done(new Error('Wrong key')), allowInsecureAuth: true })
  const { call } = open({ ...mailOn(server), smtpUser: 'me' }, { password: 'a secret of mine' })
  await expect(call('digest.testMail')).rejects.toThrow(/does not take this name and password/)
  expect(JSON.stringify(await call('sync.activity'))).not.toContain('a secret of mine')
})

test('mail goes out over STARTTLS and over TLS, with the password', async () => {
  for (const smtpSecurity of ['starttls', 'tls'] as const) {
    const seen: string[] = []
    const server = await startMailServer({
      secure: smtpSecurity === 'tls',
      authOptional: false,
      disabledCommands: [],
      onAuth: (auth, session, done) => {
        seen.push(String(auth.password), String(session.secure))
        done(null, { user: 'me' })
      },
    })
    const { call } = open({ ...mailOn(server), smtpSecurity, smtpUser: 'me' }, { password: 'right' })
    expect((await call('digest.testMail'))['sentence']).toMatch(/took the test mail/)
    expect(seen).toEqual(['right', 'true'])
    expect(await server.mails()).toHaveLength(1)
  }
})

test('a password is never sent open to another machine', async () => {
  const { call } = open({ ...ISSUED, smtpHost: 'mail.invalid', smtpUser: 'me' }, { password: 'right' })
  await expect(call('digest.testMail')).rejects.toThrow(/could read your password/)
})

test('with the network switched off no mail leaves', async () => {
  const server = await startMailServer()
  const { app, call, states } = open(mailOn(server))
  app.configure({ ...settingsOf(mailOn(server)), networkOn: false })
  await call('digest.send')
  expect(await states()).toEqual(['waiting'])
  expect(await server.mails()).toHaveLength(0)
})

/** Speaks SMTP as far as the message, and goes away in the moment its end has come. */
async function vanishingServer(): Promise<{ port: number; taken: () => number }> {
  let taken = 0
  const server = createServer((socket) => {
    let inData = false
    socket.on('error', () => undefined)
    socket.write('220 here\r\n')
    socket.on('data', (chunk) => {
      const words = chunk.toString()
      if (inData) {
        if (words.endsWith('\r\n.\r\n')) {
          taken += 1
          socket.destroy()
        }
      } else if (words.startsWith('DATA')) {
        inData = true
        socket.write('354 go on\r\n')
      } else socket.write('250 yes\r\n')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())))
  return { port: (server.address() as AddressInfo).port, taken: () => taken }
}

test('a mail that was being taken when the connection broke is not sent again without being asked', async () => {
  const server = await vanishingServer()
  const { call, memory, app, states } = open({ ...ISSUED, smtpPort: server.port })
  await call('digest.send')
  expect(await states()).toEqual(['unsure'])
  app.start()
  await memory.pass(24 * 3_600_000 - 60_000)
  expect(server.taken()).toBe(1)
})

test('a mail that is found as being taken at a start is not sent again without being asked', async () => {
  const server = await startMailServer()
  const path = `${tempFolder()}/library.sqlite`
  const first = open({ ...mailOn(server), mailOn: false, notify: true }, { path })
  await first.call('digest.send')
  await first.app.close()
  const sql = openDatabase(path)
  sql.exec("UPDATE deliveries SET channel = 'mail', state = 'handing'")
  sql.close()
  const second = open(mailOn(server), { path })
  second.app.start()
  await second.memory.pass(3_600_000)
  expect(await second.states()).toEqual(['unsure'])
  expect(await server.mails()).toHaveLength(0)
})

test('asked to send again, what waits for another try is tried at once', async () => {
  const server = await startMailServer()
  server.answers.push({ code: 451, words: 'Greylisted, come back' })
  const { call } = open(mailOn(server))
  expect((await call('digest.send'))['deliveries']).toMatchObject([{ state: 'waiting' }])
  expect(await call('digest.send')).toMatchObject({ made: false, deliveries: [{ state: 'sent' }] })
  expect(await server.mails()).toHaveLength(1)
})

test('a clock that was set back by a day holds up no mail', async () => {
  const server = await startMailServer()
  server.answers.push({ code: 451, words: 'Greylisted, come back' })
  const path = `${tempFolder()}/library.sqlite`
  const first = open(mailOn(server), { path, nowMs: DUE_MS + 86_400_000 })
  await first.call('digest.send')
  await first.app.close()
  const second = open({ ...mailOn(server), dailyOn: false }, { path })
  second.app.start()
  await second.memory.pass(60_000)
  await expect.poll(second.states).toEqual(['sent'])
})

test('of several addresses a refused one is told, and the others have their mail', async () => {
  const server = await startMailServer({
    onRcptTo: ({ address }, _session, done) => done(address.startsWith('gone') ? new Error('Nobody here') : undefined),
  })
  const { call } = open({ ...mailOn(server), mailTo: 'me@example.org, gone@example.org' })
  expect((await call('digest.send'))['deliveries']).toMatchObject([{ state: 'sent', problem: 'The mail server refused gone@example.org.' }])
  expect(await server.mails()).toHaveLength(1)
})

test('asking to send while a mail is being handed over takes it for nothing else, and it goes out once', async () => {
  const taking = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const server = await startMailServer({
    beforeAnswer: async () => {
      taking.resolve()
      await goOn.promise
    },
  })
  const { call, states } = open(mailOn(server))
  const first = call('digest.send')
  await taking.promise
  const second = call('digest.send')
  expect(await states()).toEqual(['handing'])
  goOn.resolve()
  await Promise.all([first, second])
  expect(await states()).toEqual(['sent'])
  expect(await server.mails()).toHaveLength(1)
})

test('while the settings of the digest are being filled in none is made; a while after, it is', async () => {
  const server = await startMailServer()
  const { app, memory, states } = open({}, { nowMs: DUE_MS + 60_000 })
  app.start()
  app.configure(settingsOf({ dailyOn: true, mailOn: true }))
  await memory.pass(120_000)
  app.configure(settingsOf(mailOn(server)))
  await memory.pass(9 * 60_000)
  expect(await states()).toEqual([])
  await memory.pass(120_000)
  await expect.poll(states).toEqual(['sent'])
})

test('a digest goes into a folder as whole files, and as one notification', async () => {
  const { app, call, states } = open({ folderOn: true, folder: '/digests', formats: ['eml', 'html', 'md'], notify: true })
  const notices: unknown[] = []
  app.subscribe((frame) => frame.name === 'notice' && notices.push(frame.data))
  await call('digest.send')
  await call('digest.send')
  expect(await states()).toEqual(['sent', 'sent'])
  expect(notices).toEqual([{ title: 'Today’s papers', body: 'Most votes, and 2 more', link: 'dogear://day/2026-11-20' }])
})

test('a click on the notification of a day without papers opens the newest that has some; of a week, that week', async () => {
  const { app, call } = open({ notify: true }, { nowMs: DUE_MS + 3 * 86_400_000 })
  const links: unknown[] = []
  app.subscribe((frame) => frame.name === 'notice' && links.push(frame.data.link))
  await call('digest.send')
  await call('digest.send', { kind: 'weekly' })
  expect(links).toEqual(['dogear://day/2026-11-20', 'dogear://week/2026-W47'])
})
