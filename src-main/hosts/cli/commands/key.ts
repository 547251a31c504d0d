// Owns `dogear key`: the keys by which feed readers and other programs ask `dogear serve`.
import { accessKeys, addKey, revokeKey } from '#adapters/access-keys.ts'
import { DogearError } from '#domain/errors.ts'
import type { CliCommand } from '../cli-command.ts'

export const key: CliCommand = {
  name: 'key',
  usage: 'key list | add NAME [--api] | revoke NAME',
  summary: 'keys for feed readers and other programs; without one dogear serve answers none of them',
  options: { api: { help: 'a key for calls that read, instead of for feeds' } },
  words: { least: 1, most: 2 },
  run: async ({ words: [deed = '', name = ''], has, open }) => {
    const { dataFolder } = await (await open('read')).call('library.status', {})
    if (deed === 'list' && name === '') {
      const keys = accessKeys(dataFolder).map(({ name: known, opens }) => ({ name: known, opens }))
      return { json: keys, text: keys.length === 0 ? 'No keys.\n' : keys.map((known) => `${known.name}  ${known.opens}\n`).join('') }
    }
    if (!/^[\w -]{1,60}$/.test(name)) throw new DogearError('invalid-input', 'Name the key with letters, digits, blanks or hyphens.')
    if (deed === 'revoke') {
      revokeKey(dataFolder, name)
      return { json: { name }, text: `“${name}” opens nothing any more.\n` }
    }
    if (deed !== 'add') throw new DogearError('invalid-input', 'dogear key takes list, add NAME or revoke NAME.')
    const added = addKey(dataFolder, name, has('api') ? 'api' : 'feeds')
    const use =
      added.opens === 'api'
        ? 'Send it as “Authorization: Bearer KEY” to /api/v1/CALL.'
        : 'Read /feed/KEY/day.atom or /feed/KEY/trending.json.'
    return { json: added, text: `${added.key}\n${use} Take it back with “dogear key revoke ${name}”.\n` }
  },
}
