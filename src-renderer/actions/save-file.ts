// Owns handing a file to the reader: by the system's dialog in a window of its own, by the browser's own way of saving one.
import { client } from '../app/client.ts'
import { base64Of } from '../words/base64.ts'

/** What to say of it; null where the reader left the dialog. Throws a sentence. */
export async function saveFile(name: string, content: Blob): Promise<string | null> {
  if (client.wireKind === 'electron') {
    const { path } = await client.call('places.save', { name, base64: base64Of(new Uint8Array(await content.arrayBuffer())) })
    return path === null ? null : `Saved ${path}.`
  }
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
  return `Saved ${name}.`
}
