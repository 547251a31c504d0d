// Owns which function answers which call about secrets.
import { SecretName } from '#domain/secret.ts'
import type { HandlerParts, Handlers } from '../handlers.ts'

type SecretCall = Extract<keyof Handlers, `secrets.${string}`>

export function secretHandlers({ ports: { secrets } }: HandlerParts): Pick<Handlers, SecretCall> {
  return {
    'secrets.places': () => ({
      places: { 'smtp-password': secrets.where('smtp-password'), 'hugging-face-token': secrets.where('hugging-face-token') },
    }),
    'secrets.set': ({ name, secret }) => {
      const given = secret?.trim() ?? ''
      secrets.write(name, given === '' ? null : name === SecretName.enum['smtp-password'] ? (secret ?? '') : given)
      return {}
    },
  }
}
