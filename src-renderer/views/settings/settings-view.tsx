// Owns the settings as a page; each change holds at once.
import { useState } from 'react'
import type { Settings } from '#domain/settings.ts'
import { UpstreamUrl } from '#domain/settings.ts'
import { exportKeys, importKeys, setAllKeysBack } from '#renderer/actions/key-map.ts'
import { perform } from '#renderer/actions/perform.ts'
import { changeSettings } from '#renderer/actions/library.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { useSettings } from '#renderer/state/settings.ts'
import { wholeCount } from '#domain/counted.ts'
import { THEMES } from '#renderer/words/themes.ts'
import { ActionButton, Button } from '../pieces/button.tsx'
import { FileButton } from '../pieces/file-button.tsx'
import { PageHead } from '../pieces/page-head.tsx'
import { Choice, Line, Switch, TextField } from './fields.tsx'
import { Copies } from './copies.tsx'
import { DigestSettings } from './digest-settings.tsx'
import { KeyTable } from './key-table.tsx'
import { PictureSettings } from './picture-settings.tsx'
import { OfflineSettings } from './offline-settings.tsx'
import { SecretField } from './secret-field.tsx'
import style from './settings.module.css'
import page from '../pieces/page.module.css'

export function SettingsView() {
  const settings = useSettings((state) => state.settings)
  const notice = useSettings((state) => state.notice)
  return (
    <main className={page.page} aria-label="Settings">
      <PageHead title="Settings" />
      <div className={page.scroll} tabIndex={0} role="region" aria-label="All settings" data-keys="scroll">
        <div className={page.inner}>
          {notice !== null && <p className={style.notice}>{notice}</p>}
          <Appearance settings={settings} />
          <Writing settings={settings} />
          <Syncing settings={settings} />
          <Network settings={settings} />
          <OfflineSettings rules={settings.offline} />
          <DigestSettings digest={settings.digest} />
          <Keys settings={settings} />
          <Library settings={settings} />
          <Copies />
        </div>
      </div>
    </main>
  )
}

const TEXT_SIZES: readonly [string, string][] = [
  ['0.9', 'Small'],
  ['1', 'Usual'],
  ['1.15', 'Large'],
  ['1.3', 'Larger'],
  ['1.6', 'Largest'],
]

function Appearance({ settings }: { settings: Settings }) {
  return (
    <section aria-labelledby="appearance">
      <h2 className={page.section} id="appearance">
        Appearance
      </h2>
      <Choice name="Theme" value={settings.theme} choices={THEMES} onChange={(theme) => changeSettings({ theme })} />
      <Choice
        name="Density"
        value={settings.density}
        choices={[
          ['comfortable', 'Comfortable'],
          ['compact', 'Compact'],
        ]}
        onChange={(density) => changeSettings({ density })}
      />
      <Choice
        name="Text size"
        value={String(settings.textScale)}
        choices={TEXT_SIZES}
        onChange={(scale) => changeSettings({ textScale: Number(scale) })}
      />
    </section>
  )
}

function Writing({ settings }: { settings: Settings }) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <section aria-labelledby="writing">
      <h2 className={page.section} id="writing">
        Notes
      </h2>
      <Line
        name="Template for a new note"
        words="Markdown; {{title}}, {{id}}, {{authors}} and {{date}} are filled in. Ctrl or Cmd with Enter in an empty note uses it."
      >
        <textarea
          className={style.template}
          aria-label="Template for a new note"
          rows={5}
          value={typed ?? settings.noteTemplate}
          placeholder={'## Claim\n\n## What I take from it'}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => {
            if (typed !== null && typed !== settings.noteTemplate) changeSettings({ noteTemplate: typed })
            setTyped(null)
          }}
        />
      </Line>
    </section>
  )
}

function Syncing({ settings }: { settings: Settings }) {
  return (
    <section aria-labelledby="syncing">
      <h2 className={page.section} id="syncing">
        Sync
      </h2>
      <Choice
        name="While Dogear runs, sync every"
        value={String(settings.syncEveryHours)}
        choices={[
          ['1', 'hour'],
          ['3', '3 hours'],
          ['6', '6 hours'],
          ['12', '12 hours'],
          ['24', 'day'],
        ]}
        onChange={(hours) => changeSettings({ syncEveryHours: Number(hours) })}
      />
      <Switch
        name="Fill the archive in the background"
        words="All days back to May 2023, newest first, within the source’s limits."
        on={settings.fillArchive}
        onChange={(fillArchive) => changeSettings({ fillArchive })}
      />
      <Switch
        name="Fetch abstracts from arXiv"
        words="They keep their math. Papers on screen and saved ones first, one request every three seconds."
        on={settings.fetchArxiv}
        onChange={(fetchArxiv) => changeSettings({ fetchArxiv })}
      />
    </section>
  )
}

function Network({ settings }: { settings: Settings }) {
  return (
    <section aria-labelledby="network">
      <h2 className={page.section} id="network">
        Network
      </h2>
      <p className={style.words}>
        Dogear asks these addresses and no other, but for your mail server when a digest goes by mail. Links you open go to your browser.
      </p>
      <Switch
        name="Use the network"
        words="Off: nothing is fetched; all that is stored stays usable."
        on={settings.networkOn}
        onChange={(networkOn) => changeSettings({ networkOn })}
      />
      <SecretField
        secret="hugging-face-token"
        name="Token for Hugging Face"
        label="Token for Hugging Face"
        variable="DOGEAR_HF_TOKEN"
        use="Not needed; with one, Hugging Face lets more be asked in five minutes."
      />
      <Address name="Hugging Face" value={settings.huggingFaceUrl} onChange={(huggingFaceUrl) => changeSettings({ huggingFaceUrl })} />
      <Address name="arXiv" value={settings.arxivUrl} onChange={(arxivUrl) => changeSettings({ arxivUrl })} />
      <PictureSettings isOn={settings.fetchPictures} />
    </section>
  )
}

function Address({ name, value, onChange }: { name: string; value: string; onChange: (url: string) => void }) {
  return (
    <TextField
      name={name}
      label={`Address of ${name}`}
      type="url"
      value={value}
      problemOf={(text) => (UpstreamUrl.safeParse(text).success ? null : 'An https address is needed; http only on this machine.')}
      refusesProblems
      onChange={(text) => onChange(UpstreamUrl.parse(text))}
    />
  )
}

function Keys({ settings }: { settings: Settings }) {
  const hasOwn = Object.keys(settings.keys).length > 0
  return (
    <section aria-labelledby="keys">
      <h2 className={page.section} id="keys">
        Keys
      </h2>
      <Switch
        name="Single keys"
        words="Off: letters and signs do nothing by themselves; keys with Ctrl, Cmd or Alt, arrows, Enter and Esc still act."
        on={settings.singleKeys}
        onChange={(singleKeys) => changeSettings({ singleKeys })}
      />
      <KeyTable />
      <span className={style.deeds}>
        {hasOwn && <Button onClick={setAllKeysBack}>Set all keys back</Button>}
        <Button onClick={exportKeys}>Save keys as a file</Button>
        <FileButton name="A file of keys" accept="application/json,.json" onFiles={([chosen]) => chosen && void importKeys(chosen)}>
          Take keys from a file
        </FileButton>
        <Button onClick={() => perform('help.keys')}>Show all keys, to print</Button>
      </span>
    </section>
  )
}

function Library({ settings }: { settings: Settings }) {
  const status = useLibrary((library) => library.status)
  return (
    <section aria-labelledby="library">
      <h2 className={page.section} id="library">
        Library
      </h2>
      <Line name="Kept in" words="Papers, marks and notes, in one folder on this machine.">
        <code className={style.path}>{status?.dataFolder ?? '…'}</code>
      </Line>
      <TextField
        name="Data folder"
        words="Empty: the usual place of this system. A change holds from the next start; nothing is moved."
        value={settings.dataFolder}
        placeholder="the usual place"
        onChange={(dataFolder) => changeSettings({ dataFolder })}
      />
      <Line name="Papers stored">{wholeCount(status?.counts.papers ?? 0)}</Line>
      {status && !status.samplesRemoved && (
        <Line name="Sample days">
          <ActionButton action="sample.remove" />
        </Line>
      )}
      <Line name="Version">
        Dogear {status?.appVersion ?? ''}, library {status?.schemaVersion ?? ''}
      </Line>
    </section>
  )
}
