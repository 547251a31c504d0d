// Owns the whole path of a paper: its author is followed, the next day's mail has it, its link opens it, and once saved it is in the vault and the .bib.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { DOGEAR } from '#tests/hosts/cli/dogear.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { runCommand } from '#tests/support/command.ts'
import { cleanEnvironment, sourceArgs } from '#tests/support/loopback-host.ts'
import { startMailServer } from '#tests/support/mail-server.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { EVENING, openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)
const EVENING_BEFORE = '2026-08-20T20:00:00.000Z'

/** A paper of the newest made day, and the first of its authors. */
function newPaper(): { id: string; author: string } {
  const file = path.join(repositoryRoot, 'tests/fixtures/days/2026-08-21.json')
  const rows = JSON.parse(readFileSync(file, 'utf8')) as { paper: { id: string; authors: { name: string; hidden?: boolean }[] } }[]
  const found = rows.flatMap(({ paper }) => {
    const author = paper.authors.find(({ hidden, name }) => !hidden && /^[A-Z][a-z]+ [A-Z][a-z]+$/.test(name))
    return author ? [{ id: paper.id, author: author.name }] : []
  })
  const [first] = found.toReversed()
  if (!first) throw new Error('no such paper among the fixtures')
  return first
}

test('an author is followed, the next mail has her paper, its link opens it, and saved it is in the vault and the .bib', async () => {
  const mails = await startMailServer()
  const [folder, outside] = [tempFolder(), tempFolder()]
  const vault = path.join(outside, 'vault')
  mkdirSync(vault)
  const bib = path.join(outside, 'refs.bib')
  const digest = { mailOn: true, smtpHost: '127.0.0.1', smtpPort: mails.port, smtpSecurity: 'none', mailTo: 'me@example.org' }
  const exchange = { bibOn: true, bibFile: bib, vaultOn: true, vaultFolder: vault }
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify({ digest, exchange }))
  const { id, author } = newPaper()
  const { reader, host, replica } = await openScene({
    replica: { now: EVENING_BEFORE },
    host: { now: EVENING_BEFORE, dataFolder: folder },
  })
  const { page } = reader

  // the evening before: her name is typed and followed
  await reader.list('Thursday, 20 August')
  await reader.press('Shift+F')
  await reader.sees('heading', 'Follow')
  await reader.type(author)
  await page.getByRole('dialog').getByRole('option').filter({ hasText: 'Author' }).first().click()
  await reader.hears(/Following/)
  await reader.press('Escape')
  await page.goto('about:blank')
  await host.stop()

  // the next day, a timer syncs and sends
  replica?.setNow(EVENING)
  const dogear = (...args: string[]) =>
    runCommand(process.execPath, [DOGEAR, ...args, '--data', folder, '--now', EVENING, ...sourceArgs(replica?.url)], {
      cwd: repositoryRoot,
      env: cleanEnvironment(folder),
    })
  expect((await dogear('sync', '--from', '2026-08-20')).output).toMatch(/2026-08-21|papers/)
  const sent = await dogear('digest', '--send')
  expect(sent.code, sent.output).toBe(0)
  const [mail] = await mails.mails()
  expect(mail?.text).toContain(`you follow ${author}`)
  const [link] = new RegExp(`dogear://paper/${id.replace('.', '\\.')}`).exec(`${mail?.text}${String(mail?.html)}`) ?? []
  expect(link).toBe(`dogear://paper/${id}`)

  // the link opens the paper, l saves it
  await host.restart({ now: EVENING })
  await page.goto(`${host.url()}#${encodeURIComponent(link ?? '')}`)
  await page.locator('article, main').getByText(author).first().waitFor()
  await reader.press('l')
  await reader.hears(/Later/)
  const readBib = (): string => {
    try {
      return readFileSync(bib, 'utf8')
    } catch {
      return ''
    }
  }
  await expect.poll(readBib).toContain(`eprint        = {${id}}`)
  const filed = (): string[] => readdirSync(vault, { recursive: true }).map(String)
  await expect.poll(() => filed().find((name) => name.endsWith(` ${id}.md`)) ?? '').toContain('Papers')
  const file = filed().find((name) => name.endsWith(` ${id}.md`)) ?? ''
  expect(readFileSync(path.join(vault, file), 'utf8')).toMatch(/\nstate: later\n/)
})
