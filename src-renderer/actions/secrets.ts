// Owns what the reader does with secrets: keep one, take it away, see where it is kept.
import type { SecretName, SecretPlace } from '#domain/secret.ts'
import { client } from '../app/client.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'

/** Empty takes it away. Never rejects. */
export async function keepSecret(name: SecretName, secret: string, words: string): Promise<void> {
  try {
    await client.call('secrets.set', { name, secret })
    const sentence = `${words}: ${secret === '' ? 'taken away' : 'kept'}.`
    showToast({ sentence })
    say(sentence)
  } catch (thrown) {
    reportFailure(thrown)
  }
}

/** Never rejects. */
export async function loadSecretPlace(name: SecretName, set: (place: SecretPlace | null) => void): Promise<void> {
  try {
    const { places } = await client.call('secrets.places', {})
    set(places[name])
  } catch (thrown) {
    reportFailure(thrown)
  }
}
