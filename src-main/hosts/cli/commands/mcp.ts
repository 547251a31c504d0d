// Owns `dogear mcp`: the library for programs that speak the Model Context Protocol, over standard input and output.
import type { CliCommand } from '../cli-command.ts'

export const mcp: CliCommand = {
  name: 'mcp',
  usage: 'mcp [--write]',
  summary: 'answer programs that speak the Model Context Protocol, until standard input ends',
  options: { write: { help: 'also let them tag, decide and add to notes; each can be undone' } },
  words: { least: 0, most: 0 },
  run: async ({ has, open }) => {
    // the protocol's library is large; no other command waits for it
    const { serveTools } = await import('../mcp-tools.ts')
    const writes = has('write')
    await serveTools(await open(writes ? 'tools' : 'read'), { writes })
    return { text: '', json: null }
  },
}
