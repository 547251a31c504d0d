// Owns the facts about `dogear digest`: printed, written, and sent once, also by a process that is killed.
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { cleanEnvironment } from '#tests/support/loopback-host.ts'
import { listening } from '#tests/support/listening.ts'
import { startMailServer } from '#tests/support/mail-server.ts'
import { type Desk, DOGEAR, newDesk, NOW } from './dogear.ts'

async function deskWithPapers(): Promise<Desk> {
  const desk = await newDesk()
  await desk.run(['sync', '--from', '2026-08-21'])
  return desk
}

function mailTo(desk: Desk, smtpPort: number): void {
  const digest = { mailOn: true, smtpHost: '127.0.0.1', smtpPort, smtpSecurity: 'none', mailTo: 'me@example.org' }
  writeFileSync(path.join(desk.folder, 'settings.json'), JSON.stringify({ digest }))
}

/** A mail server that stops at one point and calls `onStop` there; it never says another word. */
async function silentServer(at: 'greeting' | 'end of mail', onStop: () => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    if (at === 'greeting') return onStop()
    let inMail = false
    let heard = ''
    socket.write('220 here\r\n')
    socket.on('data', (chunk) => {
      heard = (heard + chunk.toString()).slice(-1000)
      if (inMail) {
        if (heard.endsWith('\r\n.\r\n')) onStop()
      } else if (heard.endsWith('DATA\r\n')) {
        inMail = true
        socket.write('354 go on\r\n')
      } else socket.write('250 yes\r\n')
    })
  })
  const { port, close } = await listening(server)
  onTestFinished(close)
  return port
}

/** Sends the digest to a server that stops at this point, and kills the process there. */
async function killedAt(desk: Desk, at: 'greeting' | 'end of mail'): Promise<void> {
  const stopped = Promise.withResolvers<void>()
  mailTo(desk, await silentServer(at, () => stopped.resolve()))
  const child = spawn(process.execPath, [DOGEAR, 'digest', '--send', '--data', desk.folder, '--now', NOW], {
    env: cleanEnvironment(desk.folder),
    stdio: 'ignore',
    // the command runs in a process of its own below this one; both are killed
    detached: true,
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await stopped.promise
  process.kill(-(child.pid ?? 0), 'SIGKILL')
  await ended
}

interface Sent {
  sentence: string
  deliveries: { state: string }[]
}

it('prints the digest, also of a week', async () => {
  const desk = await deskWithPapers()
  expect((await desk.run(['digest'])).stdout).toMatch(/^Papers, Fri 21 Aug\n[^]*TOP PAPERS\n/)
  expect((await desk.run(['digest', '--weekly'])).stdout).toMatch(/^Papers of the week to Fri 21 Aug\n/)
})

it('writes it in each form that is asked for', async () => {
  const desk = await deskWithPapers()
  const { paths } = await desk.json<{ paths: string[] }>(['digest', '--out', desk.folder, '--format', 'md,html,eml'])
  expect(paths.map((file) => path.basename(file))).toEqual(['md', 'html', 'eml'].map((format) => `dogear-daily-2026-08-21.${format}`))
  const [markdown = '', page = '', mail = ''] = paths.map((file) => readFileSync(file, 'utf8'))
  expect([markdown, page, mail]).toEqual([
    expect.stringMatching(/^# Papers, Fri 21 Aug/),
    expect.stringMatching(/^<!doctype html>/),
    expect.stringMatching(/^Subject: |\r\nSubject: /),
  ])
  expect((await desk.run(['digest', '--out', desk.folder, '--format', 'pdf'])).stderr).toMatch(/“pdf” is no format/)
})

it('says that there is no way out where none is switched on', async () => {
  const desk = await deskWithPapers()
  expect(await desk.run(['digest', '--send'])).toMatchObject({ code: 2, stderr: expect.stringMatching(/no way out/) })
})

it('sends it once, however often it is asked', async () => {
  const desk = await deskWithPapers()
  const server = await startMailServer()
  mailTo(desk, server.port)
  expect(await desk.run(['digest', '--send'])).toMatchObject({ code: 0, stdout: 'The digest is sent.\n' })
  expect((await desk.run(['digest', '--send'])).code).toBe(0)
  expect(await server.mails()).toHaveLength(1)
})

it('sends it after a kill before the server had the end of it', async () => {
  const desk = await deskWithPapers()
  await killedAt(desk, 'greeting')
  const server = await startMailServer()
  mailTo(desk, server.port)
  expect((await desk.json<Sent>(['digest', '--send'])).deliveries).toMatchObject([{ state: 'sent' }])
  expect(await server.mails()).toHaveLength(1)
})

it('does not send it again by itself after a kill when the server had the end of it, and says so', async () => {
  const desk = await deskWithPapers()
  await killedAt(desk, 'end of mail')
  const server = await startMailServer()
  mailTo(desk, server.port)
  const { sentence, deliveries } = await desk.json<Sent>(['digest', '--send'])
  expect(deliveries).toMatchObject([{ state: 'unsure' }])
  expect(sentence).toMatch(/most likely arrived/)
  expect(await server.mails()).toHaveLength(0)
})
