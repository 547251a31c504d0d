// Owns the facts about `dogear keep` and `dogear cite`: what the window keeps up to date, done once by a timer, and references on the terminal.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { newDesk } from './dogear.ts'

it('writes what is switched on, says what is not, and ends with 1 where a place can’t be used', async () => {
  const desk = await newDesk()
  await desk.run(['sync', '--from', '2026-08-21'])
  const [first] = await desk.json<{ id: string }[]>(['list', '--day', '2026-08-21'])
  const id = first?.id ?? ''
  await desk.run(['mark', id, 'later'])
  expect((await desk.run(['keep'])).stdout).toMatch(/Nothing is switched on/)
  const vault = path.join(tempFolder(), 'vault')
  const exchange = { vaultOn: true, vaultFolder: vault, bibOn: true, bibFile: path.join(desk.folder, 'refs.bib') }
  writeFileSync(path.join(desk.folder, 'settings.json'), JSON.stringify({ exchange }))
  const missing = await desk.run(['keep'])
  expect([missing.code, missing.stdout]).toEqual([
    1,
    expect.stringMatching(/The bibliography: 1 papers in .*refs\.bib\nThe vault: There is no folder/),
  ])
  mkdirSync(vault)
  expect(await desk.run(['keep'])).toMatchObject({ code: 0 })
  expect(readdirSync(path.join(vault, 'Papers'))).toHaveLength(1)
  const [key = ''] = /@misc\{([^,]+)/.exec(readFileSync(exchange.bibFile, 'utf8'))?.slice(1) ?? []
  expect((await desk.run(['export', id, '--format', 'bibtex'])).stdout).toContain(`@misc{${key},`)
  const cited = await desk.run(['cite', id, '--style', 'ieee'])
  expect(cited.stdout).toMatch(/arXiv, .*2026\. \[Online\]\. Available: https:\/\/arxiv\.org\/abs\//)
  expect((await desk.run(['cite', '--styles'])).stdout).toMatch(/^apa\tAmerican Psychological Association/m)
  expect((await desk.run(['cite', id, '--style', '../x'])).code).toBe(2)
})
