// Owns a note as it reads: Markdown tokens as React elements, so that nothing of a note can become markup or code.
import type { Token } from 'markdown-it'
import { createElement, useMemo } from 'react'
import { isPaperId, type PaperId, parsePaperReference } from '#domain/paper.ts'
import { noteImageOf } from '#domain/picture.ts'
import { Formula } from './formula.tsx'
import { type FormulaMeta, parseMarkdown } from './markdown-parser.ts'
import { WebLink } from './web-link.tsx'
import styles from './markdown.module.css'

/** What stands in `[[…]]`: a paper's identifier or address, or else its title. */
export type PaperReference = { id: PaperId } | { title: string }

export interface MarkdownProps {
  text: string
  /** The text of a paper has no links to papers. */
  kind?: 'note' | 'paper'
  onOpenUrl: (url: string) => void
  onOpenPaper: (reference: PaperReference) => void
  /** The title a link leads to; null for a link to nothing, undefined while that is not known. */
  titleOf?: ((target: string) => string | null | undefined) | undefined
}

type Openers = Omit<MarkdownProps, 'text' | 'kind'>

export function Markdown({ text, kind = 'note', onOpenUrl, onOpenPaper, titleOf }: MarkdownProps): React.JSX.Element {
  const tokens = useMemo(() => parseMarkdown(text, kind), [text, kind])
  return <div className={styles['markdown']}>{elementsOf(tokens, { onOpenUrl, onOpenPaper, titleOf })}</div>
}

const TAGS: ReadonlySet<string> = new Set('p h1 h2 h3 h4 h5 h6 ul ol li blockquote em strong s table thead tbody tr th td'.split(' '))

interface Open {
  token: Token | null
  children: React.ReactNode[]
}

function elementsOf(tokens: readonly Token[], openers: Openers): React.ReactNode[] {
  const stack: Open[] = [{ token: null, children: [] }]
  tokens.forEach((token, index) => {
    const top = stack.at(-1)
    if (!top) return
    if (token.nesting === 1) stack.push({ token, children: [] })
    else if (token.nesting === -1) {
      const closed = stack.length > 1 ? stack.pop() : undefined
      if (closed?.token) stack.at(-1)?.children.push(elementOf(closed.token, closed.children, index, openers))
    } else top.children.push(leafOf(token, index, openers))
  })
  return stack[0]?.children ?? []
}

function elementOf(token: Token, children: React.ReactNode[], key: number, openers: Openers): React.ReactNode {
  if (token.type === 'link_open') {
    const url = String(token.attrGet('href') ?? '')
    if (!/^(https?|dogear):\/\//i.test(url)) return children
    return (
      <WebLink key={key} url={url} onOpenUrl={openers.onOpenUrl}>
        {children}
      </WebLink>
    )
  }
  if (!TAGS.has(token.tag) || token.hidden) return createElement('span', { key, className: styles['tight'] }, children)
  const start = Number(token.attrGet('start') ?? 1)
  const align = /^text-align:(left|center|right)$/.exec(String(token.attrGet('style') ?? ''))?.[1]
  return createElement(
    token.tag,
    { key, ...(token.tag === 'ol' && start !== 1 ? { start } : {}), ...(align ? { style: { textAlign: align } } : {}) },
    children,
  )
}

function leafOf(token: Token, key: number, openers: Openers): React.ReactNode {
  switch (token.type) {
    case 'inline':
      return elementsOf(token.children ?? [], openers)
    case 'softbreak':
      return '\n'
    case 'hardbreak':
      return <br key={key} />
    case 'hr':
      return <hr key={key} />
    case 'code_inline':
      return <code key={key}>{token.content}</code>
    case 'code_block':
    case 'fence':
      return (
        <pre key={key}>
          <code>{token.content}</code>
        </pre>
      )
    case 'formula': {
      const meta = token.meta as FormulaMeta | null
      return meta && <Formula key={key} tex={meta.tex} display={meta.display} source={token.content} />
    }
    case 'paper_link':
      return <PaperLink key={key} text={token.content} onOpenPaper={openers.onOpenPaper} titleOf={openers.titleOf} />
    case 'image':
      return <ImageLink key={key} token={token} onOpenUrl={openers.onOpenUrl} />
    default:
      return token.content
  }
}

/** `[[2401.12345]]`, `[[a title]]`, `[[2401.12345|shown]]`. */
function PaperLink({ text, onOpenPaper, titleOf }: { text: string } & Pick<MarkdownProps, 'onOpenPaper' | 'titleOf'>): React.JSX.Element {
  const [target = '', shown] = text.split('|', 2).map((part) => part.trim())
  const id = isPaperId(target) ? target : parsePaperReference(target)?.id
  const title = titleOf?.(target)
  const isBroken = title === null
  const open = (): void => onOpenPaper(id === undefined || isBroken ? { title: target } : { id })
  return (
    // a button would begin a line of its own wherever its title is longer than what is left of one
    <span
      role="link"
      tabIndex={0}
      className={styles['paperLink']}
      data-broken={isBroken || undefined}
      title={isBroken ? 'No paper of that name is in the library. Searches for it.' : (title ?? undefined)}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key === 'Enter') open()
      }}
    >
      {shown || target}
      {isBroken && <span className={styles['broken']}> (not in the library)</span>}
    </span>
  )
}

/** A picture of the note is shown; an image elsewhere is a link to it: showing it would be a request that nobody asked for. */
function ImageLink({ token, onOpenUrl }: { token: Token; onOpenUrl: MarkdownProps['onOpenUrl'] }): React.ReactNode {
  const url = String(token.attrGet('src') ?? '')
  const own = noteImageOf(url)
  if (own)
    return <img className={styles['image']} src={`/note-images/${own.hash}.${own.type}`} alt={token.content || 'Picture in the note'} />
  const label = `Image: ${token.content || url}`
  if (!/^https?:\/\//i.test(url)) return label
  return (
    <WebLink url={url} onOpenUrl={onOpenUrl}>
      {label}
    </WebLink>
  )
}
