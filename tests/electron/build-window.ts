// Owns that the tests in Electron see the window as it is written now, built for the Electron that is here.
import { buildStale } from '#hosts/launcher/build-stale.ts'
import { findElectron } from '#tests/support/electron-runtime.ts'
import { repositoryRoot } from '#tests/support/repository.ts'

export async function setup(): Promise<void> {
  const runtime = findElectron()
  if (runtime) await buildStale(repositoryRoot, runtime.version.split('.')[0], () => undefined)
}
