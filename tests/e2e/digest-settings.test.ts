// Owns the digest in the window: its preview follows what is chosen, a mail server that never answers holds nobody up, a refusal waits in Activity.
import { createServer } from 'node:net'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { listening } from '#tests/support/listening.ts'
import { startMailServer } from '#tests/support/mail-server.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene, type Scene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

/** Takes every connection and never says a word. */
async function silentServer(): Promise<number> {
  const { port, close } = await listening(createServer((socket) => socket.on('error', () => undefined)))
  onTestFinished(close)
  return port
}

async function openSettings(smtpPort: number): Promise<Scene> {
  const dataFolder = tempFolder()
  const digest = { mailOn: true, smtpHost: '127.0.0.1', smtpPort, smtpSecurity: 'none', mailTo: 'me@example.org' }
  writeFileSync(path.join(dataFolder, 'settings.json'), JSON.stringify({ digest }))
  const scene = await openScene({ host: { dataFolder } })
  await scene.reader.list('Friday, 21 August')
  await scene.reader.press('Control+,')
  await scene.reader.sees('heading', 'Settings')
  return scene
}

test('the preview follows the sections and the length that are chosen; the test mail arrives and the server’s words are told', async () => {
  const server = await startMailServer()
  const { reader } = await openSettings(server.port)
  const { page } = reader
  await page.getByRole('button', { name: 'Show today’s' }).press('Enter')
  const preview = page.getByRole('region', { name: 'Preview of the digest' })
  const papers = async (): Promise<number> => (await preview.innerText()).match(/dogear:\/\/paper\//g)?.length ?? 0
  await expect.poll(papers).toBe(8)
  await page.getByRole('radiogroup', { name: 'Papers a section' }).getByRole('radio', { name: '8', exact: true }).press('ArrowLeft')
  await expect.poll(papers).toBe(5)
  await page.getByRole('checkbox', { name: 'Top papers' }).press('Space')
  await expect.poll(papers).toBe(0)
  await page.getByRole('button', { name: 'Send a test mail' }).press('Enter')
  await reader.hears(/The mail server took the test mail\. It said: 250 /)
  expect((await server.mails()).map(({ subject }) => subject)).toEqual(['Dogear can send you mail'])
})

test('a mail server that never answers is shown as waited for, and let go of by a key; keys act all the while', async () => {
  const { reader } = await openSettings(await silentServer())
  const { page } = reader
  await page.getByRole('button', { name: 'Send a test mail' }).press('Enter')
  await page.getByRole('progressbar', { name: 'Sending a test mail…' }).waitFor()
  await reader.press('g l')
  await reader.sees('heading', 'Later')
  await page.getByRole('progressbar', { name: 'Sending a test mail…' }).waitFor()
  await reader.press('Control+.')
  await reader.hears('Stopped; no mail was sent.')
})

test('a digest that the server puts off and then refuses stands in Activity with its words, and goes out once when it is tried again', async () => {
  const server = await startMailServer()
  const { reader } = await openSettings(server.port)
  const { page } = reader
  server.answers.push({ code: 451, words: 'Greylisted, come back' }, { code: 550, words: 'Mailbox full' })
  await page.getByRole('button', { name: 'Send today’s now' }).press('Enter')
  await reader.hears(/asks to come back later\. It said: 451 Greylisted, come back/)
  await reader.press('g a')
  const row = page.getByRole('region', { name: 'Digests' }).getByRole('row').last()
  await row.getByText(/^Waits\. .*Greylisted/).waitFor()
  for (const width of [1440, 800, 320]) {
    await page.setViewportSize({ width, height: 900 })
    const right = await row
      .getByRole('button')
      .evaluateAll((buttons) => Math.max(...buttons.map((one) => one.getBoundingClientRect().right)))
    expect(right).toBeLessThanOrEqual(width)
    if (process.env['DOGEAR_SHOTS']) await page.screenshot({ path: `${process.env['DOGEAR_SHOTS']}/outbox-${width}.png` })
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  await row.getByRole('button', { name: 'Try now' }).press('Enter')
  await row.getByText(/^Not sent\. .*550 Mailbox full/).waitFor()
  if (process.env['DOGEAR_SHOTS']) await page.screenshot({ path: `${process.env['DOGEAR_SHOTS']}/outbox.png` })
  expect(await server.mails()).toEqual([])
  await row.getByRole('button', { name: 'Try now' }).press('Enter')
  await row.getByText('Sent', { exact: true }).waitFor()
  expect((await server.mails()).map(({ subject }) => subject)).toEqual([expect.stringMatching(/^Papers, Fri 21 Aug: /)])
})
