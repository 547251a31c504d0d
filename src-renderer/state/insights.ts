// Owns the figures of what the reader did, as this window last read them.
import { create } from 'zustand'
import type { Insights } from '#contract/insights.ts'
import { type Failure, toFailure } from '#domain/errors.ts'
import { client } from '../app/client.ts'

interface InsightsOnScreen {
  insights: Insights | null
  failure: Failure | null
}

export const useInsights = create<InsightsOnScreen>(() => ({ insights: null, failure: null }))

export async function loadInsights(): Promise<void> {
  try {
    useInsights.setState({ insights: await client.call('insights.get', {}), failure: null })
  } catch (thrown) {
    useInsights.setState({ failure: toFailure(thrown) })
  }
}
