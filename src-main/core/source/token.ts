// Owns who is shown the reader's token: Hugging Face's own address and nobody else. It raises the rate that is allowed there.
import type { CoreSettings } from '#domain/settings.ts'
import type { Secrets } from '../ports.ts'
import type { SourceName } from './http.ts'

export function tokenFor(
  secrets: Pick<Secrets, 'read'>,
  settings: () => Pick<CoreSettings, 'huggingFaceUrl'>,
): (source: SourceName, url: string) => string | null {
  return (source, url) => {
    if (source !== 'hugging-face' || new URL(url).origin !== new URL(settings().huggingFaceUrl).origin) return null
    try {
      return secrets.read('hugging-face-token')
    } catch {
      // sealed where it can't be read: it goes without, only slower
      return null
    }
  }
}
