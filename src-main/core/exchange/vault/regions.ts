// Owns the fenced regions of a vault file: only what stands between Dogear's two lines is Dogear's.

export interface Region {
  /** Between the two lines, `[start, end)` in the text. */
  start: number
  end: number
}

const FENCE = /^<!-- dogear:(begin|end) ([a-z]+) -->[ \t]*\r?$/gm

/** Null where the lines do not pair: then nothing of the file may be written. */
export function regionsOf(text: string): Map<string, Region> | null {
  const regions = new Map<string, Region>()
  let open: { name: string; start: number } | null = null
  for (const match of text.matchAll(FENCE)) {
    const [line, kind, name = ''] = match
    if (kind === 'begin') {
      if (open || regions.has(name)) return null
      open = { name, start: match.index + line.length + 1 }
    } else {
      if (open?.name !== name) return null
      // an empty region has its two lines one after the other
      regions.set(name, { start: open.start, end: Math.max(open.start, match.index - 1) })
      open = null
    }
  }
  return open ? null : regions
}

/** What a region holds, as it was given to `withRegion`; null where there is none. */
export function regionText(text: string, name: string): string | null {
  const region = regionsOf(text)?.get(name)
  return region ? unguarded(text.slice(region.start, region.end)) : null
}

/** The text with this in the region, which is put at the end where there is none yet. */
export function withRegion(text: string, name: string, content: string): string {
  const region = regionsOf(text)?.get(name)
  const inside = guarded(content)
  if (!region) {
    const between = text === '' || text.endsWith('\n\n') ? '' : text.endsWith('\n') ? '\n' : '\n\n'
    return `${text}${between}<!-- dogear:begin ${name} -->\n${inside}\n<!-- dogear:end ${name} -->\n`
  }
  const rest = text.slice(region.end)
  return text.slice(0, region.start) + inside + (rest.startsWith('\n') ? rest : `\n${rest}`)
}

/** A line of the content that looks like a fence gets a backslash more. */
function guarded(content: string): string {
  return content.replace(/<!-- (\\*)dogear:/g, '<!-- \\$1dogear:')
}

function unguarded(inside: string): string {
  return inside.replace(/<!-- \\(\\*)dogear:/g, '<!-- $1dogear:')
}
