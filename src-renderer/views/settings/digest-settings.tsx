// Owns the settings of the digest, and how the next one would look.
import { useEffect, useState } from 'react'
import {
  DIGEST_FILE_FORMATS,
  DIGEST_SECTION_TITLES,
  type DigestKind,
  DigestSectionName,
  type DigestSettings as Settings,
  mailAddresses,
} from '#domain/digest.ts'
import { changeDigest, sendDigestNow, sendTestMail } from '#renderer/actions/digest.ts'
import { loadPreview, useDigest } from '#renderer/state/digest.ts'
import { Button } from '../pieces/button.tsx'
import { Choice, Line, Several, Switch, TextField } from './fields.tsx'
import { FolderField } from './place-field.tsx'
import { SecretField } from './secret-field.tsx'
import style from './settings.module.css'
import page from '../pieces/page.module.css'

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
/** The week begins on Monday. */
const WEEK = [1, 2, 3, 4, 5, 6, 0]

export function DigestSettings({ digest }: { digest: Settings }) {
  const isOn = digest.dailyOn || digest.weeklyOn
  return (
    <section aria-labelledby="digest">
      <h2 className={page.section} id="digest">
        Digest
      </h2>
      <p className={style.words}>
        New papers of what you follow and search for, what rose, the top papers and what waits, sent to you while Dogear runs.
      </p>
      <Switch name="Every day" on={digest.dailyOn} onChange={(dailyOn) => changeDigest({ dailyOn })} />
      {digest.dailyOn && (
        <Several
          name="On these days"
          choices={WEEK.map((day) => [day, WEEKDAYS[day] ?? ''])}
          chosen={digest.days}
          onChange={(days) => changeDigest({ days })}
        />
      )}
      <Switch name="Every week" on={digest.weeklyOn} onChange={(weeklyOn) => changeDigest({ weeklyOn })} />
      {digest.weeklyOn && (
        <Choice
          name="On"
          value={String(digest.weeklyDay)}
          choices={WEEK.map((day) => [String(day), WEEKDAYS[day] ?? ''])}
          onChange={(day) => changeDigest({ weeklyDay: Number(day) })}
        />
      )}
      {isOn && (
        <Line name="At" words="In the time of this machine. What was missed while it slept comes once it wakes.">
          <input
            type="time"
            className={style.field}
            aria-label="Time of the digest"
            value={digest.time}
            onChange={(event) => event.target.value !== '' && changeDigest({ time: event.target.value })}
          />
        </Line>
      )}
      <Several
        name="Sections"
        choices={DigestSectionName.options.map((section) => [section, DIGEST_SECTION_TITLES[section]])}
        chosen={digest.sections}
        onChange={(sections) => changeDigest({ sections })}
      />
      <Choice
        name="Papers a section"
        value={String(digest.papersPerSection)}
        choices={['3', '5', '8', '15', '30'].map((count) => [count, count])}
        onChange={(count) => changeDigest({ papersPerSection: Number(count) })}
      />
      <Mail digest={digest} />
      <Switch name="As files in a folder" on={digest.folderOn} onChange={(folderOn) => changeDigest({ folderOn })} />
      {digest.folderOn && (
        <>
          <FolderField name="Folder" label="Folder of the digest" folder={digest.folder} onChange={(folder) => changeDigest({ folder })} />
          <Several
            name="Files"
            choices={DIGEST_FILE_FORMATS.map((format) => [format, format])}
            chosen={digest.formats}
            onChange={(formats) => changeDigest({ formats })}
          />
        </>
      )}
      <Switch name="As a notification" on={digest.notify} onChange={(notify) => changeDigest({ notify })} />
      <Preview digest={digest} />
    </section>
  )
}

function Mail({ digest }: { digest: Settings }) {
  return (
    <>
      <Switch name="By mail" on={digest.mailOn} onChange={(mailOn) => changeDigest({ mailOn })} />
      {digest.mailOn && (
        <>
          <TextField
            name="To"
            value={digest.mailTo}
            placeholder="you@example.org"
            problemOf={(text) => (mailAddresses(text).length === 0 ? 'An address to send to is needed.' : null)}
            onChange={(mailTo) => changeDigest({ mailTo })}
          />
          <TextField
            name="From"
            value={digest.mailFrom}
            placeholder="the same address"
            onChange={(mailFrom) => changeDigest({ mailFrom })}
          />
          <TextField
            name="Mail server"
            value={digest.smtpHost}
            placeholder="smtp.example.org"
            problemOf={(text) => (text.trim() === '' ? 'The name of your mail server (SMTP) is needed.' : null)}
            onChange={(smtpHost) => changeDigest({ smtpHost })}
          />
          <Choice
            name="Encryption"
            value={digest.smtpSecurity}
            choices={[
              ['starttls', 'STARTTLS'],
              ['tls', 'TLS'],
              ['none', 'None'],
            ]}
            onChange={(smtpSecurity) => changeDigest({ smtpSecurity, smtpPort: { starttls: 587, tls: 465, none: 25 }[smtpSecurity] })}
          />
          <TextField
            name="Port"
            value={String(digest.smtpPort)}
            placeholder="587"
            problemOf={(text) => (isPort(text) ? null : 'A port is a number from 1 to 65535.')}
            refusesProblems
            onChange={(text) => changeDigest({ smtpPort: Number(text) })}
          />
          <TextField
            name="Name at the server"
            value={digest.smtpUser}
            placeholder="none"
            onChange={(smtpUser) => changeDigest({ smtpUser })}
          />
          <SecretField secret="smtp-password" name="Password" label="Password of the mail server" variable="DOGEAR_SMTP_PASSWORD" />
          <span className={style.deeds}>
            <Button onClick={sendTestMail}>Send a test mail</Button>
          </span>
        </>
      )}
    </>
  )
}

function Preview({ digest }: { digest: Settings }) {
  const [kind, setKind] = useState<DigestKind | null>(null)
  const preview = useDigest((state) => state.preview)
  useEffect(() => {
    if (kind !== null) void loadPreview(kind)
  }, [kind, digest.sections, digest.papersPerSection])
  return (
    <>
      <span className={style.deeds}>
        <Button onClick={() => setKind(kind === 'daily' ? null : 'daily')}>{kind === 'daily' ? 'Hide the preview' : 'Show today’s'}</Button>
        <Button onClick={() => setKind(kind === 'weekly' ? null : 'weekly')}>
          {kind === 'weekly' ? 'Hide the preview' : 'Show the week’s'}
        </Button>
        {(digest.mailOn || digest.folderOn || digest.notify) && <Button onClick={sendDigestNow}>Send today’s now</Button>}
      </span>
      {kind !== null && preview && (
        <pre className={style.preview} tabIndex={0} role="region" aria-label="Preview of the digest" data-keys="scroll">
          {preview.text}
        </pre>
      )}
    </>
  )
}

function isPort(text: string): boolean {
  const port = Number(text)
  return Number.isInteger(port) && port > 0 && port < 65_536
}
