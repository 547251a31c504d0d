// Owns the reading of JSON that somebody else wrote: as JSON.parse does, but for nesting that only does harm.

/** Far more than any file or answer has; what is nested without end takes forty times its size in memory, and seconds. */
const MOST_DEPTH = 200

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [34, 92, 91, 93, 123, 125] as const

/** Throws a `SyntaxError` for what is no JSON, and for what is nested deeper than two hundred. */
export function parseOutsideJson(text: string): unknown {
  if (isTooDeep(text)) throw new SyntaxError('JSON that is nested too deep')
  return JSON.parse(text)
}

function isTooDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if (code === OPEN_LIST || code === OPEN_OBJECT) depth += 1
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1
    if (depth > MOST_DEPTH) return true
  }
  return false
}

/** Where the string that begins here ends: at the next quote that no odd number of backslashes stands before. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1
    while (text.charCodeAt(before) === BACKSLASH) before -= 1
    if ((end - 1 - before) % 2 === 0) return end
  }
  return text.length
}
