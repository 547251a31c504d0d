// Owns the facts about `dogear mcp`, asked by the protocol's own client: it reads, and writes only where that was switched on.
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { expect, it, onTestFinished } from 'vitest'
import { cleanEnvironment, sourceArgs } from '#tests/support/loopback-host.ts'
import { type Desk, DOGEAR, newDesk, NOW } from './dogear.ts'

async function deskWithPapers(): Promise<{ desk: Desk; id: string }> {
  const desk = await newDesk()
  await desk.run(['sync', '--from', '2026-08-21'])
  const [first] = await desk.json<{ id: string }[]>(['list', '--day', '2026-08-21'])
  return { desk, id: first?.id ?? '' }
}

async function connect(
  desk: Desk,
  ...args: string[]
): Promise<{ ask(name: string, input: Record<string, unknown>): Promise<{ text: string; isError: boolean }>; close(): Promise<void> }> {
  const client = new Client({ name: 'test', version: '1' })
  const env = Object.fromEntries(
    Object.entries(cleanEnvironment(desk.folder)).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [DOGEAR, 'mcp', ...args, '--data', desk.folder, '--now', NOW, ...sourceArgs(undefined)],
      env,
      stderr: 'ignore',
    }),
  )
  const close = (): Promise<void> => client.close()
  onTestFinished(close)
  return {
    ask: async (name, input) => {
      const { content, isError } = await client.callTool({ name, arguments: input })
      const [first] = content as { text: string }[]
      return { text: first?.text ?? '', isError: isError === true }
    },
    close,
  }
}

it('finds and reads papers, and refuses to write unless that is switched on', async () => {
  const { desk, id } = await deskWithPapers()
  await desk.run(['note', id, '--set', 'mine'])
  const { ask } = await connect(desk)
  expect(JSON.parse((await ask('papers_of_day', { day: '2026-08-21', limit: 3 })).text)).toMatchObject({ rows: [{ id }, {}, {}] })
  expect(JSON.parse((await ask('paper', { id })).text)).toMatchObject({ paper: { id }, note: 'mine', annotations: [] })
  expect(JSON.parse((await ask('search', { text: 'calm' })).text)).toHaveProperty('papers')
  expect(await ask('paper', { id: '9901.00001' })).toEqual({ text: expect.stringMatching(/9901\.00001/), isError: true })
  expect((await ask('tag', { ids: [id], names: ['x'] })).isError).toBe(true)
})

it('switched on, it adds to a note as a step that undo takes back', async () => {
  const { desk, id } = await deskWithPapers()
  await desk.run(['note', id, '--set', 'mine'])
  const { ask, close } = await connect(desk, '--write')
  expect((await ask('append_to_note', { id, text: 'theirs' })).isError).toBe(false)
  expect(JSON.parse((await ask('paper', { id })).text)).toMatchObject({ note: 'mine\n\ntheirs' })
  await close()
  // the journal says whose deed it was
  expect((await desk.run(['undo'])).stdout).toMatch(/Edited the note on .*, by another program\./)
  expect((await desk.json<{ note: string }>(['show', id])).note).toBe('mine')
})

it('switched on, it decides and tags, each a step that is named as another program’s and taken back', async () => {
  const { desk, id } = await deskWithPapers()
  const { ask, close } = await connect(desk, '--write')
  expect((await ask('decide', { ids: [id], state: 'shortlist' })).isError).toBe(false)
  expect((await ask('tag', { ids: [id], names: ['from afar'] })).isError).toBe(false)
  await close()
  const state = async () => {
    const { state: decided, tags } = await desk.json<{ state: string; tags: string[] }>(['show', id])
    return [decided, tags]
  }
  expect(await state()).toEqual(['shortlist', ['from afar']])
  expect((await desk.run(['undo'])).stdout).toMatch(/, by another program\./)
  expect((await desk.run(['undo'])).stdout).toMatch(/, by another program\./)
  expect(await state()).toEqual(['inbox', []])
})
