// Owns the client of requests on a desk: a fake network, a clock moved by hand, everything it recorded.
import type { HttpGet, HttpResponse } from '#core/ports.ts'
import { createHttp, type RequestRecord, type SourceAddress, type SourceHttp } from '#core/source/http.ts'
import { memoryPorts, type MemoryPorts, type ScriptedAnswer, scriptedHttp } from '#tests/support/memory-ports.ts'

export interface HttpDesk extends MemoryPorts {
  http: SourceHttp
  records: RequestRecord[]
  waits: (number | null)[]
  network: { networkOn: boolean }
  /** Asks and waits for the answer, moving the clock on over every pause. */
  ask(request?: Partial<SourceAddress & { read(body: string): string }>): Promise<{ status: number; value: string | null }>
  /** Seconds after the first request at which each was sent. */
  sentAfter(): number[]
}

export const never = new AbortController().signal
export const HF = 'https://hf.example/api/x'
export const ARXIV = 'https://export.arxiv.org/api/query'

/** Requests answered as told. */
export function desk(answer: (count: number) => ScriptedAnswer | Error): HttpDesk {
  return deskOn(scriptedHttp((_request, count) => answer(count)))
}

/** Requests through this port. */
export function deskOn(port: HttpGet): HttpDesk {
  const machine = memoryPorts({ http: port })
  const records: RequestRecord[] = []
  const waits: (number | null)[] = []
  const network = { networkOn: true }
  const http = createHttp({
    ports: machine.ports,
    settings: () => network,
    record: (entry) => records.push(entry),
    onWait: (_source, untilMs) => waits.push(untilMs),
  })
  const ask: HttpDesk['ask'] = async (request = {}) => {
    const whole = { source: 'hugging-face', url: HF, why: 'a test', accept: 'application/json', read: String, ...request } as const
    return await machine.finish(http.get(whole, { signal: never }))
  }
  const sentAfter = (): number[] => records.map((record) => (record.atMs - (records[0]?.atMs ?? 0)) / 1000)
  return { ...machine, http, records, waits, network, ask, sentAfter }
}

/** An answer whose body is made by a generator. */
export function answerOf(body: AsyncIterable<Uint8Array>, status = 200): HttpResponse {
  return { status, header: () => null, body }
}
