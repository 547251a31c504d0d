// Owns the proof that a search finds what is stored, understands what is typed, and keeps in step with the library.
import { describe, expect, test } from 'vitest'
import { storeFile } from '#core/storage/file-rows.ts'
import { searchedLibrary, storeMark, storeNote, storePapers, storeTag } from './searched-library.ts'

const LAMPS = [
  {
    id: '2611.00001',
    title: 'Lantern diffusion for harbour scenes',
    abstract: 'We light harbours with diffusing lanterns.',
    authors: ['Ada Quill', 'Bo Łukasz'],
  },
  {
    id: '2611.00002',
    title: 'A survey of harbour signals',
    abstract: 'Signals and lanterns. Diffusion is not used here.',
    authors: ['Cy Marsh'],
  },
  { id: '2611.00003', title: 'Meadow compass', abstract: 'A compass that reads meadows with state space models.', authors: ['Ada Marsh'] },
  {
    id: '2611.00004',
    title: 'Orchard whistles',
    abstract: 'The space of each state is small; models whistle.',
    authors: ['Di Fen'],
    day: '2026-10-02',
  },
]

describe('finding', () => {
  test('a word is found in every form, and typed forms come first', async () => {
    const { found } = searchedLibrary(LAMPS)
    expect(await found('lanterns ')).toEqual(['2611.00001', '2611.00002'])
    expect(await found('diffuse ')).toEqual(['2611.00001', '2611.00002'])
    expect(await found('meadow ')).toEqual(['2611.00003'])
  })

  test('the last word may be unfinished, at every letter', async () => {
    const { found } = searchedLibrary(LAMPS)
    for (let length = 2; length <= 'diffusion'.length; length += 1)
      expect(await found(`lantern ${'diffusion'.slice(0, length)}`)).toContain('2611.00001')
    expect(await found('lantern diffusio ')).not.toEqual([])
  })

  test('authors, organization, keywords, categories, tags and notes are searched, each by its operator too', async () => {
    const { library, found } = searchedLibrary([
      ...LAMPS,
      { id: '2611.00009', title: 'Plain', organization: 'Quillworks', keywords: ['ember glow'], categories: ['cs.CL', 'stat.ML'] },
    ])
    storeNote(library, '2611.00004', 'compare with the *orrery*')
    storeTag(library, '2611.00002', 'keepsake')
    expect(await found('quill ')).toEqual(['2611.00001'])
    expect(await found('author:ada title:compass ')).toEqual(['2611.00003'])
    expect(await found('org:quillworks ')).toEqual(['2611.00009'])
    expect(await found('keyword:ember ')).toEqual(['2611.00009'])
    expect(await found('category:cs.cl ')).toEqual(['2611.00009'])
    expect(await found('category:cs.ml ')).toEqual([])
    expect(await found('orrery ')).toEqual(['2611.00004'])
    expect(await found('note:compare ')).toEqual(['2611.00004'])
    expect(await found('keepsake ')).toEqual(['2611.00002'])
    expect(await found('title:ada ')).toEqual([])
  })

  test('accents, Greek, other scripts and TeX are found as they are typed', async () => {
    const { found } = searchedLibrary([
      { id: '2611.00001', title: 'Naïve \\"Uber-nets for $\\alpha$-divergence', authors: ['Žofie Łąka', '王小明'] },
      { id: '2611.00002', title: 'Plain', abstract: 'Обучение моделей' },
    ])
    for (const text of ['naive ', 'naïve ', 'alpha ', 'α ', 'zofie ', 'Žofie ', 'laka ', '王小明 ', '小 ', 'uber '])
      expect(await found(text), text).toEqual(['2611.00001'])
    expect(await found('обучение ')).toEqual(['2611.00002'])
  })

  test('a phrase is found word for word only', async () => {
    const { found, ask } = searchedLibrary(LAMPS)
    expect(await found('"state space" ')).toEqual(['2611.00003'])
    expect(await found('"space of each state" ')).toEqual(['2611.00004'])
    expect(await found('models -"state space" ')).toEqual(['2611.00004'])
    const apart = await ask('"space models whistle" ')
    expect(apart.hits.map((hit) => hit.id)).toEqual(['2611.00004'])
    expect(apart.remark).toContain('apart')
  })

  test('an identifier or address goes straight to the paper, and says when it is not there', async () => {
    const { ask } = searchedLibrary(LAMPS)
    for (const text of [
      '2611.00003',
      'arXiv:2611.00003v1',
      'https://arxiv.org/abs/2611.00003v2',
      'https://arxiv.org/pdf/2611.00003',
      'https://huggingface.co/papers/2611.00003',
      'hf.co/papers/2611.00003',
    ])
      expect(
        (await ask(text)).hits.map((hit) => hit.id),
        text,
      ).toEqual(['2611.00003'])
    expect(await ask('2611.09999')).toMatchObject({ hits: [], remark: expect.stringContaining('2611.09999') as string })
  })

  test('says that a paper which an address names is not here, and finds the notes that name it', async () => {
    const { library, ask } = searchedLibrary([
      { id: '2611.00001', title: 'An archive of https addresses', abstract: 'See arxiv.org/abs for more.' },
      { id: '2611.00002' },
    ])
    storeNote(library, '2611.00002', 'As in 2611.99999, but later.')
    for (const text of ['https://arxiv.org/abs/2611.99999', '2611.99999']) {
      const { hits, remark } = await ask(text)
      expect(hits.map((hit) => hit.id)).toEqual(['2611.00002'])
      expect(remark).toBe('2611.99999 isn’t in this library.')
    }
    expect(await ask('https://huggingface.co/papers/2611.88888')).toMatchObject({ hits: [], total: 0, relaxed: null })
  })
})

describe('asking less of the papers', () => {
  test('a misspelt word finds what was meant and suggests it', async () => {
    const { ask } = searchedLibrary(LAMPS)
    const answer = await ask('Lantern diffusoin ')
    expect(answer.hits.map((hit) => hit.id)).toContain('2611.00001')
    expect(answer.suggestion).toBe('Lantern diffusion')
    expect(answer.remark).toContain('diffusoin')
    expect((await ask('harbuor ')).suggestion).toMatch(/^harbours?$/)
  })

  test('a rare word that is there is not taken for a slip', async () => {
    const { ask } = searchedLibrary(LAMPS)
    expect(await ask('whistles ')).toMatchObject({ total: 1, suggestion: null, remark: null })
  })

  test('fewer words will do when no paper has all, and says so', async () => {
    const { ask } = searchedLibrary(LAMPS)
    const answer = await ask('harbour lantern zeppelin ')
    expect(answer.hits[0]?.id).toBe('2611.00001')
    expect(answer.remark).toContain('most of them')
  })

  test('papers with one of two words are no answer where a paper has both', async () => {
    const { found } = searchedLibrary(LAMPS)
    expect(await found('lantern survey ')).toHaveLength(1)
    expect((await found('lantern zeppelin ')).length).toBeGreaterThan(1)
  })

  test('an excluded word stays out however little is found', async () => {
    const { found } = searchedLibrary(LAMPS)
    expect(await found('lantern -survey ')).toEqual(['2611.00001'])
    expect(await found('lantern zeppelin -lantern ')).toEqual([])
  })

  test('stop words alone find nothing and say why; with others they change nothing', async () => {
    const { ask, found } = searchedLibrary(LAMPS)
    expect((await ask('the of which ')).remark).toContain('nearly every paper')
    expect(await found('the compass ')).toEqual(['2611.00003'])
  })

  test('a word with * that stands for very many is bounded and says so', async () => {
    const { ask } = searchedLibrary(Array.from({ length: 150 }, (_, at) => ({ id: `2611.${10_000 + at}`, title: `lamp${at}x` })))
    const answer = await ask('lamp*x ')
    expect(answer.remark).toContain('most common')
    expect(answer.total).toBe(100)
    expect((await ask('lamp12*x ')).remark).toBeNull()
  })
})

describe('what the database decides', () => {
  function marked() {
    const searched = searchedLibrary([
      { id: '2611.00001', title: 'Lamp one', votes: 10, codeUrl: 'https://example.org/a' },
      { id: '2611.00002', title: 'Lamp two', votes: 60, stars: 7, day: '2026-11-12' },
      { id: '2611.00003', title: 'Lamp three', votes: 99, day: '2025-03-14' },
    ])
    storeMark(searched.library, '2611.00002', 'later', { read: 1 })
    storeMark(searched.library, '2611.00003', 'archive', { snoozedUntil: '2030-01-01' })
    storeNote(searched.library, '2611.00002', 'a note')
    storeTag(searched.library, '2611.00003', 'Old Lamps')
    const hash = 'a'.repeat(64)
    storeFile(searched.library.store, {
      hash,
      bytes: 1,
      paperId: '2611.00001',
      version: 1,
      title: 'Lamp one',
      origin: 'arxiv',
      addedAtMs: 0,
    })
    searched.library.store.sql
      .prepare(
        `INSERT INTO annotations (id, paper_id, file_hash, kind, colour, comment, targets, text, sort_key, page_label, anchor_state, anchor_score, created_at_ms, modified_at_ms)
         VALUES ('a mark', '2611.00003', ?, 'highlight', 'yellow', '', '[]', 'words', '0', '1', 'exact', 1, 0, 0)`,
      )
      .run(hash)
    return searched
  }

  test.each([
    ['is:inbox', ['2611.00001']],
    ['is:later', ['2611.00002']],
    ['is:archive', []],
    ['is:snoozed', ['2611.00003']],
    ['is:read', ['2611.00002']],
    ['is:unread', ['2611.00001', '2611.00003']],
    ['has:code', ['2611.00001']],
    ['has:note', ['2611.00002']],
    ['has:tag', ['2611.00003']],
    ['has:pdf', ['2611.00001']],
    ['-has:pdf', ['2611.00002', '2611.00003']],
    ['has:annotation', ['2611.00003']],
    ['tag:"old lamps"', ['2611.00003']],
    ['-tag:"old lamps"', ['2611.00001', '2611.00002']],
    ['votes:>50', ['2611.00002', '2611.00003']],
    ['stars:>1', ['2611.00002']],
    ['on:2025-03-14', ['2611.00003']],
    ['on:2025', ['2611.00003']],
    ['after:2026-11-15', ['2611.00001']],
    ['before:2026', ['2611.00003']],
    ['on:"last week"', ['2611.00002']],
    ['has:code OR has:note', ['2611.00001', '2611.00002']],
    ['(votes:>50 -is:later) OR has:code', ['2611.00001', '2611.00003']],
  ])('%s, alone and beside a word', async (text, ids) => {
    const { found } = marked()
    expect((await found(text)).toSorted(), text).toEqual(ids)
    expect((await found(`lamp ${text}`)).toSorted(), `lamp ${text}`).toEqual(ids)
    expect(await found(`zeppelin ${text}`)).toEqual([])
  })

  test('filters alone list the newest first', async () => {
    const { found } = marked()
    expect(await found('votes:>1')).toEqual(['2611.00001', '2611.00002', '2611.00003'])
  })

  test('an answer follows a change of marks at once', async () => {
    const { library, search, found } = marked()
    expect(await found('is:later')).toEqual(['2611.00002'])
    storeMark(library, '2611.00001', 'later')
    search.changed(['2611.00001'])
    expect((await found('is:later')).toSorted()).toEqual(['2611.00001', '2611.00002'])
  })
})

describe('the answer', () => {
  test('marks what matched in the title and in the best passage, and names the fields', async () => {
    const filler = 'Nothing of interest stands in this sentence about tables. '.repeat(12)
    const { ask } = searchedLibrary([
      { id: '2611.00001', title: 'Harbours at dusk', abstract: `${filler}Lanterns light the harbour at night. ${filler}` },
    ])
    const [hit] = (await ask('harbour lantern ')).hits
    const marked = (part: { text: string; marks: [number, number][] } | undefined) =>
      part?.marks.map(([start, end]) => part.text.slice(start, end))
    expect(marked(hit?.title)).toEqual(['Harbours'])
    expect(marked(hit?.snippet)).toEqual(['Lanterns', 'harbour'])
    expect(hit?.snippet.text).toMatch(/^… Lanterns light the harbour.* …$/)
    expect(hit?.snippet.text.length).toBeLessThan(260)
    expect(hit?.fields).toEqual(['title', 'abstract'])
  })

  test('only so many hits as are wanted have texts, and the thread has turns while many are read', async () => {
    const { search, ask, turns } = searchedLibrary(
      Array.from({ length: 90 }, (_, at) => ({ id: `2611.${10_000 + at}`, title: `Lamp ${at}` })),
    )
    const all = await ask('lamp ')
    const before = turns()
    const { hits } = await search.query({ text: 'lamp ', limit: 100, texts: 2 }, { signal: new AbortController().signal })
    const afterTwo = turns()
    await ask('lamp ')
    expect(turns() - afterTwo).toBe(afterTwo - before + 2)
    expect(hits.map(({ id, score }) => ({ id, score }))).toEqual(all.hits.map(({ id, score }) => ({ id, score })))
    expect(hits.map(({ title }) => title.text === '')).toEqual(hits.map((_, at) => at >= 2))
    expect(hits[1]).toEqual(all.hits[1])
  })

  test('the count is of all, the hits of the best', async () => {
    const { ask } = searchedLibrary(Array.from({ length: 30 }, (_, at) => ({ id: `2611.${10_000 + at}`, title: `Lamp ${at}` })))
    const answer = await ask('lamp ', 7)
    expect(answer.hits).toHaveLength(7)
    expect(answer.total).toBe(30)
  })

  test('a cancelled search rejects with the reason it was cancelled for', async () => {
    const { search } = searchedLibrary(LAMPS)
    const controller = new AbortController()
    const reason = new Error('typed on')
    const asked = search.query({ text: 'lamp', limit: 5 }, { signal: controller.signal })
    controller.abort(reason)
    await expect(asked).rejects.toBe(reason)
  })
})

describe('keeping in step', () => {
  const many = Array.from({ length: 400 }, (_, at) => ({
    id: `2611.${10_000 + at}`,
    title: `Lamp ${at}`,
    day: `2026-${String(1 + (at % 11)).padStart(2, '0')}-15`,
  }))

  test('answers from what is there while it indexes, newest days first', async () => {
    const { search, ask } = searchedLibrary(many)
    search.start()
    while ((await ask('nothing')).index.indexed === 0) continue
    const early = await ask('lamp ', 1000)
    expect(early.index.total).toBe(400)
    expect(early.index.indexed).toBeLessThan(400)
    expect(new Set(early.hits.map((hit) => many.find(({ id }) => id === hit.id)?.day))).toContain('2026-11-15')
    while ((await ask('nothing')).index.indexed < 400) continue
    expect((await ask('lamp ')).total).toBe(400)
  })

  test('gives the thread a turn at least every 64 papers', async () => {
    const { ask, turns } = searchedLibrary(many)
    await ask('lamp')
    expect(turns()).toBeGreaterThanOrEqual(400 / 64)
  })

  test('an edit, a new paper and a removal are in the next answer', async () => {
    const { library, search, found } = searchedLibrary(LAMPS)
    expect(await found('zeppelin ')).toEqual([])
    storeNote(library, '2611.00001', 'a zeppelin')
    search.changed(['2611.00001'])
    expect(await found('zeppelin ')).toEqual(['2611.00001'])
    storePapers(library, [{ id: '2611.00005', title: 'Zeppelin lamps' }])
    library.store.sql.prepare('DELETE FROM notes').run()
    search.changed(['2611.00001', '2611.00005'])
    expect(await found('zeppelin ')).toEqual(['2611.00005'])
    library.store.sql.prepare("DELETE FROM papers WHERE id = '2611.00005'").run()
    search.changed(['2611.00005'])
    expect(await found('zeppelin ')).toEqual([])
  })

  test('a day of papers is in the next answer, and the thread has turns while it is indexed', async () => {
    const { library, search, ask, turns } = searchedLibrary(LAMPS)
    search.start()
    await ask('nothing')
    const day = Array.from({ length: 41 }, (_, at) => ({ id: `2612.${10_000 + at}`, title: `Zeppelin ${at}` }))
    const turnsOf = async (papers: typeof day): Promise<number> => {
      storePapers(library, papers)
      search.changed(papers.map(({ id }) => id))
      const before = turns()
      expect((await ask('zeppelin ', 1)).hits).toHaveLength(1)
      return turns() - before
    }
    const ofOne = await turnsOf(day.slice(0, 1))
    expect(await turnsOf(day)).toBeGreaterThanOrEqual(ofOne + 2)
    expect((await ask('zeppelin ')).total).toBe(41)
  })

  test('a change of anything is found out by itself', async () => {
    const { library, search, found, told } = searchedLibrary(LAMPS)
    await found('lamp')
    library.store.sql.prepare("DELETE FROM papers WHERE id = '2611.00002'").run()
    storePapers(library, [{ id: '2611.00005', title: 'Zeppelin lamps' }])
    const before = told()
    search.changed(null)
    while (told() === before) await new Promise((resolve) => setImmediate(resolve))
    expect(await found('zeppelin ')).toEqual(['2611.00005'])
    expect(await found('survey ')).toEqual([])
  })

  test('changes that never cease do not keep it from the oldest papers', async () => {
    const { search, ask } = searchedLibrary(many)
    search.start()
    for (let round = 0; round < 100; round += 1) {
      search.changed(null)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect((await ask('lamp ')).total).toBe(400)
  })

  test('sample papers are found only until the first real day', async () => {
    const { library, search, found } = searchedLibrary([{ id: 'sample-01', title: 'Sample lamp', sample: true, day: '2020-01-01' }])
    expect(await found('lamp ')).toEqual(['sample-01'])
    storePapers(library, [{ id: '2611.00001', title: 'Real lamp' }])
    search.changed(['2611.00001'])
    expect(await found('lamp ')).toEqual(['2611.00001'])
  })

  test('once closed it does no more work', async () => {
    const { search, told, turns } = searchedLibrary(many)
    search.start()
    search.close()
    const before = turns()
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    expect(turns()).toBeLessThanOrEqual(before + 1)
    expect(told()).toBe(0)
  })
})
