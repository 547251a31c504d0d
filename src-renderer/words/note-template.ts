// Owns what a template for a new note becomes on a paper.
import type { PaperId } from '#domain/paper.ts'

export interface TemplateFacts {
  id: PaperId
  title: string
  authors: readonly string[]
  /** The reader's calendar day. */
  day: string
}

/** `{{title}}`, `{{id}}`, `{{authors}}` and `{{date}}` are filled in; any other word in braces stays as it is written. */
export function filledTemplate(template: string, { id, title, authors, day }: TemplateFacts): string {
  const words: Readonly<Record<string, string>> = { title, id, authors: authors.join(', '), date: day }
  return template.replace(/\{\{\s*(title|id|authors|date)\s*\}\}/g, (_whole, name: string) => words[name] ?? '')
}
