// Owns `dogear digest`: prints the digest, writes it as files, or sends it on the ways that the settings switch on.
import path from 'node:path'
import { DIGEST_FILE_FORMATS, type DigestFileFormat, type DigestKind } from '#domain/digest.ts'
import { DogearError } from '#domain/errors.ts'
import { dayFrom } from '../arguments.ts'
import type { CliCommand } from '../cli-command.ts'

export const digest: CliCommand = {
  name: 'digest',
  usage: 'digest [--weekly] [--for DAY] [--send | --out DIR [--format eml|html|md]]',
  summary: 'what rose, the top papers and what waits: printed, written as files, or sent as the settings say',
  options: {
    weekly: { help: 'the week instead of the day' },
    for: { value: 'DAY', help: 'the day it is for, instead of today' },
    send: { help: 'send it once, by mail, into the folder and as a notification, as Settings say; for cron and timers' },
    out: { value: 'DIR', help: 'write files into this folder' },
    format: { value: 'FORMAT', help: 'eml, html or md, or several with commas; html unless told' },
  },
  words: { least: 0, most: 0 },
  run: async ({ option, has, json, open }) => {
    const forText = option('for')
    const kind: DigestKind = has('weekly') ? 'weekly' : 'daily'
    const input = { kind, ...(forText === undefined ? {} : { day: dayFrom(forText, '--for') }) }
    const out = option('out')
    if (out !== undefined && has('send')) throw new DogearError('invalid-input', 'Say either --send or --out, not both.')
    if (out !== undefined) {
      const formats = formatsFrom(option('format') ?? 'html')
      const { paths } = await (await open('write')).call('digest.write', { ...input, folder: path.resolve(out), formats })
      return { json: { paths }, text: `Wrote ${paths.join(', ')}.\n` }
    }
    if (has('send')) {
      const sent = await (await open('sync')).call('digest.send', input)
      const isDone = sent.deliveries.every(({ state }) => state === 'sent')
      return { json: sent, text: `${sent.sentence}\n`, exitCode: isDone ? 0 : 1 }
    }
    const preview = await (await open('read')).call('digest.preview', input)
    return { json: json ? preview : null, text: preview.text }
  },
}

function formatsFrom(text: string): DigestFileFormat[] {
  return text.split(',').map((part) => {
    const format = DIGEST_FILE_FORMATS.find((known) => known === part.trim())
    if (format) return format
    throw new DogearError('invalid-input', `“${part.trim().slice(0, 40)}” is no format. The formats are ${DIGEST_FILE_FORMATS.join(', ')}.`)
  })
}
