// Owns bytes as base64, as calls carry them.

const AT_ONCE = 32_768

export function base64Of(bytes: Uint8Array): string {
  let letters = ''
  for (let start = 0; start < bytes.length; start += AT_ONCE) letters += String.fromCharCode(...bytes.subarray(start, start + AT_ONCE))
  return btoa(letters)
}
