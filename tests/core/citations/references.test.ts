// Owns the facts about formatted references: the styles that come with Dogear, and those that a reader adds.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createCitationStyles } from '#adapters/citation-styles.ts'
import { formatReferences } from '#core/citations/references.ts'
import { addStyle, listStyles, removeStyle } from '#core/citations/styles.ts'
import { cslItem } from '#core/export/csl-json.ts'
import { arxivFacts, awkwardTexts, exportPaper } from '#tests/core/export/papers-to-export.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

const signal = new AbortController().signal
const bundled = createCitationStyles('/nonexistent')
const first = cslItem(exportPaper({ arxiv: { ...arxivFacts, doi: null } }))
const second = cslItem(exportPaper({ id: '2608.05555', title: 'A < b & LoRA', allAuthors: [{ name: 'Bo Adler' }, { name: 'Cy Dow' }] }))

describe('a reference', () => {
  it.each([
    ['apa', 'Quill, A. (2026). Folding the corner (arXiv:2608.01234). arXiv. https://arxiv.org/abs/2608.01234'],
    ['ieee', 'A. Quill, “Folding the corner.” arXiv, Aug. 18, 2026. [Online]. Available: https://arxiv.org/abs/2608.01234'],
    ['chicago-author-date', 'Quill, Ada. 2026. “Folding the Corner.” arXiv. https://arxiv.org/abs/2608.01234.'],
    ['association-for-computing-machinery', 'Ada Quill. 2026. Folding the corner. Retrieved from https://arxiv.org/abs/2608.01234'],
    ['nature', 'Quill, A. Folding the corner. Preprint at https://arxiv.org/abs/2608.01234 (2026).'],
  ])('in %s is as that style prints it', async (style, text) => {
    expect((await formatReferences(bundled, style, [first], { signal })).text).toBe(text)
  })

  it('is one of several in the order and with the numbers of the style, and in HTML with its italics', async () => {
    const numbered = await formatReferences(bundled, 'ieee', [first, second], { signal })
    expect(numbered.text.split('\n')).toHaveLength(2)
    expect(numbered.text).toMatch(/^\[1\] A\. Quill.*\n\[2\] B\. Adler and C\. Dow, “A < b & LoRA\.”/)
    const sorted = await formatReferences(bundled, 'apa', [first, second], { signal })
    expect(sorted.text).toMatch(/^Adler, B\., & Dow, C\..*\nQuill, A\./)
    expect(sorted.html).toContain('<p>Quill, A. (2026). <i>Folding the corner</i>')
    expect(sorted.html).toContain('A &#60; b &#38; LoRA')
  })

  it('is one line, whatever stands in titles and names', async () => {
    const items = awkwardTexts.map((awkward, index) =>
      cslItem(exportPaper({ id: `2608.${10_000 + index}`, title: `${awkward} ${index}`, allAuthors: [{ name: awkward }] })),
    )
    for (const { name } of bundled.list()) {
      const { text, html } = await formatReferences(bundled, name, items, { signal })
      expect(text.split('\n')).toHaveLength(items.length)
      expect(html).not.toMatch(/<(?:script|b)>/)
    }
  })

  it('in a style that is not here is refused with a sentence', async () => {
    await expect(formatReferences(bundled, '../../package', [first], { signal })).rejects.toThrow(/no citation style/)
  })
})

describe('a style', () => {
  const nature = readFileSync(path.join(repositoryRoot, 'resources/csl/nature.csl'), 'utf8')

  it('of the five that come with Dogear keeps its authors and its licence', () => {
    const styles = listStyles(bundled)
    expect(styles.map(({ name }) => name).toSorted()).toEqual(
      ['apa', 'association-for-computing-machinery', 'chicago-author-date', 'ieee', 'nature'].toSorted(),
    )
    for (const { name } of styles) {
      expect(bundled.read(name)).toContain('creativecommons.org/licenses/by-sa/3.0/')
      expect(bundled.read(name)).toMatch(/<author>\s*<name>/)
    }
  })

  it('that a reader adds is listed by its title, can be used, and taken away again', async () => {
    const styles = createCitationStyles(tempFolder())
    const added = await addStyle(
      styles,
      {
        style: nature.replace('<title>Nature</title>', '<title>Corner &amp; Fold</title>').replace('styles/nature<', 'styles/corner fold<'),
        name: 'x.csl',
      },
      { signal },
    )
    expect(added).toEqual({ name: 'corner-fold', title: 'Corner & Fold', added: true })
    expect(listStyles(styles)).toContainEqual(added)
    expect((await formatReferences(styles, 'corner-fold', [first], { signal })).text).toMatch(/^Quill, A\./)
    removeStyle(styles, 'corner-fold')
    expect(listStyles(styles)).toHaveLength(5)
    expect(() => removeStyle(styles, 'apa')).toThrow(/added no/)
  })

  it.each([
    ['text', 'no XML'],
    ['a page', '<html><body>style</body></html>'],
    ['broken XML', nature.slice(0, 900)],
    ['a style that only points at another', nature.replace('rel="self"', 'rel="independent-parent"')],
    ['one without a list of references', nature.replace(/<bibliography[\s\S]*<\/bibliography>/, '')],
    ['an entity that names itself', `<!DOCTYPE s [<!ENTITY a "&b;&b;"><!ENTITY b "&a;&a;">]>${nature.slice(0, 300)}&a;`],
  ])('that is %s is refused with a sentence and not kept', async (_, style) => {
    const styles = createCitationStyles(tempFolder())
    await expect(addStyle(styles, { style, name: 'bad' }, { signal })).rejects.toThrow(/can’t be used: /)
    expect(styles.list().some(({ added }) => added)).toBe(false)
  })
})
