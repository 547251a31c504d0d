// Owns the facts about how long an answer may take: a page not long, a file as long as its bytes go on coming.
import { expect, test } from 'vitest'
import { createHttp } from '#core/source/http.ts'
import { FakeClock } from '#tests/support/fake-clock.ts'

const PIECES = 12

/** A body that comes in pieces, `everyMs` apart. */
function ask(everyMs: number): Promise<number | null> {
  const clock = new FakeClock()
  const http = createHttp({
    ports: {
      clock,
      random: { uuid: () => '', fraction: () => 0.5 },
      facts: { dataFolder: '', appVersion: '0' },
      http: () =>
        Promise.resolve({
          status: 200,
          header: () => null,
          body: (async function* () {
            for (let piece = 0; piece < PIECES; piece++) {
              await clock.advance(everyMs)
              yield new Uint8Array(1)
            }
          })(),
        }),
    },
    settings: () => ({ networkOn: true }),
    record: () => undefined,
  })
  return http
    .get(
      {
        source: 'hugging-face',
        url: 'http://127.0.0.1/file',
        why: 'a test',
        accept: '*/*',
        takesItsTime: true,
        receive: () => Promise.resolve(counting()),
      },
      { signal: new AbortController().signal },
    )
    .then(({ value }) => value)
}

function counting() {
  let bytes = 0
  return {
    write: (chunk: Uint8Array) => {
      bytes += chunk.byteLength
      return Promise.resolve()
    },
    end: () => Promise.resolve(bytes),
    close: () => Promise.resolve(),
  }
}

test('a file that comes slowly, but goes on coming, is whole after four minutes', async () => {
  expect(await ask(20_000)).toBe(PIECES)
})
