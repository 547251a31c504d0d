// Owns the rules by which PDFs are fetched without being asked for one by one, and by which they leave the disk.
import { z } from 'zod'

export const OfflineSettings = z.object({
  /** Fetch the PDF of everything on the shortlist. */
  shortlist: z.boolean().catch(false).default(false),
  /** Of the newest day the first this many by votes; 0 for none. */
  top: z.number().int().min(0).max(50).catch(0).default(0),
  /** Megabytes that rules fetch in one day of the reader's calendar. */
  dailyMegabytes: z.number().int().min(1).max(10_000).catch(100).default(100),
  /** What is not marked or pinned leaves the disk, the longest unread first, while all files weigh more; 0 for no limit. */
  mostMegabytes: z.number().int().min(0).max(1_000_000).catch(0).default(0),
})
export type OfflineSettings = z.infer<typeof OfflineSettings>

export const OfflinePatch = z
  .object({
    shortlist: z.boolean(),
    top: z.number().int().min(0).max(50),
    dailyMegabytes: z.number().int().min(1).max(10_000),
    mostMegabytes: z.number().int().min(0).max(1_000_000),
  })
  .partial()
