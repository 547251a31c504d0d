// Owns the settings: their schema, their defaults, and how an older or damaged file becomes a valid one.
import { z } from 'zod'
import { DigestPatch, DigestSettings } from './digest.ts'
import { ExchangePatch, ExchangeSettings } from './exchange.ts'
import { OfflinePatch, OfflineSettings } from './offline.ts'
import { trimmedEnd } from './trimmed.ts'

export const SETTINGS_VERSION = 1

/** A base address: https anywhere, http only on this machine. No trailing slash. */
export const UpstreamUrl = z
  .string()
  .trim()
  .transform((text) => trimmedEnd(text, '/'))
  .pipe(
    z
      .string()
      .regex(
        /^(?:https:\/\/[^\s/?#@]+|http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?)(?:\/[^\s?#]*)?$/,
        'an https address (http only on this machine)',
      ),
  )

export const ThemeName = z.enum(['system', 'light', 'dark', 'sepia', 'high-contrast'])
export type ThemeName = z.infer<typeof ThemeName>

const RecentChoices = z.array(z.object({ key: z.string().max(400), title: z.string().max(400) })).max(40)

/** Without those that are no text. */
function givenKeys(keys: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(Object.entries(keys).flatMap(([id, spec]) => (spec === null ? [] : [[id, spec] as const])))
}

/** Every field has a default and falls back to it alone, so one bad value never costs the others. */
export const Settings = z.object({
  version: z.literal(SETTINGS_VERSION).catch(SETTINGS_VERSION).default(SETTINGS_VERSION),
  theme: ThemeName.catch('system').default('system'),
  density: z.enum(['comfortable', 'compact']).catch('comfortable').default('comfortable'),
  /** Multiplies every text size. */
  textScale: z.number().min(0.8).max(2).catch(1).default(1),
  /** Of the text view, in pixels. */
  readingSize: z.number().min(14).max(40).catch(19).default(19),
  /** Action id → key, `''` switches the key off; what is absent has its default. */
  keys: z.record(z.string(), z.string().nullable().catch(null)).transform(givenKeys).catch({}).default({}),
  /** What a new note may begin with: Markdown with {{title}}, {{id}}, {{authors}}, {{date}}; empty for none. */
  noteTemplate: z.string().max(20_000).catch('').default(''),
  /** Off: only keys with Ctrl, Cmd or Alt act. */
  singleKeys: z.boolean().catch(true).default(true),
  /** Pixels. */
  sidebarWidth: z.number().min(160).max(400).catch(216).default(216),
  listWidth: z.number().min(320).max(720).catch(456).default(456),
  sidebarOpen: z.boolean().catch(true).default(true),
  huggingFaceUrl: UpstreamUrl.catch('https://huggingface.co').default('https://huggingface.co'),
  arxivUrl: UpstreamUrl.catch('https://export.arxiv.org').default('https://export.arxiv.org'),
  /** Off: core refuses every request. */
  networkOn: z.boolean().catch(true).default(true),
  /** Fill the days back to the first one in the background. */
  fillArchive: z.boolean().catch(true).default(true),
  /** Fetch arXiv's own abstracts, which keep their math. */
  fetchArxiv: z.boolean().catch(true).default(true),
  /** Fetch and show thumbnails of papers and avatars of organizations. */
  fetchPictures: z.boolean().catch(true).default(true),
  /** Hours between two syncs while the program runs. */
  syncEveryHours: z.number().min(1).max(24).catch(3).default(3),
  /** What was chosen in the palette, newest first. */
  recentChoices: RecentChoices.catch([]).default([]),
  /** Absolute path; empty means the usual place of this system. */
  dataFolder: z.string().max(4096).catch('').default(''),
  digest: DigestSettings.catch(DigestSettings.parse({})).default(DigestSettings.parse({})),
  exchange: ExchangeSettings.catch(ExchangeSettings.parse({})).default(ExchangeSettings.parse({})),
  offline: OfflineSettings.catch(OfflineSettings.parse({})).default(OfflineSettings.parse({})),
})
export type Settings = z.infer<typeof Settings>

export const SettingsPatch = z
  .object({
    theme: ThemeName,
    density: z.enum(['comfortable', 'compact']),
    textScale: z.number().min(0.8).max(2),
    readingSize: z.number().min(14).max(40),
    keys: z.record(z.string().max(80), z.string().max(40)),
    singleKeys: z.boolean(),
    noteTemplate: z.string().max(20_000),
    sidebarWidth: z.number().min(160).max(400),
    listWidth: z.number().min(320).max(720),
    sidebarOpen: z.boolean(),
    huggingFaceUrl: UpstreamUrl,
    arxivUrl: UpstreamUrl,
    networkOn: z.boolean(),
    fillArchive: z.boolean(),
    fetchArxiv: z.boolean(),
    fetchPictures: z.boolean(),
    syncEveryHours: z.number().min(1).max(24),
    recentChoices: RecentChoices,
    dataFolder: z.string().max(4096),
    digest: DigestPatch,
    exchange: ExchangePatch,
    offline: OfflinePatch,
  })
  .partial()
export type SettingsPatch = z.infer<typeof SettingsPatch>

/** The settings with these changes; those of digest, exchange and files are merged field by field, and what is undefined changes nothing. */
export function changedSettings(settings: Settings, patch: SettingsPatch): Settings {
  return Settings.parse({
    ...settings,
    ...given(patch),
    digest: { ...settings.digest, ...given(patch.digest ?? {}) },
    exchange: { ...settings.exchange, ...given(patch.exchange ?? {}) },
    offline: { ...settings.offline, ...given(patch.offline ?? {}) },
  })
}

function given(changes: object): object {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
}

export const DEFAULT_SETTINGS: Settings = Settings.parse({})

/** The part of the settings that core acts on. */
export const CoreSettings = Settings.pick({
  huggingFaceUrl: true,
  arxivUrl: true,
  networkOn: true,
  fillArchive: true,
  fetchArxiv: true,
  fetchPictures: true,
  syncEveryHours: true,
  digest: true,
  exchange: true,
  offline: true,
})
export type CoreSettings = z.infer<typeof CoreSettings>
