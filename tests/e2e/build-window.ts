// Owns that the end-to-end tests see the window as it is written now, built for the runtime that shows it.
import { buildStale } from '#hosts/launcher/build-stale.ts'
import { repositoryRoot } from '#tests/support/repository.ts'

export async function setup(): Promise<void> {
  await buildStale(repositoryRoot, undefined, () => undefined)
}
