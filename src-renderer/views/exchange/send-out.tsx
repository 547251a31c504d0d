// Owns the ways out by hand: a list, a tag or a saved search in any form, and the whole library as one file.
import { useState } from 'react'
import type { ListPlace } from '#domain/list.ts'
import { STATE_TITLES } from '#domain/marks.ts'
import { archiveLibrary, changeExchange } from '#renderer/actions/exchange.ts'
import { exportFrom } from '#renderer/actions/export-papers.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { useSaved } from '#renderer/state/saved-searches.ts'
import { Button } from '../pieces/button.tsx'
import { Line } from '../settings/fields.tsx'
import { FolderField } from '../settings/place-field.tsx'
import settings from '../settings/settings.module.css'
import { Key } from '../pieces/key.tsx'
import page from '../pieces/page.module.css'
import style from './exchange.module.css'

interface Source {
  key: string
  name: string
  from: { place: ListPlace } | { search: string }
}

const STATES = ['later', 'shortlist', 'archive'] as const

export function SendOut({ outFolder }: { outFolder: string }) {
  const tags = useLibrary((library) => library.tags)
  const searches = useSaved((saved) => saved.searches)
  const [chosen, setChosen] = useState('state later')
  const [withPdfs, setWithPdfs] = useState(false)
  const lists: Source[] = [
    ...STATES.map((state) => ({ key: `state ${state}`, name: STATE_TITLES[state], from: { place: { kind: 'state' as const, state } } })),
    { key: 'notes', name: 'Papers with a note', from: { place: { kind: 'notes' } } },
    { key: 'all', name: 'All papers', from: { place: { kind: 'all' } } },
  ]
  const tagged: Source[] = tags.map(({ name }) => ({
    key: `tag ${name}`,
    name: `#${name}`,
    from: { place: { kind: 'tag', tag: name } },
  }))
  const saved: Source[] = searches.map(({ id, name, query }) => ({ key: `search ${id}`, name, from: { search: query } }))
  const groups: [title: string, sources: Source[]][] = [
    ['Lists', lists],
    ['Tags', tagged],
    ['Saved searches', saved],
  ]
  const source = groups.flatMap(([, sources]) => sources).find(({ key }) => key === chosen)
  return (
    <section aria-labelledby="send-out">
      <h2 className={page.section} id="send-out">
        Export
      </h2>
      <Line
        name="Papers"
        words={
          <>
            Bibliographies, references, tables, annotations, or a pack for a colleague; shown before it is saved. In any list “Export”{' '}
            <Key action="paper.export" /> takes what is selected.
          </>
        }
      >
        <span className={settings.deeds}>
          <select
            className={settings.field}
            aria-label="Papers to export"
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
          >
            {groups
              .filter(([, sources]) => sources.length > 0)
              .map(([title, sources]) => (
                <optgroup key={title} label={title}>
                  {sources.map(({ key, name }) => (
                    <option key={key} value={key}>
                      {name}
                    </option>
                  ))}
                </optgroup>
              ))}
          </select>
          <Button kind="main" disabled={!source} onClick={() => source && void exportFrom(source.from, source.name)}>
            Export…
          </Button>
        </span>
      </Line>
      <Line name="The whole library" words="One file for another machine or for safe keeping. Drop it on another Dogear to bring it in.">
        <span className={settings.deeds}>
          <label className={style.tick}>
            <input type="checkbox" checked={withPdfs} onChange={(event) => setWithPdfs(event.target.checked)} /> with the PDFs
          </label>
          <Button onClick={() => archiveLibrary(withPdfs)}>Write the archive</Button>
        </span>
      </Line>
      <FolderField
        name="Archives and packs go to"
        label="Folder of archives and packs"
        folder={outFolder}
        words="Under a name of their own; nothing there is written over."
        whenEmpty="“exports” of the data folder"
        onChange={(folder) => changeExchange({ outFolder: folder })}
      />
    </section>
  )
}
