// Owns which function answers which call about places outside of the library.
import { lookAtFolder } from '../exchange/look-at-folder.ts'
import type { HandlerParts, Handlers } from '../handlers.ts'

export function placeHandlers({ ports }: HandlerParts): Pick<Handlers, 'places.look'> {
  return { 'places.look': (input) => lookAtFolder(ports.outsideFolders, input) }
}
