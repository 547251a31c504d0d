// Owns what a digest is: its sections, when one is due, and the settings that decide both.
import { z } from 'zod'
import { Day, localDayOf } from './day.ts'
import { PaperId } from './paper.ts'

export const DigestKind = z.enum(['daily', 'weekly'])
export type DigestKind = z.infer<typeof DigestKind>

/** In the order in which they stand. */
export const DigestSectionName = z.enum(['followed', 'searches', 'rising', 'top', 'waiting'])
export type DigestSectionName = z.infer<typeof DigestSectionName>

export const DIGEST_SECTION_TITLES: Readonly<Record<DigestSectionName, string>> = {
  followed: 'From what you follow',
  searches: 'From your saved searches',
  rising: 'Rising',
  top: 'Top papers',
  waiting: 'Waiting in your reading list',
}

export const DigestChannel = z.enum(['mail', 'folder', 'notification'])
export type DigestChannel = z.infer<typeof DigestChannel>

export const DIGEST_FILE_FORMATS = ['eml', 'html', 'md'] as const
export const DigestFileFormat = z.enum(DIGEST_FILE_FORMATS)
export type DigestFileFormat = z.infer<typeof DigestFileFormat>

/** `tls`: encrypted from the first byte (port 465). `starttls`: encrypted before anything is said (587). `none`: open. */
export const SmtpSecurity = z.enum(['tls', 'starttls', 'none'])
export type SmtpSecurity = z.infer<typeof SmtpSecurity>

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like 08:00')
/** 0 is Sunday, as in `Date`. */
const Weekday = z.number().int().min(0).max(6)
const Address = z.string().trim().max(320)

/** Each setting as it must be when it is set. */
const digestFields = {
  dailyOn: z.boolean(),
  weeklyOn: z.boolean(),
  time: TimeOfDay,
  days: z.array(Weekday).max(7),
  weeklyDay: Weekday,
  sections: z.array(DigestSectionName).max(DigestSectionName.options.length),
  papersPerSection: z.number().int().min(3).max(50),
  mailOn: z.boolean(),
  smtpHost: z.string().trim().max(255),
  smtpPort: z.number().int().min(1).max(65_535),
  smtpSecurity: SmtpSecurity,
  smtpUser: z.string().max(320),
  mailFrom: Address,
  mailTo: z.string().trim().max(2000),
  folderOn: z.boolean(),
  folder: z.string().max(4096),
  formats: z.array(DigestFileFormat).max(DigestFileFormat.options.length),
  notify: z.boolean(),
}

export const DigestPatch = z.object(digestFields).partial()
export type DigestPatch = z.infer<typeof DigestPatch>

/** The same with defaults; each field falls back alone. Times are the machine's own. */
export const DigestSettings = z.object({
  dailyOn: digestFields.dailyOn.catch(false).default(false),
  weeklyOn: digestFields.weeklyOn.catch(false).default(false),
  time: digestFields.time.catch('08:00').default('08:00'),
  days: digestFields.days.catch([1, 2, 3, 4, 5]).default([1, 2, 3, 4, 5]),
  weeklyDay: digestFields.weeklyDay.catch(1).default(1),
  sections: digestFields.sections.catch([...DigestSectionName.options]).default([...DigestSectionName.options]),
  papersPerSection: digestFields.papersPerSection.catch(8).default(8),
  mailOn: digestFields.mailOn.catch(false).default(false),
  smtpHost: digestFields.smtpHost.catch('').default(''),
  smtpPort: digestFields.smtpPort.catch(587).default(587),
  smtpSecurity: digestFields.smtpSecurity.catch('starttls').default('starttls'),
  smtpUser: digestFields.smtpUser.catch('').default(''),
  mailFrom: digestFields.mailFrom.catch('').default(''),
  mailTo: digestFields.mailTo.catch('').default(''),
  folderOn: digestFields.folderOn.catch(false).default(false),
  folder: digestFields.folder.catch('').default(''),
  formats: digestFields.formats.catch(['html']).default(['html']),
  notify: digestFields.notify.catch(false).default(false),
})
export type DigestSettings = z.infer<typeof DigestSettings>

export const DigestPaper = z.object({
  id: PaperId,
  title: z.string(),
  authors: z.string(),
  organization: z.string().nullable(),
  votes: z.number().int(),
  /** Votes gained since the last digest; null where that is not what put it here. */
  rise: z.number().int().nullable(),
  /** The beginning of the abstract in plain words. */
  summary: z.string(),
  /** Why it stands here: “waiting for 12 days”. */
  why: z.string().nullable(),
  /** The paper's page on the source; null for a sample entry. */
  url: z.string().nullable(),
})
export type DigestPaper = z.infer<typeof DigestPaper>

/** Made once and kept: what is sent again later is what was made. */
export const Digest = z.object({
  kind: DigestKind,
  /** The reader's own calendar day it is for. */
  day: Day,
  sinceMs: z.number(),
  madeAtMs: z.number(),
  /** “Papers, Fri 20 Nov”; the subject of its mail goes on with the first paper. */
  title: z.string(),
  subject: z.string(),
  sections: z.array(
    z.object({
      name: DigestSectionName,
      papers: z.array(DigestPaper),
      /** How many more there were. */
      more: z.number().int(),
    }),
  ),
})
export type Digest = z.infer<typeof Digest>

const DAY_MS = 86_400_000

/** How far back a first digest of this kind looks. */
export const DIGEST_SPAN_MS: Readonly<Record<DigestKind, number>> = { daily: DAY_MS, weekly: 7 * DAY_MS }

/** After so long a digest that was missed (the machine slept) is let go: the next one tells it. */
const CATCH_UP_MS: Readonly<Record<DigestKind, number>> = { daily: DAY_MS / 2, weekly: 3 * DAY_MS }

/**
 * When the newest digest of this kind was due, in local time, or null when none was within the time in which one is
 * caught up. Over a change to summer time a time that does not exist falls on the hour after it.
 */
export function lastDigestDue(
  kind: DigestKind,
  { dailyOn, weeklyOn, time, days, weeklyDay }: Pick<DigestSettings, 'dailyOn' | 'weeklyOn' | 'time' | 'days' | 'weeklyDay'>,
  nowMs: number,
): { day: Day; atMs: number } | null {
  const wanted = kind === 'daily' ? (dailyOn ? days : []) : weeklyOn ? [weeklyDay] : []
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const now = new Date(nowMs)
  for (let back = 0; back <= 7; back++) {
    const due = new Date(now.getFullYear(), now.getMonth(), now.getDate() - back, hour, minute)
    if (due.getTime() > nowMs || !wanted.includes(due.getDay())) continue
    if (nowMs - due.getTime() >= CATCH_UP_MS[kind]) return null
    return { day: localDayOf(due.getTime()), atMs: due.getTime() }
  }
  return null
}

/** Addresses as typed, parted by commas or semicolons; nothing but a rough look, the server judges. */
export function mailAddresses(text: string): string[] {
  return text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => /^[^\s<>"]+@[^\s<>"@]+$|<[^\s<>"]+@[^\s<>"@]+>$/.test(part) && !/[\r\n]/.test(part))
}
