// Owns a vault on a real disk for tests: a desk with three papers, one of them kept, and a folder for their files.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ExchangePatch } from '#domain/exchange.ts'
import { type ExchangeDesk, openDesk } from '../exchange-desk.ts'

export const ID = '2611.00001'
export const FILE = 'Papers/On the of folding 2611.00001.md'
const PAPERS = [
  { id: ID, title: 'On the of folding' },
  { id: '2611.00002', title: 'Corners' },
  { id: '2611.00003', title: 'Never kept' },
]

export interface Vault extends ExchangeDesk {
  vault: string
  read(name?: string): string
  write(text: string, name?: string): void
  pass(): Promise<{ state: string; problem: string | null }>
  note(): Promise<string | null>
  save(text: string): Promise<void>
}

export async function openVault(more: ExchangePatch = {}): Promise<Vault> {
  const desk = openDesk(PAPERS, (folder) => ({ vaultOn: true, vaultFolder: path.join(folder, 'vault'), vaultJournal: false, ...more }))
  const vault = path.join(desk.folder, 'vault')
  mkdirSync(vault)
  await desk.call('triage.decide', { ids: [ID], state: 'later' })
  const at = (name: string): string => path.join(vault, name)
  return {
    ...desk,
    vault,
    read: (name = FILE) => readFileSync(at(name), 'utf8'),
    write: (text, name = FILE) => writeFileSync(at(name), text),
    pass: async () => {
      const state = (await desk.call('keeping.run', {})).kept.find(({ name }) => name === 'vault')
      return { state: state?.state ?? '', problem: state?.problem ?? null }
    },
    note: async () => (await desk.call('notes.get', { id: ID })).note?.text ?? null,
    save: async (text) => {
      const { note } = await desk.call('notes.get', { id: ID })
      await desk.call('notes.save', { id: ID, text, baseRevision: note?.revision ?? 0, ownStep: true })
    },
  }
}

/** The file with another note in Dogear's lines. */
export const withNote = (text: string, note: string): string =>
  text.replace(/(<!-- dogear:begin note -->\n)[\s\S]*?(\n<!-- dogear:end note -->)/, (_, begin: string, end: string) => begin + note + end)
