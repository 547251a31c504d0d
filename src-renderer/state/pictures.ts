// Owns where the pictures of papers are, under the window's own address; none is ever loaded from outside.
import { create } from 'zustand'
import type { CallOutput } from '#contract/api.ts'
import type { PaperPictures } from '#contract/pictures.ts'
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'

interface PicturesOnScreen {
  byId: ReadonlyMap<PaperId, PaperPictures>
  /** What is kept of all papers; null until it is asked for. */
  kept: CallOutput<'pictures.kept'> | null
}

export const usePictures = create<PicturesOnScreen>(() => ({ byId: new Map(), kept: null }))

export async function loadKeptPictures(): Promise<void> {
  usePictures.setState({ kept: await client.call('pictures.kept', {}).catch(() => null) })
}

const MOST_KEPT = 300

/** Asks for those that are not known; nothing is said of a failure: the picture stays away. */
export function wantPictures(ids: readonly PaperId[]): void {
  const { byId } = usePictures.getState()
  const unknown = ids.filter((id) => !byId.has(id))
  if (unknown.length > 0) ask(unknown)
}

/** Core says that pictures came or went; null means of any paper. */
export function refreshPictures(ids: readonly PaperId[] | null): void {
  const { byId } = usePictures.getState()
  const known = ids === null ? [...byId.keys()] : ids.filter((id) => byId.has(id))
  if (known.length > 0) ask(known.slice(-100))
}

function ask(ids: PaperId[]): void {
  client.call('pictures.ofPapers', { ids }).then(
    ({ pictures }) =>
      usePictures.setState(({ byId }) => ({
        byId: new Map([...[...byId].slice(-MOST_KEPT), ...pictures.map((picture) => [picture.id, picture] as const)]),
      })),
    () => undefined,
  )
}
