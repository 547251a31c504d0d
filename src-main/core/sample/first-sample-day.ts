// Owns the entries of the newer sample day: what a morning with Dogear needs, in the order it is needed.
import type { SampleEntry } from './sample-entry.ts'

export const firstSampleDay: readonly SampleEntry[] = [
  {
    title: 'Two Letters Suffice: Walking Through a Day of Papers With j and k',
    abstract:
      'We consider a reader with $n$ papers, one keyboard and no particular wish to reach for the mouse. Pressing `j` moves to the next paper and `k` to the one before; the arrow keys do the same for readers with other habits. ' +
      'The paper on the right follows at once, so that $n$ papers cost $n - 1$ key presses and no clicks at all. `Home` and `End` jump to the ends of the list. ' +
      'This entry is a sample: it was written for Dogear, nobody has peer-reviewed it, and it stands here until your first real day arrives.',
    authors: ['Juniper Downs', 'Kit Uppwell'],
    organization: 'Institute for Quiet Mornings',
    keywords: ['moving', 'keyboard', 'lists'],
    summary: 'Press j for the next paper and k for the one before.',
    votes: 142,
    comments: 9,
  },
  {
    title: 'Not Now Is a Complete Answer: On Putting a Paper Aside With l',
    abstract:
      'Most papers are neither urgent nor worthless, and deciding between these two words is what makes mornings long. We propose a third word. ' +
      'Pressing `l` puts the paper into Later and moves on to the next undecided one, in time that we bound by $\\mathcal{O}(1)$ heartbeats. ' +
      'Later is the calm half of the reading list and is found with `g` and then `l`. Try it on this very paper: it will still be there tomorrow, and it will not have changed.',
    authors: ['Lars Postpone', 'Mina Presently', 'Ode Tomorrow'],
    organization: 'Institute for Quiet Mornings',
    keywords: ['later', 'deciding', 'reading list'],
    votes: 118,
    comments: 14,
  },
  {
    title: 'The Shortlist: Three Papers a Person Will Actually Read',
    abstract:
      'Let $S$ be the papers that a reader saves in a week and $R \\subseteq S$ those that are read. Folklore has it that $|R| / |S| \\to 0$. ' +
      'We show that the ratio recovers when the best few are kept apart: pressing `s` puts a paper on the Shortlist, which opens with `g` and then `s`. ' +
      'There is no limit on its length, only a lower bound on your honesty. Later and Shortlist together are the reading list.',
    authors: ['Sabine Few', 'Theo Fewer'],
    organization: 'Bureau of Reasonable Ambitions',
    keywords: ['shortlist', 'deciding', 'reading list'],
    summary: 'Press s on what you mean to read this week; keep it short and it will be read.',
    votes: 97,
    comments: 6,
  },
  {
    title: 'Saying No Politely: Dismiss, Archive, and the Difference Between Them',
    abstract:
      'A paper can be left in two ways. `e` puts it into the Archive: seen, settled, thank you. `d` dismisses it: this one was not for you. ' +
      'Neither deletes anything, and both places can be visited with `g` and then `e` or `d`. `Shift+E` brings a paper back to the inbox, for those who decide twice. ' +
      'In our trial with $N = 1$ readers, the word no took 80 ms and was regretted in no case that `z` could not repair.',
    authors: ['Edda Done', 'Dov Decline', 'Yara Unless'],
    keywords: ['archive', 'dismiss', 'deciding'],
    votes: 88,
    comments: 11,
  },
  {
    title: 'Undo Considered Helpful: A Journal That Survives the Restart',
    abstract:
      'Courage while deciding is a function of the cost of being wrong. We lower that cost to one key: `z` takes back the last thing you did, and `Shift+Z` does it again. ' +
      'It works for decisions, tags, notes and the order of the reading list, one step $s_i$ at a time, so that undoing $k$ steps gives $s_{n-k}$ exactly. ' +
      'The journal is kept on disk, which is why it still works after you have quit and come back. Dismiss this paper now, then press `z`: we will pretend that it never happened.',
    authors: ['Tilda Travel', 'Zeno Backe'],
    organization: 'Back Key Laboratory',
    keywords: ['undo', 'redo', 'history'],
    summary: 'Everything you change can be taken back with z, also after a restart.',
    votes: 203,
    comments: 31,
    stars: 512,
  },
  {
    title: 'One Paper, One Screen: Triage at the Speed of Honest First Impressions',
    abstract:
      'Lists invite browsing, and browsing is how ten minutes become forty. `Shift+T` opens the triage view, where a single paper fills the window and a thin bar shows how many are left. ' +
      'Each of `l`, `s`, `e` and `d` decides, and the next paper is there in the same frame. Reading $m$ words of an abstract at $v$ words a minute takes $m / v$ minutes; the view adds nothing to it. ' +
      '`Esc` leaves it at any point, and what you decided stays decided.',
    authors: ['Friedl Frame', 'Gus Glance', 'Hedy Swift', 'Ivo Enough', 'Jutta Next'],
    organization: 'Department of First Impressions',
    keywords: ['triage', 'deciding', 'progress'],
    summary: 'Shift+T shows the day one paper at a time, with a decision on every key.',
    votes: 176,
    comments: 22,
    stars: 340,
  },
  {
    title: 'What Lies Below the Fold: Reading the Whole Abstract Without Leaving the List',
    abstract:
      'An abstract can be longer than a pane, as this one tries to show. `Space` brings more of it into view, one comfortable step at a time, while the focus stays in the list. ' +
      '`Enter` or `o` opens a paper and `Esc` returns to the place you came from, down to the row. ' +
      'When $h_{\\text{abstract}} \\le h_{\\text{pane}}$ the whole text is visible already, and we recommend that the reader read it.',
    authors: ['Paige Turner-Lee', 'Olga Fold'],
    keywords: ['reading', 'abstract', 'opening'],
    votes: 54,
    comments: 3,
  },
  {
    title: 'Margins Without Paper: One Note for Every Paper, Saved While You Type',
    abstract:
      'Thoughts about a paper are most valuable within the minute in which they occur, and are then usually lost. `Shift+N` puts the cursor into the note of the paper, which is plain Markdown and is stored exactly as typed. ' +
      'There is no button for saving, because saving never stops. Formulas such as $e^{i\\pi} + 1 = 0$ are written between dollars and set in the preview; `[[sample-08]]` makes a link to this very paper. ' +
      '`Esc` returns to the list, and all your notes are gathered under `g` and then `n`.',
    authors: ['Nell Margin', 'Marek Quill', 'Ines Blot'],
    organization: 'University of the Margin',
    keywords: ['notes', 'markdown', 'saving'],
    summary: 'Shift+N opens the note; it is saved while you type.',
    votes: 131,
    comments: 17,
    stars: 77,
  },
  {
    title: 'A Word of Your Own: Tags as the Smallest Useful Taxonomy',
    abstract:
      'Keywords are what others call a paper; a tag is what you call it. Pressing `t` asks for one or several, and words that you used before are offered after a letter or two. ' +
      'A taxonomy of $t$ tags needs no committee meetings for small $t$, a result we state without proof. Each tag has its own place in the sidebar with everything that carries it. ' +
      'The search box understands `tag:methods` in the same spirit.',
    authors: ['Tamsin Label', 'Aki Shelf'],
    organization: 'University of the Margin',
    keywords: ['tags', 'order', 'sidebar'],
    votes: 61,
    comments: 5,
  },
  {
    title: 'Formulas Deserve Typesetting: $\\lambda$, $\\sqrt{n}$ and Other Residents of Abstracts',
    abstract:
      'In many feeds a formula arrives as rubble, and `9times` has to be guessed to mean $9\\times$. Dogear asks arXiv for the abstract as its authors wrote it and sets the math: a loss ' +
      '$\\mathcal{L}(\\theta) = \\mathbb{E}_{x \\sim p}\\left[ \\lVert f_\\theta(x) - x \\rVert^2 \\right]$, a rate of $10^{-4}$, an accent in Schr\\"odinger. A display stands on its own line: ' +
      '$$\\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}.$$ ' +
      'What cannot be read is shown as it was written, and a price of $5 remains a price. No formula was harmed in the making of this entry.',
    authors: ['Lambda Grotesk', 'Ana Bracket', 'Emil Serif'],
    organization: 'Society for Legible Equations',
    keywords: ['math', 'arXiv', 'typesetting'],
    summary: 'Abstracts from arXiv keep their math, and it is set as math.',
    votes: 164,
    comments: 12,
    stars: 229,
  },
  {
    title: 'Why the Vote Count You See Was True at Eight This Morning',
    abstract:
      'A number without a time is a rumour. Votes, comments and stars are read from Hugging Face when a day is synced, and each is shown with the moment $t_0$ at which it was read; about $t > t_0$ no claim is made. ' +
      'When a count has changed between two readings, both are kept, and a small line beside the number shows the way from one to the other. ' +
      'The order of a day stays fixed while you read it, however the voters feel. The figures under this entry were invented, and say so here.',
    authors: ['Vera Velocity', 'Walt Regrett', 'Uwe Whenn'],
    organization: 'Office of Dated Figures',
    keywords: ['votes', 'honesty', 'figures'],
    votes: 33,
    comments: 8,
  },
  {
    title: 'Written by a Machine, and Labelled So: A Note on Summaries',
    abstract:
      'Some papers come with a sentence or two written by a model. It is useful roughly with probability $p$, where $p$ is neither 0 nor 1, and so it stands in a frame of its own that says who wrote it. ' +
      "It never takes the place of the abstract and is never mixed with the authors' words. " +
      'Above this abstract you see where it stands; in the samples a person wrote it, which we admit with some pride.',
    authors: ['Otto Prompt', 'Clara Source'],
    organization: 'Office of Dated Figures',
    keywords: ['summaries', 'labels', 'honesty'],
    summary: 'A sentence by a model would stand here, marked as such; a person wrote this one.',
    votes: 47,
    comments: 19,
  },
  {
    title: 'A Graceful Exit: How the Samples Leave, All of Them, at Once',
    abstract:
      'Guests who know when to leave are asked again. The sample days are never counted among real papers, and they step aside by themselves as soon as your first real day is stored. ' +
      'To see them off earlier, press `Ctrl+K` (`Cmd+K` on a Mac), type "remove" and choose to remove the sample days: one action removes all $27$ entries. ' +
      'Should you miss them, `z` brings them back, for this too can be undone.',
    authors: ['Solveig Samples', 'Finn Last'],
    keywords: ['samples', 'commands', 'removal'],
    summary: 'One command removes the sample days; they never mix with real ones.',
    votes: 72,
    comments: 4,
  },
]
