// Owns taking letters off the end of a text. In an expression each of them would be tried as the first, which takes the square of their number.

/** Without the letters of `letters` that the text ends with; each of them one UTF-16 unit. */
export function trimmedEnd(text: string, letters: string): string {
  let end = text.length
  while (end > 0 && letters.includes(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}
