// Owns the proof that every format of the library there has been is tried with rows in every table.
import { expect, test } from 'vitest'
import { migrations } from '#core/storage/migrations.ts'
import { FILLED_SCHEMAS } from '#tests/fixtures/schema-libraries.ts'

test('every migration has rows in tests/fixtures/schema-libraries.ts', () => {
  expect(FILLED_SCHEMAS).toEqual(migrations.map(({ version }) => version))
})
