// Owns texts that somebody may type or paste into the search box and that are no search.

const ABSTRACT =
  'We study how a lantern swings when a harbour crane turns, and propose a model of both. Our method learns the period from video, needs no labels, and ' +
  'generalizes to other cranes; on three benchmarks it is better than the methods before it by a large margin (up to 12.5%), while using fewer parameters. ' +
  'Code: https://example.org/lantern. Keywords: cranes, video, self-supervised learning, $O(n \\log n)$, state-of-the-art.'

export const UNLIKELY_INPUT: readonly (readonly [name: string, text: string])[] = [
  ['empty', ''],
  ['blanks', ' \t\n '],
  ['10,000 letters', 'a'.repeat(10_000)],
  ['10,000 characters of words', 'model data '.repeat(909)],
  ['10,000 different words', Array.from({ length: 1700 }, (_, at) => `w${at.toString(36)}`).join(' ')],
  ['10,000 misspelt words', 'difusoin lnaguage '.repeat(555)],
  ['emoji', '🤗🔥 👩‍🔬 papers 🚀'],
  ['Chinese', '扩散模型 和 语言'],
  ['Japanese and Korean', '拡散モデル 언어 모델'],
  ['right to left', 'نموذج اللغة שפה'],
  ['control characters', '\u0000\u0007model\u001b[31m \u202edata\ufeff'],
  ['half a pair', '\ud83e model \udd17'],
  ['brackets', '(((('],
  ['5,000 brackets', '('.repeat(5000)],
  ['brackets both ways', '(a OR (b OR (c OR (d OR ('.repeat(200)],
  ['stars', '***'],
  ['the whole vocabulary', '*a*'],
  ['the whole vocabulary, many times', '*a* *e* *i* *o* *n* *s* *t* *r*'],
  ['all but a letter', 'a* -b* OR c*'],
  ['an edit distance alone', '~9'],
  ['a boost alone', '^'],
  ['Lunr’s signs', 'title:model^10 ~2 +data -x~9 a^^ b~~'],
  ['an operator alone', 'author:'],
  ['operators alone', 'title: abstract: tag: is: has: votes:>'],
  ['an operator of another', 'author:title:abstract:x'],
  ['quotation marks', '"" "model "data” “'],
  ['minus signs', '- -- ---model -(-(-a))'],
  ['a pasted abstract', ABSTRACT],
  ['a pasted abstract, ten times', `${ABSTRACT}\n`.repeat(10)],
  [
    'a pasted BibTeX entry',
    '@misc{lantern2026,\n  title = {{Lanterns} and Cranes: A Model},\n  author = {Writer, Anna and Other, Ben},\n  year = {2026},\n  note = "see {\\url{https://example.org}}"\n}',
  ],
  ['half a BibTeX entry', '@article{x, title = {Lanterns and'],
  ['names of JavaScript', '__proto__ constructor toString hasOwnProperty'],
  ['a regular expression', '(a+)+$ [a-z]{1,9} \\d* .*'],
  ['SQL', "'; DROP TABLE papers; -- %"],
]
