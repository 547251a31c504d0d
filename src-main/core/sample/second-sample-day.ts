// Owns the entries of the older sample day: what makes the second week with Dogear better than the first.
import type { SampleEntry } from './sample-entry.ts'

export const secondSampleDay: readonly SampleEntry[] = [
  {
    title: 'Finding It Again in a Year: Search as Memory With a Slash',
    abstract:
      'The half-life of remembering where one read something is about $\\tau = 9$ days. Pressing `/` puts the cursor into the search box, and results take the place of the list while you type. ' +
      'Titles, abstracts, authors, tags and your own notes are searched, all of it on this machine and without a network. ' +
      '`Esc` puts you back where you were, with the memory refreshed and the thread unbroken. The samples themselves stay out of the results once there are real papers to find.',
    authors: ['Remy Recall', 'Stella Stem', 'Ulf Posting'],
    organization: 'Typed Array Group',
    keywords: ['search', 'memory', 'offline'],
    summary: 'Press / and type; everything stored is searched, notes too.',
    votes: 121,
    comments: 10,
    stars: 188,
  },
  {
    title: 'Small Words, Large Effect: Operators for the Search Box',
    abstract:
      'A search for everything about diffusion returns everything about diffusion. We study how few characters are needed to do better. `author:` and `title:` look into one field, `tag:` finds your own word, and quotation marks hold a phrase together. ' +
      '`is:later` or `is:shortlist` keeps to a state, `has:note` or `has:code` to papers that have one, and a minus sign before a word removes it. ' +
      'Each operator shrinks the results by a factor $q < 1$, so that three of them leave $q^3$ of the haystack. What is no operator is simply a word.',
    authors: ['Opal Colon', 'Bo Minus', 'Quentin Marks'],
    organization: 'Typed Array Group',
    keywords: ['search', 'operators', 'filters'],
    votes: 84,
    comments: 7,
  },
  {
    title: 'If You Forget Everything Else: One Palette for Every Command',
    abstract:
      'Human memory holds about $7 \\pm 2$ shortcuts, and Dogear has more. `Ctrl+K`, or `Cmd+K` on a Mac, opens the command palette: type a part of what you want, and the action appears together with its key. ' +
      'Views, tags and papers are found there by name as well. After some weeks the palette has taught you the keys and is needed less, which we consider a success and not a loss of users.',
    authors: ['Penny Lett', 'Kai Command'],
    keywords: ['palette', 'commands', 'learning'],
    summary: 'Ctrl or Cmd with K finds every action, place and paper by name.',
    votes: 109,
    comments: 13,
    stars: 64,
  },
  {
    title: 'A Question Mark Is an Answer: The Keys of the Place You Are In',
    abstract:
      'Manuals describe every place at once; readers are in one. Pressing `?` shows the keys that act where you are, and no others. ' +
      'A key that is shown anywhere on the screen is the key that is bound now, so that the screen cannot disagree with the keyboard. ' +
      'Let $K$ be the set of keys and $K_{\\text{here}} \\subset K$ those that matter; the sheet shows $K_{\\text{here}}$ and fits on one page. `Esc` closes it.',
    authors: ['Wanda Which', 'Hugo Howe'],
    organization: 'Bureau of Reasonable Ambitions',
    keywords: ['keys', 'help', 'learning'],
    votes: 45,
    comments: 2,
  },
  {
    title: 'Out of Sight Until Monday: Snoozing as a Scheduling Primitive',
    abstract:
      'A paper can be good and the day wrong. `h` snoozes it: the paper leaves the list and returns on the day you choose, in the state it had. ' +
      'It waits under `g` and then `z` meanwhile, where impatience is allowed. Formally, a paper snoozed until day $d$ is invisible for all $t < d$ and no older for it. ' +
      'We snoozed a draft of this abstract twice, to its benefit.',
    authors: ['Dorma Bell', 'Milo Monday'],
    organization: 'Institute for Quiet Mornings',
    keywords: ['snooze', 'scheduling', 'inbox'],
    summary: 'Press h to send a paper away until a day you choose.',
    votes: 92,
    comments: 9,
  },
  {
    title: 'Your Order, Not Ours: Sorting a Reading List by Hand',
    abstract:
      'Every ranking function encodes an opinion, and the best-calibrated opinion about what you should read next is yours. In Later and in Shortlist, `Alt+↑` and `Alt+↓` move a paper up and down, and the order is kept for good. ' +
      'A list of $n$ papers has $n!$ orders; we make no assumption about which is right. ' +
      'Other orders, by votes or by date, can be looked at with `Shift+V` without disturbing the one you made.',
    authors: ['Ada Above', 'Ben Neath', 'Cleo Between'],
    organization: 'Bureau of Reasonable Ambitions',
    keywords: ['reading list', 'order', 'sorting'],
    votes: 66,
    comments: 5,
  },
  {
    title: 'Yesterday Is One Bracket Away: A Calendar for People With Keyboards',
    abstract:
      'Days of papers form a line, and a line wants two keys. `[` goes to the day before and `]` to the day after; `g` and then `t` returns to today. Saturdays and Sundays are empty, as they should be. ' +
      '`g w` shows the week, `g m` the month and `g r` what is trending. ' +
      'For a day $D$ the next is $D + 1$, except on Fridays, where it is $D + 3$.',
    authors: ['Cal Enders', 'Frida Datum'],
    organization: 'Office of Dated Figures',
    keywords: ['days', 'weeks', 'moving'],
    votes: 58,
    comments: 4,
  },
  {
    title: 'Offline Is a State, Not an Error: Reading at Eleven Kilometres',
    abstract:
      'We remove the network and observe the reader. Every paper that was synced stays readable, decisions and notes are kept, search works, and nothing turns red. ' +
      'What waits for a connection is listed under `g` and then `a`, and it resumes by itself when the connection is back. ' +
      'Measured at a cruising altitude of $h \\approx 1.1 \\times 10^4$ m, the only thing that differed was the view from the window. Dogear mentions its absence once, quietly, at the foot of the sidebar.',
    authors: ['Piotr Plane', 'Queenie Queue'],
    organization: 'Window Seat Research',
    keywords: ['offline', 'network', 'calm'],
    summary: 'Without a network everything stored stays usable, and waiting work resumes by itself.',
    votes: 157,
    comments: 16,
    stars: 401,
  },
  {
    title: 'How the Papers Get Here: A Short Account of Syncing',
    abstract:
      'When Dogear starts, every few hours after that, and whenever you press `Shift+R`, it asks Hugging Face for the last fourteen days: new papers appear and votes move. ' +
      'The days before, back to May 2023, are fetched in the background, newest first and at a polite rate of $r \\le r_{\\max}$ requests. ' +
      'Syncing writes only what came from outside and never touches your decisions, tags or notes; that is a rule of its construction and not a matter of care. A day that arrives twice changes nothing the second time.',
    authors: ['Sven Fetcher', 'Ida Idem', 'Lou Again'],
    organization: 'Window Seat Research',
    keywords: ['syncing', 'background', 'safety'],
    votes: 74,
    comments: 6,
    stars: 95,
  },
  {
    title: 'Several at Once: Selecting Papers Like a Person With Somewhere to Be',
    abstract:
      'Some mornings agree with themselves: eleven papers, one verdict. `x` selects a paper, and `Shift+J` and `Shift+K` extend the selection down and up; `Ctrl+A` or `Cmd+A` takes the whole list. ' +
      'A decision, a tag or a snooze then applies to all $m$ selected papers as one step, and one `z` takes all of it back. ' +
      '`Esc` lets go of the selection. The authors selected each other for this work and decided in common.',
    authors: ['Max Many', 'Alia Same', 'Rolf Likewise', 'Sunniva Ditto'],
    keywords: ['selecting', 'deciding', 'undo'],
    summary: 'Select with x, then decide once for all.',
    votes: 39,
    comments: 1,
  },
  {
    title: 'No Debt by Design: Why Your Inbox Begins Two Weeks Ago',
    abstract:
      'A new reader of an old feed faces $N \\approx 10^4$ undecided papers, a number that has ended better habits than this one. ' +
      'We therefore let the inbox hold only undecided papers of the days since your first start and of the fourteen days before it. Everything older is there to browse, and none of it is owed. ' +
      '`g` and then `i` shows what is left; `n` and `p` jump between undecided papers and skip the rest.',
    authors: ['Nona Guilt', 'Felix Slate'],
    organization: 'Institute for Quiet Mornings',
    keywords: ['inbox', 'calm', 'days'],
    summary: 'Old days are there to browse; only recent ones ask for a decision.',
    votes: 133,
    comments: 21,
  },
  {
    title: 'Seen Is Not Settled: Read and Unread as an Independent Axis',
    abstract:
      'Whether a paper was read and what was decided about it are different questions, and conflating them has confused a generation of inboxes. `m` marks a paper as read, or as unread again, and leaves its state alone. ' +
      'With five states and one bit there are $5 \\times 2 = 10$ situations, of which people use four. ' +
      'A paper that was read is set a little quieter in the list, so that the eye finds the others.',
    authors: ['Reda Page', 'Una Opened'],
    keywords: ['read', 'unread', 'states'],
    votes: 28,
    comments: 2,
  },
  {
    title: 'To the Source and Back: Opening Pages and Copying References',
    abstract:
      'A reader is not the last stop. `v` opens a paper on Hugging Face and `Shift+O` its PDF, both in your own browser; the links to arXiv, code and project pages stand under the title of the paper. ' +
      '`y` copies a reference and `Shift+Y` its BibTeX, ready for the document that has been waiting for it. ' +
      'Samples have no page to open, which saves everyone a click: the citation graph of this entry has $|E| = 0$ edges.',
    authors: ['Lina Kout', 'Bib Tecks'],
    organization: 'University of the Margin',
    keywords: ['links', 'references', 'BibTeX'],
    votes: 51,
    comments: 3,
    stars: 23,
  },
  {
    title: 'Light, Dark, and Enough Room: Arranging the Window',
    abstract:
      'Comfort is a parameter. `Ctrl+,`, or `Cmd+,` on a Mac, opens the settings, with themes for day, night and everything between, and a size $\\sigma \\in [0.8, 2]$ for the text. ' +
      '`\\` hides the sidebar when only the papers should be seen, and brings it back. The borders between the panes can be moved, and they stay where you left them. ' +
      'The settings also say which addresses Dogear may ask; there are two of them, and no others are asked.',
    authors: ['Luma Day', 'Nico Night'],
    organization: 'Society for Legible Equations',
    keywords: ['settings', 'themes', 'window'],
    votes: 42,
    comments: 6,
  },
]
