// Owns how the tests are run: side by side, but those in a real Electron one file at a time.
import path from 'node:path'
import { defineConfig } from 'vitest/config'

const root = path.resolve(import.meta.dirname, '..')

// Importing the electron package would start a download of its binary; a test that needs it has its own runtime.
process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= '/nonexistent'

/** A browser that starts on a loaded machine takes its time; no test asserts how long anything took. */
const PATIENCE_MS = 180_000

const patient = {
  testTimeout: PATIENCE_MS,
  hookTimeout: PATIENCE_MS,
  teardownTimeout: PATIENCE_MS,
  expect: { poll: { timeout: PATIENCE_MS / 2, interval: 50 } },
}
/** A test is tried again, once; with a browser or an Electron twice at most. `npm test` names each that needed it at its end. */
const again = { retry: 1 }
const patientAgain = { retry: 2 }
/** A window of one browser takes more than one core for moments only. */
const inBrowsers = { ...patientAgain, maxWorkers: 2 }
/** One virtual screen, one focus. */
const onOneScreen = { ...patientAgain, fileParallelism: false, maxWorkers: 1 }

/** Every run gets the same random inputs, unless a seed is given: a failure here is a failure everywhere. */
const seeded = { setupFiles: [path.join(root, 'tests/support/seed.ts')] }

export default defineConfig({
  root,
  test: {
    ...patient,
    projects: [
      {
        root,
        test: {
          ...patient,
          ...again,
          ...seeded,
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/e2e/**', 'tests/electron/**'],
        },
      },
      {
        root,
        test: {
          ...patient,
          ...inBrowsers,
          ...seeded,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: [path.join(root, 'tests/e2e/build-window.ts')],
        },
      },
      {
        root,
        test: {
          ...patient,
          ...onOneScreen,
          ...seeded,
          name: 'electron',
          include: ['tests/electron/**/*.test.ts'],
          globalSetup: [path.join(root, 'tests/electron/build-window.ts')],
        },
      },
    ],
  },
})
