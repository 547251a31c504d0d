// Owns which function answers which call about files and texts.
import type { fileCalls } from '#contract/files.ts'
import type { textCalls } from '#contract/texts.ts'
import { createTextMarks } from '../annotations/text-marks.ts'
import type { CommandContext } from '../command.ts'
import { createUploads, openFile } from '../files/open-file.ts'
import { fetchText, keptText } from '../files/paper-text.ts'
import { listStored, pinFiles, removeFiles } from '../files/stored.ts'
import type { HandlerParts, Handlers } from '../handlers.ts'
import { storeTextPlace, textPlace } from '../storage/paper-text-rows.ts'

export function fileHandlers(parts: HandlerParts): Pick<Handlers, keyof typeof fileCalls | keyof typeof textCalls> {
  const { offline, store, ports, changed, settings, sync } = parts
  const context: CommandContext = { store, clock: ports.clock, random: ports.random, changed }
  const opening = { store, ports, changed, onFile: parts.onFile, onStamp: parts.fileStamps.want }
  const uploads = createUploads(opening)
  const textMarks = createTextMarks({ context, ports })
  return {
    'files.ofPaper': ({ paperId }) => offline.ofPaper(paperId),
    'files.get': ({ hash }) => ({ file: offline.file(hash) }),
    'files.makeOffline': ({ ids }) => offline.makeOffline(ids),
    'files.fetchNewer': ({ ids }) => offline.fetchNewer(ids),
    'files.queue': () => offline.queue(),
    'files.cancel': ({ ids }) => offline.cancel(ids ?? null),
    'files.pause': ({ paused }) => offline.pause(paused),
    'files.putFirst': ({ ids }) => offline.putFirst(ids),
    'files.stored': (input) => listStored(store, input),
    'files.pin': (input) => pinFiles(context, input),
    'files.remove': (input) => removeFiles({ store, files: ports.libraryFiles, changed }, input),
    'files.open': (input, options) => openFile(opening, input, options),
    'files.receive': (input, options) => uploads.receive(input, options),
    'texts.get': async ({ paperId }) => ({ text: await keptText(parts, paperId), place: textPlace(store, paperId) }),
    'texts.savePlace': ({ paperId, place }) => {
      storeTextPlace(store, paperId, place)
      return {}
    },
    'texts.marks': (input, options) => textMarks.find(input, options),
    'texts.mark': (input, options) => textMarks.add(input, options),
    'texts.fetch': async ({ paperId }, options) => ({
      text: await fetchText({ store, ports, http: sync.http, settings, changed }, paperId, options),
    }),
  }
}
