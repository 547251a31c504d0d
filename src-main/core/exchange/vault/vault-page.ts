// Owns what Dogear writes into a paper's file in a vault: its properties, and the three regions about, note and highlights.
import { STATE_TITLES } from '#domain/marks.ts'
import type { Annotation } from '#domain/annotation.ts'
import { dayOfMs } from '#domain/day.ts'
import { paperLinks } from '#domain/paper.ts'
import { plainText } from '#domain/tex.ts'
import { marksByPage } from '../../annotations/markdown.ts'
import type { ExportPaper } from '../../export/export.ts'
import { escapeMarkdown } from '../../export/markdown.ts'
import { oneLine } from '../../export/person-name.ts'
import { frontList, type FrontValue, withFront } from './front-matter.ts'
import { withRegion } from './regions.ts'

/** By this property a file is known, also under another name. */
export const PAPER_KEY = 'dogear'

export interface VaultPage {
  paper: ExportPaper
  annotations: readonly Annotation[]
  /** Where the picture of an area is, from this file; null for none. */
  image(annotation: Annotation): string | null
  /** What the note's region is to hold; null leaves it as it is. */
  note: string | null
  /** Words that Dogear put into lists which are the reader's too; they go when they are no longer said. */
  lists: VaultLists
}

export interface VaultLists {
  tags: readonly string[]
  aliases: readonly string[]
}

/** `before` is the file as it stands (null: none); what of it is not Dogear's stays byte for byte. */
export function vaultPage(
  before: string | null,
  { paper, annotations, image, note, lists }: VaultPage,
): { text: string; lists: VaultLists } {
  const mine = listsOf(paper)
  const merged = (key: keyof VaultLists): string[] => {
    const theirs = before === null ? [] : frontList(before, key).filter((word) => !lists[key].includes(word) && !mine[key].includes(word))
    return [...mine[key], ...theirs]
  }
  let text = before ?? ''
  const regions: [name: string, content: string | null][] = [
    ['about', about(paper)],
    ['note', note],
    ['highlights', highlights(annotations, image)],
  ]
  for (const [name, content] of regions) if (content !== null) text = withRegion(text, name, content)
  return { text: withFront(text, { ...properties(paper), aliases: merged('aliases'), tags: merged('tags') }), lists: mine }
}

/** A tag of Obsidian and Logseq has no blank in it. */
export function vaultTag(tag: string): string {
  return tag.replace(/[\s#,]+/g, '-').replace(/^-+|(?<!-)-+$/g, '')
}

function listsOf(paper: ExportPaper): VaultLists {
  return { tags: paper.tags.map(vaultTag).filter((tag) => tag !== ''), aliases: [paper.id] }
}

function properties(paper: ExportPaper): Record<string, FrontValue> {
  const links = paperLinks(paper.id)
  const day = (ms: number | null | undefined): string | null => (ms == null ? null : dayOfMs(ms))
  return {
    [PAPER_KEY]: `dogear://paper/${paper.id}`,
    title: oneLine(plainText(paper.title)),
    authors: paper.allAuthors.map(({ name }) => oneLine(name)).filter((name) => name !== ''),
    citekey: paper.citationKey,
    arxiv: links === null ? null : paper.id,
    doi: paper.arxiv?.doi ?? null,
    published: day(paper.arxiv?.publishedAtMs ?? paper.publishedAtMs),
    day: paper.day,
    saved: day(paper.savedAtMs),
    state: paper.state,
    read: paper.read,
    url: links?.arxiv ?? null,
    huggingface: links?.huggingFace ?? null,
    code: paper.codeUrl,
    project: paper.projectUrl,
  }
}

function about(paper: ExportPaper): string {
  const links = paperLinks(paper.id)
  const names = paper.allAuthors.map(({ name }) => name)
  const authors = escapeMarkdown(names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', '))
  const addresses = [
    `[Dogear](dogear://paper/${paper.id})`,
    ...(links === null ? [] : [`[arXiv](${links.arxiv})`, `[PDF](${links.pdf})`, `[Hugging Face](${links.huggingFace})`]),
    paper.codeUrl === null ? '' : `[Code](<${safeUrl(paper.codeUrl)}>)`,
    paper.projectUrl === null ? '' : `[Project](<${safeUrl(paper.projectUrl)}>)`,
  ].filter((link) => link !== '')
  const lines = [`# ${escapeMarkdown(paper.title)}`, '', authors, '', `${STATE_TITLES[paper.state]} · ${addresses.join(' · ')}`]
  const abstract = oneLine(paper.abstract)
  if (abstract !== '') lines.push('', '> [!abstract]- Abstract', `> ${escapeMarkdown(abstract)}`)
  return lines.join('\n')
}

function highlights(annotations: readonly Annotation[], image: VaultPage['image']): string {
  return annotations.length === 0 ? '' : ['## Highlights', ...marksByPage(annotations, '###', image)].join('\n\n')
}

function safeUrl(url: string): string {
  return url.replace(/[\s<>]/g, encodeURIComponent)
}
