// Owns the pictures of papers and organizations: asked for when they are to be seen, checked, kept within a size.
import { counted } from '#domain/counted.ts'
import type { Topic } from '#contract/api.ts'
import type { PaperPictures } from '#contract/pictures.ts'
import { DogearError, toFailure } from '#domain/errors.ts'
import type { Organization, PaperId } from '#domain/paper.ts'
import { pictureAddress, pictureType } from '#domain/picture.ts'
import type { CoreSettings } from '#domain/settings.ts'
import type { Ports } from '../ports.ts'
import { joined, type Receiver } from '../source/body.ts'
import type { SourceHttp } from '../source/http.ts'
import { json, text, textOrNull } from '../storage/columns.ts'
import { dropOldest, keptPictures, noteUse, picturesTotal, storePicture } from '../storage/picture-rows.ts'
import type { Store } from '../storage/store.ts'

const MOST_BYTES = 200 * 1024 * 1024
const MOST_PICTURE_BYTES = 4 * 1024 * 1024
/** Of what is asked for, the newest so many wait; one who leafs through a day leaves the others behind. */
const MOST_WAITING = 40
const DAY_MS = 86_400_000
/** One that could not be had is asked for again after this. */
const AGAIN_MS = 7 * DAY_MS

export interface Pictures {
  ofPapers(ids: readonly PaperId[]): PaperPictures[]
  kept(): { pictures: number; bytes: number }
  forget(): { sentence: string }
  close(): Promise<void>
}

export interface PicturesParts {
  store: Store
  ports: Pick<Ports, 'clock' | 'log' | 'pictureFiles'>
  http: SourceHttp
  settings: () => CoreSettings
  changed(topics: Topic[], ids: PaperId[] | null): void
  /** For tests. */
  mostBytes?: number
}

interface Named {
  id: PaperId
  thumbnail: string | null
  avatar: string | null
}

export function createPictures({ store, ports, http, settings, changed, mostBytes = MOST_BYTES }: PicturesParts): Pictures {
  const closing = new AbortController()
  /** By address, with the papers that show it; the newest last. */
  const waiting = new Map<string, Set<PaperId>>()
  let running: Promise<void> | null = null

  const ask = async (url: string, signal: AbortSignal): Promise<void> => {
    const address = pictureAddress(url, settings().huggingFaceUrl)
    if (address === null) return
    const nowMs = ports.clock.nowMs()
    const answer = await http.get(
      {
        source: 'hugging-face',
        url: address,
        why: 'a picture',
        accept: 'image/png, image/jpeg, image/webp, image/avif, image/gif',
        maxBytes: MOST_PICTURE_BYTES,
        refusesRedirects: true,
        expected: [403, 404, 410],
        receive: () => Promise.resolve(wholePicture()),
      },
      { signal },
    )
    const bytes = answer.value
    const type = bytes === null ? null : pictureType(bytes)
    const file = bytes === null || type === null ? null : { hash: ports.pictureFiles.keep('pictures', bytes, type), type }
    storePicture(store, { url, file, bytes: bytes?.byteLength ?? 0, askedAtMs: nowMs, usedAtMs: nowMs })
    for (const { hash, type: kind } of dropOldest(store, mostBytes)) ports.pictureFiles.remove(hash, kind)
  }

  const work = async (): Promise<void> => {
    for (;;) {
      const newest = [...waiting].at(-1)
      if (!newest || closing.signal.aborted || !settings().fetchPictures) return
      const [url, ids] = newest
      try {
        await ask(url, closing.signal)
        changed(['pictures'], [...ids])
      } catch (thrown) {
        if (closing.signal.aborted) return
        const failure = toFailure(thrown)
        // what has no network, or no place on the disk, has none for the others either; the next look asks again
        if (['offline', 'rate-limited', 'disk-full', 'failing-disk', 'read-only'].includes(failure.code)) return waiting.clear()
        if (failure.code === 'internal') ports.log({ level: 'error', event: 'picture not kept', facts: { detail: failure.detail ?? '' } })
        const nowMs = ports.clock.nowMs()
        storePicture(store, { url, file: null, bytes: 0, askedAtMs: nowMs, usedAtMs: nowMs })
      } finally {
        waiting.delete(url)
      }
    }
  }

  const want = (url: string, id: PaperId): void => {
    const ids = waiting.get(url) ?? new Set()
    waiting.delete(url)
    waiting.set(url, ids.add(id))
    for (const [old] of waiting) if (waiting.size > MOST_WAITING) waiting.delete(old)
    running ??= work().finally(() => (running = null))
  }

  return {
    ofPapers: (ids) => {
      const named = namedPictures(store, ids)
      if (!settings().fetchPictures) return named.map(({ id }) => ({ id, thumbnail: null, avatar: null }))
      const urls = named.flatMap(({ thumbnail, avatar }) => [thumbnail, avatar]).filter((url) => url !== null)
      const kept = keptPictures(store, urls)
      const nowMs = ports.clock.nowMs()
      const seen = [...kept.values()].filter(({ file, usedAtMs }) => file !== null && nowMs - usedAtMs > DAY_MS)
      if (seen.length > 0)
        noteUse(
          store,
          seen.map(({ url }) => url),
          nowMs,
        )
      const pathOf = (url: string | null, id: PaperId): string | null => {
        if (url === null) return null
        const picture = kept.get(url)
        if (picture?.file && ports.pictureFiles.has('pictures', picture.file.hash, picture.file.type))
          return `/pictures/${picture.file.hash}.${picture.file.type}`
        const isTooSoon = picture !== undefined && picture.file === null && nowMs - picture.askedAtMs < AGAIN_MS
        if (!isTooSoon && settings().networkOn && pictureAddress(url, settings().huggingFaceUrl) !== null) want(url, id)
        return null
      }
      return named.map(({ id, thumbnail, avatar }) => ({ id, thumbnail: pathOf(thumbnail, id), avatar: pathOf(avatar, id) }))
    },
    kept: () => picturesTotal(store),
    forget: () => {
      const gone = dropOldest(store, 0)
      for (const { hash, type } of gone) ports.pictureFiles.remove(hash, type)
      changed(['pictures'], null)
      return { sentence: gone.length === 1 ? 'Let one picture go.' : `Let ${counted(gone.length, 'picture')} go.` }
    },
    close: async () => {
      closing.abort(new DogearError('cancelled', 'Dogear is closing.'))
      await running
    },
  }
}

/** The bytes of a picture, within its size; throws for anything else. */
function wholePicture(): Receiver<Uint8Array> {
  const chunks: Uint8Array[] = []
  return {
    write: (chunk) => {
      chunks.push(chunk)
      return Promise.resolve()
    },
    end: () => {
      const whole = joined(chunks)
      if (pictureType(whole) === null) throw new DogearError('upstream', 'That is no picture that Dogear shows.')
      return Promise.resolve(whole)
    },
    close: () => Promise.resolve(),
  }
}

function namedPictures({ sql }: Store, ids: readonly PaperId[]): Named[] {
  return sql
    .prepare('SELECT id, thumbnail_url, organization FROM papers WHERE id IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(ids))
    .map((row) => ({
      id: text(row, 'id'),
      thumbnail: textOrNull(row, 'thumbnail_url'),
      avatar: json<Organization>(row, 'organization')?.avatarUrl ?? null,
    }))
}
