// Owns the text that is copied to report a problem: versions, sizes, the last lines of the log. No titles, no notes, no searches, no addresses.
import { readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { pathToFileURL } from 'node:url'
import type { Settings } from '#domain/settings.ts'
import { listBackups } from './backups.ts'
import { libraryFile, logFile } from './data-folder.ts'

const LAST_LINES = 120

export interface DiagnosticsParts {
  dataFolder: string
  appVersion: string
  settings: Settings
  nowMs: number
}

/** Plain text. Never throws: what can't be read is said to be so. */
export function diagnosticsText({ dataFolder, appVersion, settings, nowMs }: DiagnosticsParts): string {
  const { electron, chrome, node } = process.versions as Record<string, string | undefined>
  const { theme, density, textScale, singleKeys, networkOn, fillArchive, fetchArxiv, syncEveryHours } = settings
  const lines = [
    `Dogear ${appVersion}, ${new Date(nowMs).toISOString()}`,
    `${process.platform} ${process.arch}, Node ${node ?? ''}${electron === undefined ? '' : `, Electron ${electron}, Chromium ${chrome ?? ''}`}`,
    `Library: ${bytesOf(libraryFile(dataFolder))} bytes, journal ${bytesOf(`${libraryFile(dataFolder)}-wal`)} bytes`,
    `Copies: ${
      listBackups(dataFolder)
        .map(({ kind, bytes }) => `${kind} ${bytes}`)
        .join(', ') || 'none'
    }`,
    `Settings: ${JSON.stringify({ theme, density, textScale, singleKeys, networkOn, fillArchive, fetchArxiv, syncEveryHours })}`,
    `Last of the log:`,
    ...lastLines(logFile(dataFolder)),
  ]
  return `${withoutHome(lines.join('\n'))}\n`
}

/** The name of a home is often its owner’s: it goes as the system, as JSON and as a stack's address spell it. */
function withoutHome(text: string): string {
  const home = homedir()
  if (home.length < 2) return text
  const spelled = [pathToFileURL(home).pathname, JSON.stringify(home).slice(1, -1), home]
  return spelled.reduce((rest, spelling) => rest.replaceAll(spelling, '~'), text)
}

function bytesOf(file: string): number | string {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 'no'
}

function lastLines(file: string): string[] {
  const linesOf = (one: string): string[] => {
    try {
      return readFileSync(one, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    } catch {
      return []
    }
  }
  const lines = linesOf(file)
  const all = lines.length < LAST_LINES ? [...linesOf(`${file}.1`), ...lines] : lines
  return all.length === 0 ? ['(nothing)'] : all.slice(-LAST_LINES)
}
