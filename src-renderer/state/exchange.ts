// Owns what the window knows of citation styles and of what is kept up to date outside of the library.
import { create } from 'zustand'
import type { CallOutput } from '#contract/api.ts'
import type { CitationStyle } from '#contract/citations.ts'
import type { KeptState } from '#contract/keeping.ts'
import { client } from '../app/client.ts'

interface ExchangeState {
  styles: readonly CitationStyle[]
  kept: readonly KeptState[]
  conflicts: CallOutput<'vault.conflicts'>['conflicts']
  keys: CallOutput<'keys.list'>['keys']
}

export const useExchange = create<ExchangeState>(() => ({ styles: [], kept: [], conflicts: [], keys: [] }))

export async function loadStyles(): Promise<void> {
  useExchange.setState(await client.call('citations.styles', {}))
}

export async function loadKeys(): Promise<void> {
  useExchange.setState(await client.call('keys.list', {}))
}

export async function loadKept(): Promise<void> {
  const [{ kept }, { conflicts }] = await Promise.all([client.call('keeping.status', {}), client.call('vault.conflicts', {})])
  useExchange.setState({ kept, conflicts })
}
