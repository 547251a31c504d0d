// Owns how much of what the reader did is remembered, as numbers and as a sentence.

/** The oldest go first; both bounds hold. */
export const KEPT_STEPS = 5_000
export const KEPT_STEP_BYTES = 64_000_000

export const HISTORY_RULE =
  'Everything you do is listed here and can be taken back, also after a restart. The last 5,000 steps are kept, and at most 64 MB of them; older ones are forgotten, what they did stays.'
