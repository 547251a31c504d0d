// Owns the forms that papers and marks can leave in: what they are called, and the name of the file.
import type { CallInput } from '#contract/api.ts'

type PapersFormat = CallInput<'library.export'>['format']
type MarksFormat = CallInput<'annotations.asText'>['format']

export type ExportForm =
  | { of: 'papers'; format: PapersFormat; title: string; ending: string }
  | { of: 'marks'; format: MarksFormat; title: string; ending: string }
  | { of: 'references'; format: 'references'; title: string; ending: string }
  | { of: 'pack'; format: 'pack'; title: string; ending: string }

export const EXPORT_FORMS: readonly ExportForm[] = [
  { of: 'papers', format: 'bibtex', title: 'BibTeX', ending: '.bib' },
  { of: 'papers', format: 'biblatex', title: 'BibLaTeX', ending: '.bib' },
  { of: 'papers', format: 'ris', title: 'RIS', ending: '.ris' },
  { of: 'papers', format: 'csl-json', title: 'CSL-JSON', ending: '.json' },
  { of: 'references', format: 'references', title: 'References in the chosen style', ending: '.txt' },
  { of: 'papers', format: 'markdown', title: 'Markdown', ending: '.md' },
  { of: 'papers', format: 'csv', title: 'CSV, for a spreadsheet', ending: '.csv' },
  { of: 'papers', format: 'json', title: 'JSON, all that is known', ending: '.json' },
  { of: 'marks', format: 'markdown', title: 'Markdown by page', ending: '.md' },
  { of: 'marks', format: 'json', title: 'W3C Web Annotations', ending: '.json' },
  { of: 'marks', format: 'hypothesis', title: 'Hypothesis', ending: '.json' },
  { of: 'marks', format: 'csv', title: 'CSV', ending: '.csv' },
  { of: 'pack', format: 'pack', title: 'Reading pack', ending: '.zip' },
]

export const FORM_GROUPS: Readonly<Record<ExportForm['of'], string>> = {
  papers: 'Papers',
  references: 'Papers',
  marks: 'Annotations',
  pack: 'For a colleague who has Dogear',
}

export function formKey({ of, format }: ExportForm): string {
  return `${of} ${format}`
}

/** A file name of what it holds, as every system takes it. */
export function exportFileName(name: string, form: ExportForm): string {
  const plain = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|(?<!-)-+$/g, '')
    .slice(0, 60)
  return `${form.of === 'marks' ? 'annotations' : 'papers'}${plain === '' ? '' : `-${plain}`}${form.ending}`
}
