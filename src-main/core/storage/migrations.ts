// Owns the order of the migrations; a released one is never edited, a change is a new file at the end.
import { migration001 } from './migrations/001-first.ts'
import { migration002 } from './migrations/002-files.ts'
import { migration003 } from './migrations/003-reading.ts'
import { migration004 } from './migrations/004-annotations.ts'
import { migration005 } from './migrations/005-file-texts.ts'
import { migration006 } from './migrations/006-digest.ts'
import { migration007 } from './migrations/007-feed.ts'
import { migration008 } from './migrations/008-saved-searches.ts'
import { migration009 } from './migrations/009-citation-keys.ts'
import { migration010 } from './migrations/010-search-index.ts'
import { migration011 } from './migrations/011-downloads.ts'
import { migration012 } from './migrations/012-vault.ts'
import { migration013 } from './migrations/013-text-places.ts'
import { migration014 } from './migrations/014-merge-bases.ts'
import { migration015 } from './migrations/015-pictures.ts'
import { migration016 } from './migrations/016-file-stamps.ts'
import { migration017 } from './migrations/017-paper-order.ts'
import { migration018 } from './migrations/018-step-travels.ts'
import { migration019 } from './migrations/019-follow-lookup.ts'
import { migration020 } from './migrations/020-taken-back.ts'
import { migration021 } from './migrations/021-follow-lookups.ts'
import { migration022 } from './migrations/022-steps-under-way.ts'
import { migration023 } from './migrations/023-file-readers.ts'

export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
}

export const migrations: readonly Migration[] = [
  migration001,
  migration002,
  migration003,
  migration004,
  migration005,
  migration006,
  migration007,
  migration008,
  migration009,
  migration010,
  migration011,
  migration012,
  migration013,
  migration014,
  migration015,
  migration016,
  migration017,
  migration018,
  migration019,
  migration020,
  migration021,
  migration022,
  migration023,
]
