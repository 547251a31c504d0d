// Checks the replica itself: what it binds to, what it logs, and where its days come from.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeArxivLine, makeDay } from '#tests/fixtures/made-days.ts'
import { idsAt, rowsAt } from './asking.ts'
import { captureOf } from './day-source.ts'
import type { Replica, ReplicaOptions } from './replica.ts'
import { startReplica } from './replica.ts'

let folder: string
let replica: Replica | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dogear-replica-'))
})
afterEach(async () => {
  await replica?.close()
  replica = undefined
  await rm(folder, { recursive: true })
})

async function start(options: ReplicaOptions): Promise<Replica> {
  replica = await startReplica(options)
  return replica
}

const save = (name: string, rows: unknown) => writeFile(join(folder, name), JSON.stringify(rows))

describe('the server', () => {
  it('listens on 127.0.0.1 and on no other address', async () => {
    const { port, url } = await start({})
    expect(url).toBe(`http://127.0.0.1:${port}`)
    const others = Object.values(networkInterfaces())
      .flat()
      .flatMap((one) => (one && one.address !== '127.0.0.1' && !one.address.startsWith('fe80') ? [one.address] : []))
    for (const address of [...others, '127.0.0.2']) {
      const refused = await new Promise<boolean>((resolve) => {
        const socket = connect({ port, host: address }, () => {
          socket.destroy()
          resolve(false)
        })
        socket.on('error', () => resolve(true))
      })
      expect([address, refused]).toEqual([address, true])
    }
  })

  it('takes the port that is asked for and refuses one that is taken', async () => {
    const { port } = await start({})
    await expect(startReplica({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  it('answers 404 for what upstream does not have', async () => {
    const { url } = await start({})
    const api = await fetch(`${url}/api/nothing`)
    expect([api.status, await api.json(), api.headers.get('x-error-code')]).toEqual([404, { error: expect.any(String) }, 'NotFound'])
    expect((await fetch(`${url}/nothing`)).headers.get('content-type')).toContain('text/html')
  })
})

describe('the log', () => {
  it('keeps what was asked, of which host, by whom and when', async () => {
    const { url, requests } = await start({ now: '2026-08-21T20:00:00Z', clock: { nowMs: () => 5_000 } })
    await fetch(`${url}/api/daily_papers?date=2026-08-21&limit=1`, { headers: { 'User-Agent': 'Dogear/0.1 test' } })
    await fetch(`${url}/pdf/2608.99001`, { method: 'HEAD' })
    expect(requests).toMatchObject([
      {
        host: 'hugging-face',
        method: 'GET',
        path: '/api/daily_papers?date=2026-08-21&limit=1',
        atMs: Date.parse('2026-08-21T20:00:00Z'),
        userAgent: 'Dogear/0.1 test',
        status: 200,
        concurrent: 1,
      },
      { host: 'arxiv', method: 'HEAD', path: '/pdf/2608.99001', status: 200, concurrent: 1 },
    ])
    expect(requests[1]?.realMs).toBeGreaterThan(requests[0]?.realMs ?? Number.POSITIVE_INFINITY)
  })

  it('counts requests that overlap, for each host apart', async () => {
    const { url, requests, setFaults } = await start({ faults: [{ name: 'slow-body', everyMs: 10 }] })
    await Promise.all(
      ['/pdf/2608.99001', '/pdf/2608.99002', '/api/daily_papers'].map((path) => fetch(url + path).then((answer) => answer.text())),
    )
    const most = (host: string) => Math.max(...requests.filter((request) => request.host === host).map((request) => request.concurrent))
    expect([most('arxiv'), most('hugging-face')]).toEqual([2, 1])
    setFaults([])
    requests.length = 0
    for (let time = 0; time < 20; time += 1) await (await fetch(`${url}/pdf/2608.99001`)).text()
    expect(most('arxiv')).toBe(1)
  })
})

describe('a folder of days', () => {
  it('is read day by day, so a broken file spoils only its own day', async () => {
    await save('2026-06-02.json', makeDay('2026-06-02', 3, 1))
    await writeFile(join(folder, '2026-06-03.json'), '[{"paper":')
    await writeFile(join(folder, 'MANIFEST.md'), 'not a day')
    const { url } = await start({ days: folder, now: '2026-06-03T20:00:00Z' })
    expect(await rowsAt(`${url}/api/daily_papers?date=2026-06-02`)).toHaveLength(3)
    expect((await fetch(`${url}/api/daily_papers?date=2026-06-03`)).status).toBe(500)
  })

  it('that is missing or holds no day is refused with a sentence', async () => {
    await expect(startReplica({ days: folder })).rejects.toThrow(/holds no day/)
    await expect(startReplica({ days: join(folder, 'missing') })).rejects.toThrow(/ENOENT/)
  })

  it('with revisions gives the newest capture that is not after now', async () => {
    const day = makeDay('2026-06-03', 6, 1)
    await save('2026-06-03__2026-06-03T170000p0000__aaaa.json', day.slice(0, 2))
    // 11:50 in Shanghai is 03:50 in Greenwich.
    await save('2026-06-03__2026-06-04T115000p0800__bbbb.json', day.slice(0, 4))
    await save('2026-06-03__2026-06-04T040000p0000__cccc.json', day)
    const { url, setNow } = await start({ days: folder, now: '2026-06-03T16:59:59Z' })
    const seen = async (now: string) => {
      setNow(now)
      return (await idsAt(`${url}/api/daily_papers?date=2026-06-03`)).length
    }
    expect(await seen('2026-06-03T16:59:59Z')).toBe(0)
    expect(await seen('2026-06-03T17:00:00Z')).toBe(2)
    expect(await seen('2026-06-04T03:49:59Z')).toBe(2)
    expect(await seen('2026-06-04T03:50:00Z')).toBe(4)
    expect(await seen('2026-06-04T04:00:00Z')).toBe(6)
    setNow('2026-06-04T03:55:00Z')
    expect((await fetch(`${url}/api/papers/${day[3]?.paper.id}`)).status).toBe(200)
    expect((await fetch(`${url}/api/papers/${day[5]?.paper.id}`)).status).toBe(404)
  })
})

it('reads the moment of a capture in either form of its name', () => {
  const momentOf = (file: string) => new Date(captureOf(file)?.capture.capturedMs ?? 0).toISOString()
  expect(momentOf('2024-06-12__2024-06-12T170641p0000__ae86adbd.json')).toBe('2024-06-12T17:06:41.000Z')
  expect(momentOf('2024-06-12__2024-06-13T115001p0800__c4d3a87f.json')).toBe('2024-06-13T03:50:01.000Z')
  expect(momentOf('2024-06-12__2024-06-12T220000m0500__c4d3a87f.json')).toBe('2024-06-13T03:00:00.000Z')
  expect(captureOf('2024-06-12__sometime__c4d3a87f.json')).toBeUndefined()
})

it('reads arXiv records from packed and plain files', async () => {
  const lines = [0, 1, 2].map((n) => JSON.stringify({ ...makeArxivLine(n), title: `From the file, $x_${n}$` }))
  await writeFile(join(folder, 'plain.jsonl'), lines.join('\n'))
  await writeFile(join(folder, 'packed.jsonl.gz'), gzipSync(`${lines.join('\n')}\n\n`))
  for (const file of ['plain.jsonl', 'packed.jsonl.gz']) {
    const { url, close } = await startReplica({ papers: join(folder, file) })
    const feed = await (await fetch(`${url}/api/query?id_list=${makeArxivLine(2).id}`)).text()
    await close()
    expect(feed).toContain('From the file, $x_2$')
  }
  await expect(startReplica({ papers: join(folder, 'missing.jsonl.gz') })).rejects.toThrow(/ENOENT/)
})
