// Owns the files of marks for tests of core: kept in memory by name.
import { readPageTexts } from '#adapters/pdf-page-text.ts'
import type { AnnotationFiles } from '#core/ports.ts'
import { DogearError } from '#domain/errors.ts'

export interface MemoryAnnotationFiles extends AnnotationFiles {
  library: Map<string, Uint8Array>
  outside: Map<string, string | Uint8Array>
  images: Map<string, Uint8Array>
}

/** `library`: the PDFs that are kept, by their hash. */
export function memoryAnnotationFiles(library = new Map<string, Uint8Array>()): MemoryAnnotationFiles {
  const [outside, images] = [new Map<string, string | Uint8Array>(), new Map<string, Uint8Array>()]
  const found = (content: string | Uint8Array | undefined): Uint8Array => {
    if (content === undefined) throw new DogearError('not-found', 'There is no such file.')
    return typeof content === 'string' ? new TextEncoder().encode(content) : content
  }
  return {
    library,
    outside,
    images,
    readLibraryFile: async (hash) => found(library.get(hash)),
    readOutsideFile: async (path) => found(outside.get(path)),
    pageTexts: readPageTexts,
    writeOutsideFile: (path, content) => {
      outside.set(path, content)
      return path
    },
    exportPath: (name) => `/exports/${name}`,
    saveImage: (id, png) => void images.set(id, png),
    readImage: (id) => images.get(id) ?? null,
  }
}
