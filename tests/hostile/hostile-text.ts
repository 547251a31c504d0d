// Owns text as somebody would write it who wants to do harm: markup, TeX, paths, addresses, Unicode tricks, and far too much of it.
import fc from 'fast-check'

/** Each calls `owned()` where it is run, so that a page can tell. */
const SCRIPTS = [
  '<script>owned()</script>',
  '<img src=x onerror=owned()>',
  '<img src="https://tracker.example/x.png">',
  '<svg onload=owned()><script>owned()</script></svg>',
  '<iframe srcdoc="<script>parent.owned()</script>"></iframe>',
  '<a href="javascript:owned()">click</a>',
  '[click](javascript:owned())',
  '[click](JaVaScRiPt&colon;owned())',
  '[click](data:text/html,<script>owned()</script>)',
  '![x](https://tracker.example/x.png)',
  '![x](javascript:owned())',
  '<style>@import url(https://tracker.example/x.css);body{background:url(https://tracker.example/y.png)}</style>',
  '<base href="https://tracker.example/"><form action="https://tracker.example/"><input autofocus onfocus=owned()>',
  '<math><mtext><table><mglyph><style><img src=x onerror=owned()>',
  '"><script>owned()</script>',
  "';owned();//",
  '${owned()}{{constructor.constructor("owned()")()}}',
  '[[<img src=x onerror=owned()>]]',
  '[x]: javascript:owned()',
  '<https://tracker.example/?q=<script>owned()</script>>',
]

const TEX = [
  '$\\href{javascript:owned()}{x}$',
  '$\\url{javascript:owned()}$',
  '$\\includegraphics{https://tracker.example/x.png}$',
  '$\\htmlData{onclick=owned()}{x}$ $\\htmlClass{x}{y}$ $\\htmlStyle{background:url(https://tracker.example)}{z}$',
  '$\\def\\a{\\a\\a}\\a$',
  '$\\def\\a#1{\\b{#1#1}}\\def\\b#1{\\a{#1#1}}\\a{x}$',
  '$\\newcommand{\\x}{\\x\\x\\x}\\x$',
  '$\\rule{999999em}{999999em}$',
  '$\\kern999999em x$',
  `$${'{'.repeat(400)}x${'}'.repeat(400)}$`,
  `$${'\\frac{1}{'.repeat(200)}x${'}'.repeat(200)}$`,
  `$${'x^{'.repeat(300)}y${'}'.repeat(300)}$`,
  '$\\begin{array}{' + 'c'.repeat(2000) + '}x\\end{array}$',
  '\\[\\left(\\left(\\left($$$$',
  '\\begin{equation}\\end{align}',
  '\\href{javascript:owned()}{x} \\url{javascript:owned()}',
]

const PATHS = [
  '../../../../etc/passwd',
  '..\\..\\..\\Windows\\System32\\config',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '%252e%252e%252f',
  '/etc/passwd',
  'C:\\Windows\\win.ini',
  '\\\\server\\share\\x',
  'file:///etc/passwd',
  'CON',
  'aux.md',
  'nul.',
  'a\u0000b',
  'a'.repeat(5000),
  '.',
  '..',
  '~/.ssh/id_rsa',
  '|id',
  '`id`',
  '$(id)',
]

const ADDRESSES = [
  'javascript:owned()',
  'JAVASCRIPT:owned()',
  ' javascript:owned()',
  'java\nscript:owned()',
  'data:text/html,<script>owned()</script>',
  'vbscript:x',
  'blob:https://tracker.example/x',
  'smb://tracker.example/x',
  'file:///etc/passwd',
  'https://user:pass@tracker.example/',
  'http://127.0.0.1:22/',
  'http://[::1]/',
  'http://169.254.169.254/latest/meta-data',
  'https://huggingface.co@tracker.example/',
  'https://huggingface.co.tracker.example/',
  '//tracker.example/x',
  'dogear://paper/../settings',
  'https://tracker.example/\u202egnp.exe',
]

const UNICODE = [
  '\u202e\u2066desrever',
  '\ufeff\u200b\u200d\u2060invisible',
  'Z\u0351\u036b\u0343\u036a'.repeat(300),
  '\ud800',
  '\udfff\ud83d',
  '👩‍👩‍👧‍👦'.repeat(200),
  'ﷺ'.repeat(300),
  'İıſKå',
  '\u0000\u0001\u0007\u001b[31m\u009b',
  '\u2028\u2029\u0085',
  'ا'.repeat(300),
  '漢'.repeat(1000),
]

const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__', 'then']

const LONG = ['[', '(', '{', '<', '*', '_', '`', '\\', '$', ' ', '\n', '> ', '- ', '| ', '![', '[[', '~~', '"', 'a ', '\u200b', '%'].map(
  (text) => text.repeat(3000),
)

/** One piece, or several run together. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...SCRIPTS, ...TEX, ...PATHS, ...ADDRESSES, ...UNICODE, ...KEYS) },
      { weight: 1, arbitrary: fc.constantFrom(...LONG) },
      { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
      { weight: 1, arbitrary: fc.constantFrom(' ', '\n', '\n\n', '\t', ':', '"') },
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((pieces) => pieces.join(''))

export const hostileAddress: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...ADDRESSES, ...PATHS), hostileText)

/** Any value of JSON, with hostile texts and keys in it; also deep ones. */
export const hostileJson: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    hostileText,
    fc.constantFrom(null, true, false, 0, -1, 1e308, -0, 2 ** 53, 1.5),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(fc.oneof(fc.constantFrom(...KEYS), hostileText), tie('value')), { maxLength: 4 }).map(fromEntries),
  ),
})).value

/** As `JSON.parse` would make it: `__proto__` is a key of its own. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): unknown {
  return JSON.parse(`{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value) ?? 'null'}`).join(',')}}`)
}

/** How many inputs each property gets: DOGEAR_INPUTS, 1,000 unless told. */
export const inputs = Number(process.env['DOGEAR_INPUTS'] ?? 1000)
