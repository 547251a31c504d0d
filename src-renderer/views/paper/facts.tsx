// Owns the line of figures and links under a paper's title; every figure says when it was read.
import { MessageSquare, Star } from 'lucide-react'
import { type PaperDetail, paperLinks, type PaperRow } from '#domain/paper.ts'
import { type ActionId, actions } from '#contract/actions.ts'
import { nowMs, useToday } from '#renderer/state/clock.ts'
import { perform } from '#renderer/actions/perform.ts'
import { readAt } from '#renderer/words/days.ts'
import { counted, wholeCount } from '#domain/counted.ts'
import { Button } from '../pieces/button.tsx'
import { VoteMark, votesSince, VotesLine } from '../pieces/votes.tsx'
import { Tip } from '../pieces/tips.tsx'
import style from './paper.module.css'

export function Facts({ row, detail }: { row: PaperRow; detail: PaperDetail }) {
  // a time of today is a date tomorrow
  useToday()
  const rise = votesSince(detail.history)
  const hasLinks = paperLinks(row.id) !== null
  const sign = rise && rise.votes > 0 ? '+' : ''
  return (
    <div className={style.facts}>
      <span>
        <VoteMark size={13} />
        {wholeCount(row.votes)}
        {row.sample ? ' votes' : ` ${readAt(row.metricsReadAtMs, nowMs())}`}
        {rise && rise.votes !== 0 && `, ${sign}${rise.votes} since ${rise.since}`}
      </span>
      <VotesLine history={detail.history} />
      {row.comments !== null && (
        <span title={counted(row.comments, 'comment')}>
          <MessageSquare size={13} strokeWidth={1.6} aria-label="Comments:" />
          {wholeCount(row.comments)}
        </span>
      )}
      {row.stars !== null && (
        <span title={`${counted(row.stars, 'star')} on GitHub`}>
          <Star size={13} strokeWidth={1.6} aria-label="Stars:" />
          {wholeCount(row.stars)}
        </span>
      )}
      <span className={style.links}>
        {hasLinks && <Link action="paper.pdf" words="PDF" />}
        {hasLinks && (
          <Tip text="The paper’s text, large and without its pages" action="paper.text">
            <Button onClick={() => perform('paper.text')} aria-label={actions['paper.text'].title}>
              Text
            </Button>
          </Tip>
        )}
        {detail.codeUrl !== null && <Link action="paper.code" words="Code" />}
        {detail.projectUrl !== null && <Link action="paper.project" words="Project" />}
        {hasLinks && <Link action="paper.arxiv" words="arXiv" />}
        {hasLinks && <Link action="paper.web" words="Hugging Face" />}
      </span>
    </div>
  )
}

function Link({ action, words }: { action: ActionId; words: string }) {
  return (
    <Tip text={`${actions[action].title} in the browser`} action={action}>
      <Button onClick={() => perform(action)} aria-label={actions[action].title}>
        {words}
      </Button>
    </Tip>
  )
}
