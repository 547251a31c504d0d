// Owns the proof that the bibliographies are taken by the programs they are for: BibTeX, LaTeX and biber, on documents that cite fifty papers.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { biblatexOf, bibtexOf } from '#core/export/bibtex.ts'
import type { ExportPaper } from '#core/export/export.ts'
import { parseDailyPapers } from '#core/source/hugging-face.ts'
import { runCommand } from '#tests/support/command.ts'
import { sharedDataFolder } from '#tests/support/shared-data.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { arxivFacts, awkwardTexts, exportPaper } from './papers-to-export.ts'

const has = async (program: string): Promise<boolean> => (await runCommand(program, ['--version'])).code === 0
const missing = async (program: string, packages: string): Promise<string | null> =>
  (await has(program)) ? null : `${program} is not here (on Debian: apt-get install ${packages})`

const FIFTY = 50

/** Fifty recorded papers where they are, else made ones; with what has broken exporters before. */
function fiftyPapers(): ExportPaper[] {
  const folder = sharedDataFolder()
  const recorded = folder === null ? [] : recordedPapers(path.join(folder, 'daily'))
  const made = awkwardTexts.map((awkward, index) =>
    exportPaper({
      id: `2608.${10_000 + index}`,
      title: `Title ${awkward}`,
      abstract: awkward,
      allAuthors: [{ name: awkward }, { name: 'José Núñez' }],
      arxiv: { ...arxivFacts, comment: awkward, journalRef: awkward },
    }),
  )
  const plain = Array.from({ length: FIFTY }, (_, index) => exportPaper({ id: `2608.${20_000 + index}`, title: `Title ${index}` }))
  return [...recorded, ...made, ...plain].slice(0, Math.max(FIFTY, recorded.length + made.length))
}

/** From every part of the recorded time. */
function recordedPapers(daily: string): ExportPaper[] {
  const files = readdirSync(daily).toSorted()
  return Array.from({ length: FIFTY }, (_, index) => files[Math.floor((index * files.length) / FIFTY)] ?? '').flatMap((file) => {
    const [row] = parseDailyPapers(JSON.parse(readFileSync(path.join(daily, file), 'utf8')), file.slice(0, 10)).rows
    if (!row) return []
    const { id, title, abstract, authors, publishedAtMs } = row.paper
    return [exportPaper({ id, title, abstract, allAuthors: authors, publishedAtMs })]
  })
}

testUnless(await missing('bibtex', 'texlive-binaries'))('BibTeX makes a reference of each without a complaint', async () => {
  const folder = tempFolder()
  const papers = fiftyPapers()
  writeFileSync(path.join(folder, 'refs.bib'), bibtexOf(papers))
  const cited = papers.map(({ citationKey }) => `\\citation{${citationKey}}`)
  writeFileSync(path.join(folder, 'main.aux'), [...cited, '\\bibstyle{plain}', '\\bibdata{refs}', ''].join('\n'))
  const { code, output } = await runCommand('bibtex', ['main'], { cwd: folder })
  expect(output.match(/^(?:Warning|.*---line).*$/gm)?.filter((line) => !/to sort/.test(line)) ?? []).toEqual([])
  expect(code).toBe(0)
  const made = readFileSync(path.join(folder, 'main.bbl'), 'utf8')
  expect(made.match(/\\bibitem/g)).toHaveLength(papers.length)
})

testUnless(await missing('biber', 'biber'))('biber takes each entry of the BibLaTeX file, none doubled and no field unknown', async () => {
  const folder = tempFolder()
  const papers = fiftyPapers()
  writeFileSync(path.join(folder, 'refs.bib'), biblatexOf(papers))
  const { code, output } = await runCommand('biber', ['--tool', '--validate-datamodel', '--output-file', 'out.bib', 'refs.bib'], {
    cwd: folder,
  })
  expect(output.match(/^(?:WARN|ERROR).*$/gm) ?? []).toEqual([])
  expect(code).toBe(0)
  expect(readFileSync(path.join(folder, 'out.bib'), 'utf8').match(/^@ONLINE/gim)).toHaveLength(papers.length)
})

/** Without the made ones: control characters and other scripts need a font, not another escape. */
function settablePapers(): ExportPaper[] {
  const papers = fiftyPapers().filter(({ title, allAuthors }) =>
    /^[\u0020-\u024f]*$/.test(title + allAuthors.map(({ name }) => name).join('')),
  )
  expect(papers.length).toBeGreaterThan(25)
  return papers.map((paper) => ({ ...paper, abstract: '' }))
}

const latexIn = (folder: string) => runCommand('pdflatex', ['-interaction=nonstopmode', '-halt-on-error', 'main'], { cwd: folder })

testUnless(await missing('pdflatex', 'texlive-latex-base'))(
  'LaTeX sets the references of fifty papers, each cited and none undefined',
  async () => {
    const folder = tempFolder()
    const papers = settablePapers()
    writeFileSync(path.join(folder, 'refs.bib'), bibtexOf(papers))
    const cites = papers.map(({ citationKey }) => `\\cite{${citationKey}}`).join(' ')
    const document = [
      '\\documentclass{article}',
      '\\usepackage[T1]{fontenc}',
      '\\usepackage{amsmath,amssymb,hyperref}',
      `\\begin{document}${cites}`,
      '\\bibliographystyle{plain}\\bibliography{refs}',
      '\\end{document}',
    ]
    writeFileSync(path.join(folder, 'main.tex'), document.join('\n'))
    await latexIn(folder)
    await runCommand('bibtex', ['main'], { cwd: folder })
    await latexIn(folder)
    const { code, output } = await latexIn(folder)
    expect(output.match(/^(?:!|.*undefined).*$/gm) ?? []).toEqual([])
    expect(code).toBe(0)
  },
)

const noBiblatex =
  (await missing('pdflatex', 'texlive-latex-base')) ??
  (await missing('biber', 'biber')) ??
  ((await runCommand('kpsewhich', ['biblatex.sty', 'etoolbox.sty'])).output.trim().split('\n').length < 2
    ? 'biblatex is not here (on Debian: apt-get install texlive-bibtex-extra texlive-latex-recommended)'
    : null)

testUnless(noBiblatex)('LaTeX with biblatex and biber sets the references of fifty papers, each cited and none undefined', async () => {
  const folder = tempFolder()
  const papers = settablePapers()
  writeFileSync(path.join(folder, 'refs.bib'), biblatexOf(papers))
  const document = [
    '\\documentclass{article}',
    '\\usepackage[T1]{fontenc}',
    '\\usepackage{amsmath,amssymb,hyperref}',
    '\\usepackage[backend=biber,style=authoryear,maxbibnames=99]{biblatex}',
    '\\addbibresource{refs.bib}',
    `\\begin{document}${papers.map(({ citationKey }) => `\\cite{${citationKey}}`).join(' ')}`,
    '\\printbibliography',
    '\\end{document}',
  ]
  writeFileSync(path.join(folder, 'main.tex'), document.join('\n'))
  await latexIn(folder)
  const biber = await runCommand('biber', ['main'], { cwd: folder })
  expect(biber.output.match(/^(?:WARN|ERROR).*$/gm) ?? []).toEqual([])
  await latexIn(folder)
  const { code, output } = await latexIn(folder)
  expect(output.match(/^(?:!|.*undefined).*$/gm) ?? []).toEqual([])
  expect(code).toBe(0)
  expect(readFileSync(path.join(folder, 'main.bbl'), 'utf8').match(/\\entry\{/g)).toHaveLength(papers.length)
})
