// Owns the pictures of marked areas in a vault: files of Dogear's own beside the papers', and how a paper's file names them.
import type { Annotation } from '#domain/annotation.ts'
import type { VaultKind } from '#domain/exchange.ts'
import type { Ports } from '../../ports.ts'
import { pictureFileName } from './vault-names.ts'

export interface VaultPictureParts {
  ports: Pick<Ports, 'annotationFiles' | 'outsideFolders'>
}

/**
 * Writes what is not there as it should be; gives the link to each from the file `name`. The picture of a mark that was taken away stays: the
 * reader may have named it elsewhere.
 */
export function writeVaultPictures(
  { ports }: VaultPictureParts,
  { folder, name, kind }: { folder: string; name: string; kind: VaultKind },
  annotations: readonly Annotation[],
): (annotation: Annotation) => string | null {
  const links = new Map<string, string>()
  for (const { id, kind: of } of annotations) {
    const png = of === 'area' ? ports.annotationFiles.readImage(id) : null
    if (png === null) continue
    const picture = pictureFileName(kind, id)
    ports.outsideFolders.keep(folder, picture, png)
    links.set(id, linkFrom(name, picture))
  }
  return ({ id }) => links.get(id) ?? null
}

/** Both are names inside of the vault. */
function linkFrom(name: string, picture: string): string {
  const [from, to] = [name.split('/').slice(0, -1), picture.split('/')]
  const shared = from.findIndex((part, depth) => part !== to[depth])
  const depth = shared === -1 ? from.length : shared
  return [...from.slice(depth).map(() => '..'), ...to.slice(depth)].join('/')
}
