// Owns letting the kept pictures of papers go.
import { client } from '../app/client.ts'
import { loadKeptPictures } from '../state/pictures.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'

export function forgetPictures(): void {
  client
    .call('pictures.forget', {})
    .then(async ({ sentence }) => {
      showToast({ sentence })
      say(sentence)
      await loadKeptPictures()
    })
    .catch(reportFailure)
}
