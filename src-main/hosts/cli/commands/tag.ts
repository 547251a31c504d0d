// Owns `dogear tag`: puts tags on a paper, takes them off, or prints them.
import { DogearError } from '#domain/errors.ts'
import { TagName } from '#domain/tag.ts'
import { paperIdFrom } from '../arguments.ts'
import type { CliCommand } from '../cli-command.ts'

export const tag: CliCommand = {
  name: 'tag',
  usage: 'tag ID [add|remove NAME…]',
  summary: 'print the tags of a paper, or put some on or off it',
  options: {},
  words: { least: 1, most: 52 },
  run: async ({ words, open }) => {
    const [idText = '', verb, ...nameTexts] = words
    const id = paperIdFrom(idText)
    if (verb === undefined) {
      const { tags } = await (await open('read')).call('papers.get', { id })
      return { json: { id, tags }, text: tags.map((name) => `#${name}\n`).join('') }
    }
    if (verb !== 'add' && verb !== 'remove')
      throw new DogearError('invalid-input', `dogear tag takes add or remove after the ID, not “${verb}”.`)
    if (nameTexts.length === 0) throw new DogearError('invalid-input', `dogear tag ${id} ${verb} needs the name of a tag.`)
    const names = nameTexts.map(tagFrom)
    const library = await open('write')
    const { sentence, historyId } = await library.call(verb === 'add' ? 'tags.add' : 'tags.remove', { ids: [id], names })
    const { tags } = await library.call('papers.get', { id })
    return { json: { id, tags, sentence, historyId }, text: `${sentence}\n` }
  },
}

function tagFrom(text: string): string {
  const name = TagName.safeParse(text)
  if (name.success) return name.data
  throw new DogearError('invalid-input', `“${text.slice(0, 60)}” can’t be a tag: it needs 1 to 60 characters.`)
}
