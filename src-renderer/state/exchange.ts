// Owns what the window knows of citation styles and of what is kept up to date outside of the library.
import { create } from 'zustand'
import type { CitationStyle } from '#contract/citations.ts'
import type { KeptState } from '#contract/keeping.ts'
import { client } from '../app/client.ts'

interface ExchangeState {
  styles: readonly CitationStyle[]
  kept: readonly KeptState[]
}

export const useExchange = create<ExchangeState>(() => ({ styles: [], kept: [] }))

export async function loadStyles(): Promise<void> {
  useExchange.setState(await client.call('citations.styles', {}))
}

export async function loadKept(): Promise<void> {
  useExchange.setState(await client.call('keeping.status', {}))
}
