// Owns which addresses are the window itself; everything else may neither be gone to nor be answered.

export const SCHEME = 'app'
export const WINDOW_ADDRESS = `${SCHEME}://dogear/`

/** `developmentAddress` is the development server's, undefined in a release. */
export function isOwnAddress(address: string, developmentAddress: string | undefined): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (url.protocol === `${SCHEME}:` && url.host === 'dogear') return true
  return developmentAddress !== undefined && url.origin === new URL(developmentAddress).origin
}
