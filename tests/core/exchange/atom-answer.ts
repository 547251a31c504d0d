// Owns an arXiv that knows every paper of a made-up list and answers in its own form.
import type { HttpGet } from '#core/ports.ts'
import { scriptedHttp } from '#tests/support/memory-ports.ts'

/** Knows every id but those of `unknown`; `failFrom` breaks the connection from that request on. */
export function madeArxiv({ unknown = [] as string[], failFrom = Infinity } = {}): HttpGet {
  let asked = 0
  return scriptedHttp(({ url }) => {
    const ids = (new URL(url).searchParams.get('id_list') ?? '').split(',')
    asked += 1
    if (asked >= failFrom) return { status: 404 }
    const entries = ids.filter((id) => !unknown.includes(id)).map(entry)
    return { body: `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">${entries.join('')}</feed>` }
  })
}

function entry(id: string): string {
  return `<entry><id>http://arxiv.org/abs/${id}v2</id><title>On thing ${id}</title><summary>We look at $x$ of ${id}.</summary>
<author><name>Ada Example</name></author><category term="cs.LG"/><published>2026-11-02T10:00:00Z</published><updated>2026-11-03T10:00:00Z</updated></entry>`
}
