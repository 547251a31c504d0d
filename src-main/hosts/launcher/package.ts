// Owns `npm run package`: the installers of this system, or with `--dir` the folder that they would put in place.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { toFailure } from '#domain/errors.ts'
import { UpstreamUrl } from '#domain/settings.ts'
import { packApp } from './package-app.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')

try {
  const { values } = parseArgs({ options: { dir: { type: 'boolean', default: false }, feed: { type: 'string' } } })
  const feed = values.feed === undefined ? {} : { feed: UpstreamUrl.parse(values.feed) }
  const folder = await packApp({ root: ROOT, folderOnly: values.dir, ...feed, say: (sentence) => console.log(sentence) })
  console.log(`Packed into ${path.relative(ROOT, folder)}.`)
} catch (thrown) {
  console.error(`Dogear could not be packed: ${thrown instanceof Error ? thrown.message : toFailure(thrown).message}`)
  process.exitCode = 1
}
