// Owns the facts about a program that is killed: what it acknowledged is there, and nothing is half.
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { libraryFile } from '#adapters/data-folder.ts'
import { startReplica } from '#tests/replica/replica.ts'
import { type LoopbackHost, startLoopbackHost } from '#tests/support/loopback-host.ts'
import { connectToHost } from '#tests/support/wire-client.ts'
import { makeDay } from '#tests/fixtures/made-days.ts'

const NOW = '2026-08-21T20:00:00Z'
const KILLS = 4

async function startHost(sourceUrl?: string): Promise<LoopbackHost> {
  const host = await startLoopbackHost({ now: NOW, ...(sourceUrl === undefined ? { args: ['--offline'] } : { sourceUrl }) })
  onTestFinished(() => host.close())
  return host
}

describe('a host that is killed', () => {
  test('while a note is typed has every text that it said it saved', async () => {
    const host = await startHost()
    let saved = { text: '', revision: 0 }
    for (let kill = 0; kill < KILLS; kill++) {
      const client = await connectToHost(host.url())
      const { note } = await client.call('notes.get', { id: 'sample-01' })
      expect((note?.text ?? '').length, 'what was acknowledged before the kill').toBeGreaterThanOrEqual(saved.text.length)
      expect((note?.text ?? '').startsWith(saved.text)).toBe(true)
      saved = { text: note?.text ?? '', revision: note?.revision ?? 0 }

      const ending = 20 + kill * 7
      const typing = (async () => {
        for (let letter = 0; ; letter++) {
          const text = `${saved.text}${kill}.${letter} `
          const answer = await client.call('notes.save', { id: 'sample-01', text, baseRevision: saved.revision })
          saved = { text, revision: answer.revision }
          if (letter === ending) void host.kill()
        }
      })()
      await expect(typing).rejects.toThrow('gone')
      await host.restart()
    }
    const client = await connectToHost(host.url())
    expect((await client.call('library.verify', {})).checks.filter((check) => !check.ok)).toEqual([])
    client.close()
  })

  test('while papers are decided has every decision that it acknowledged, and undo still works', async () => {
    const host = await startHost()
    const decided: string[] = []
    const ids = ['sample-01', 'sample-02', 'sample-03', 'sample-04', 'sample-05', 'sample-06']
    let client = await connectToHost(host.url())
    for (const id of ids.slice(0, 5)) {
      await client.call('triage.decide', { ids: [id], state: 'shortlist' })
      decided.push(id)
      // the next one is on its way when the power goes: it may be there or not, but never half
      client.call('triage.decide', { ids: ['sample-06'], state: decided.length % 2 === 0 ? 'later' : 'archive' }).catch(() => undefined)
      await host.kill()
      await host.restart()
      client = await connectToHost(host.url())
      const { ids: shortlist } = await client.call('papers.list', { place: { kind: 'state', state: 'shortlist' } })
      expect(shortlist.toSorted()).toEqual(decided.toSorted())
    }
    const { entries } = await client.call('history.list', {})
    for (const entry of entries) if (entry.status === 'done') await client.call('history.undo', {})
    expect((await client.call('papers.list', { place: { kind: 'state', state: 'shortlist' } })).ids).toEqual([])
    client.close()
  })

  test('while it syncs has whole days only, and goes on to the end', async () => {
    const days = new Map(
      ['2026-08-21', '2026-08-20', '2026-08-19', '2026-08-18', '2026-08-17', '2026-07-15', '2026-06-15'].map((day) => [
        day,
        makeDay(day, 41, 'cut'),
      ]),
    )
    const replica = await startReplica({ days, now: NOW })
    onTestFinished(() => replica.close())
    const host = await startHost(replica.url)
    for (let kill = 0; kill < KILLS; kill++) {
      const seen = replica.requests.length
      await expect.poll(() => replica.requests.length).toBeGreaterThan(seen + kill)
      await host.kill()
      const library = new DatabaseSync(libraryFile(host.dataFolder), { readOnly: true })
      const counts = library
        .prepare(
          'SELECT d.day, count(e.paper_id) AS papers FROM days d LEFT JOIN day_entries e ON e.day = d.day WHERE d.sample = 0 GROUP BY d.day',
        )
        .all()
      library.close()
      for (const { day, papers } of counts) expect(papers, String(day)).toBe(days.get(String(day))?.length ?? 0)
      await host.restart()
    }
    const client = await connectToHost(host.url())
    const stored = async (): Promise<number> => (await client.call('library.status', {})).counts.papers
    await expect.poll(stored).toBe(days.size * 41)
    expect((await client.call('library.verify', {})).checks.filter((check) => !check.ok)).toEqual([])
    client.close()
  })
})
