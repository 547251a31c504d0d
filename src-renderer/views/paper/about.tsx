// Owns the rest of what is known of a paper: its days, who brought it, what arXiv says, its keywords.
import type { ReactNode } from 'react'
import { type PaperDetail, paperLinks } from '#domain/paper.ts'
import { go } from '#renderer/actions/go.ts'
import { openAddress } from '#renderer/actions/paper.ts'
import { nowMs, useToday } from '#renderer/state/clock.ts'
import { openDialog } from '#renderer/state/window.ts'
import { counted } from '#domain/counted.ts'
import { fullDate, isSampleDay, longDay, readAt } from '#renderer/words/days.ts'
import { Key } from '../pieces/key.tsx'
import { Tag } from '../pieces/marks.tsx'
import { Avatar } from '../pieces/picture.tsx'
import style from './paper.module.css'

export function About({ detail }: { detail: PaperDetail }) {
  const { arxiv, submitter, keywords, days } = detail
  const thisYear = useToday().slice(0, 4)
  const links = paperLinks(detail.id)
  const from = { arxiv: 'arXiv, with its math', 'hugging-face': 'Hugging Face, which flattens math', sample: 'Dogear’s own sample' }[
    detail.abstractFrom
  ]
  return (
    <section aria-labelledby="about-title">
      <h3 className={style.section} id="about-title">
        About
      </h3>
      <dl className={style.about}>
        {days.length > 0 && (
          <Fact name={days.length === 1 ? 'Day' : 'Days'}>
            {days.map(({ day, place, papers }) => (
              <div key={day}>
                <button type="button" className={style.link} onClick={() => go({ kind: 'day', day })}>
                  {isSampleDay(day) ? 'Sample day' : longDay(day, thisYear)}
                </button>
                {`, place ${place} of ${papers}`}
              </div>
            ))}
          </Fact>
        )}
        {submitter && (
          <Fact name="Submitted by">
            {submitter.name}
            {submitter.handle !== submitter.name && <span className={style.quiet}> @{submitter.handle}</span>}
          </Fact>
        )}
        {links && (
          <Fact name="Community">
            {detail.comments === null ? 'Comments not told' : counted(detail.comments, 'comment')}
            {detail.authorsTakePart && ', authors take part'}
            {' · '}
            <button type="button" className={style.link} onClick={() => openAddress(links.huggingFace)}>
              Discuss and vote
            </button>{' '}
            <Key action="paper.web" />
          </Fact>
        )}
        <Fact name="Following">
          {detail.follows.length > 0 && `${detail.follows.join(', ')} · `}
          <button type="button" className={style.link} onClick={() => openDialog({ kind: 'follow', id: detail.id })}>
            {detail.follows.length > 0 ? 'Change' : 'Follow someone or something of this paper'}
          </button>{' '}
          <Key action="paper.follow" />
        </Fact>
        {detail.organization !== null && (
          <Fact name="Organization">
            <Avatar id={detail.id} />
            {detail.organization}
            {detail.organizationHandle !== null && <span className={style.quiet}> @{detail.organizationHandle}</span>}
          </Fact>
        )}
        {keywords.length > 0 && (
          <Fact name="Keywords">
            <span className={style.chips}>
              {keywords.map((keyword) => (
                <Tag key={keyword} name={keyword} />
              ))}
            </span>
          </Fact>
        )}
        {detail.codeUrl !== null && <Address name="Code" url={detail.codeUrl} />}
        {detail.projectUrl !== null && <Address name="Project" url={detail.projectUrl} />}
        {arxiv?.comment != null && <Fact name="Comment">{arxiv.comment}</Fact>}
        {arxiv?.journalRef != null && <Fact name="Published in">{arxiv.journalRef}</Fact>}
        {arxiv?.doi != null && <Address name="DOI" url={`https://doi.org/${arxiv.doi}`} words={arxiv.doi} />}
        {arxiv && (
          <Fact name="arXiv">
            version {arxiv.version}
            {arxiv.primaryCategory !== null && `, ${arxiv.primaryCategory} first`}
            {arxiv.updatedAtMs !== null && arxiv.updatedAtMs !== arxiv.publishedAtMs && `, revised ${fullDate(arxiv.updatedAtMs)}`}
          </Fact>
        )}
        <Fact name="Abstract from">{from}</Fact>
        {links && <Address name="Page" url={links.huggingFace} />}
        {detail.savedAtMs !== null && <Fact name="First saved">{readAt(detail.savedAtMs, nowMs()).replace(/^at /, 'today at ')}</Fact>}
      </dl>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Address({ name, url, words }: { name: string; url: string; words?: string }) {
  return (
    <Fact name={name}>
      <a
        href={url}
        target="_blank"
        rel="noopener noreferrer"
        onClick={(event) => {
          event.preventDefault()
          openAddress(url)
        }}
      >
        {words ?? url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '')}
      </a>
    </Fact>
  )
}
