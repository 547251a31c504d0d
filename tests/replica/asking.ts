// Owns how the replica's tests ask it over HTTP and read what comes back.
import type { DailyRow } from '#tests/fixtures/upstream-shape.ts'

export async function rowsAt(address: string): Promise<DailyRow[]> {
  const response = await fetch(address)
  if (response.status !== 200) throw new Error(`${address} answered ${response.status}`)
  return (await response.json()) as DailyRow[]
}

export async function idsAt(address: string): Promise<string[]> {
  return (await rowsAt(address)).map((row) => row.paper.id)
}

/** The status of a refused request and the sentence in its body. */
export async function refusalAt(address: string): Promise<{ status: number; error: unknown }> {
  const response = await fetch(address)
  const body = (await response.json()) as { error?: unknown }
  return { status: response.status, error: body.error }
}
