// Owns finding every regular expression of the program in its sources, also those that are put together from parts.
import { parseAst } from 'vite'
import { textOf } from './sources.ts'

export interface FoundExpression {
  file: string
  pattern: string
  flags: string
}

interface SyntaxNode {
  type: string
  [name: string]: unknown
}

/** What stands in for a part that is only known when the program runs. */
const ANY_PART = 'x'

/** All of a file. Throws where one is put together in a way that is not understood here. */
export function regularExpressionsIn(file: string): FoundExpression[] {
  const found: FoundExpression[] = []
  const constants = new Map<string, SyntaxNode>()
  const visit = (node: unknown, look: (node: SyntaxNode) => void): void => {
    if (Array.isArray(node)) return node.forEach((each) => visit(each, look))
    if (typeof node !== 'object' || node === null) return
    if (isSyntax(node)) look(node)
    Object.values(node).forEach((each) => visit(each, look))
  }
  const program: unknown = parseAst(textOf(file), { lang: file.endsWith('x') ? 'tsx' : 'ts' })
  visit(program, ({ type, id, init }) => {
    if (type === 'VariableDeclarator' && isSyntax(id) && isSyntax(init)) constants.set(String(id['name']), init)
  })
  visit(program, (node) => {
    const { regex } = node as { regex?: { pattern: string; flags: string } }
    if (node.type === 'Literal' && regex) found.push({ file, ...regex })
    if (node.type !== 'NewExpression' || !isSyntax(node['callee']) || node['callee']['name'] !== 'RegExp') return
    const [source, flags] = node['arguments'] as SyntaxNode[]
    const whole = source && resolved(source, constants)
    // made anew from one that is written out
    if (whole?.['regex']) return
    const pattern = whole && textIn(whole, constants)
    if (pattern === undefined) throw new Error(`${file}: a regular expression that is put together in a new way`)
    found.push({ file, pattern, flags: flags === undefined ? '' : String(flags['value']) })
  })
  return found
}

function isSyntax(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value
}

function resolved(node: SyntaxNode, constants: ReadonlyMap<string, SyntaxNode>): SyntaxNode {
  return node.type === 'Identifier' ? (constants.get(String(node['name'])) ?? node) : node
}

/** The text of a literal or a template whose parts are constants of the same file; undefined for anything else. */
function textIn(node: SyntaxNode, constants: ReadonlyMap<string, SyntaxNode>): string | undefined {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : undefined
  const isRaw = node.type === 'TaggedTemplateExpression'
  const template = isRaw ? (node['quasi'] as SyntaxNode) : node
  if (template.type !== 'TemplateLiteral') return undefined
  const texts = (template['quasis'] as { value: { cooked: string; raw: string } }[]).map(({ value }) => (isRaw ? value.raw : value.cooked))
  const parts = (template['expressions'] as SyntaxNode[]).map((part) => textIn(resolved(part, constants), constants) ?? ANY_PART)
  return texts.map((text, index) => text + (parts[index] ?? '')).join('')
}
