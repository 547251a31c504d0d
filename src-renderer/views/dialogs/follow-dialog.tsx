// Owns following from the keyboard: what the paper names, what is followed already, or words of one's own.
import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { useState } from 'react'
import { FOLLOW_TITLES, type FollowCount, type FollowKind, followKey } from '#domain/follow.ts'
import { foldWhitespace, type PaperDetail, type PaperId } from '#domain/paper.ts'
import { follow, unfollow } from '#renderer/actions/feed.ts'
import { useDetails } from '#renderer/state/details.ts'
import { useLibrary } from '#renderer/state/library.ts'
import menu from '../pieces/menu.module.css'
import style from './dialogs.module.css'

interface Choice {
  kind: FollowKind
  /** What is compared: for an organization its handle. */
  text: string
  name: string
  isFollowed: boolean
  isNew?: boolean
}

const NONE: readonly FollowCount[] = []

export function FollowDialog({ id }: { id: PaperId | null }) {
  const follows = useLibrary((library) => library.status?.follows) ?? NONE
  const detail = useDetails(({ byId }) => (id === null ? undefined : byId.get(id)))
  const [typed, setTyped] = useState('')
  const choices = choicesFor(foldWhitespace(typed), detail, follows)
  const choose = ({ kind, text, name, isFollowed }: Choice): void => {
    if (isFollowed) unfollow(kind, followKey(kind, text))
    else follow(kind, text, name)
    setTyped('')
  }
  return (
    <Autocomplete.Root
      items={choices}
      filter={null}
      value={typed}
      onValueChange={(value, details) => details.reason !== 'item-press' && setTyped(value)}
      itemToStringValue={(choice: Choice) => choice.name}
      inline
      open
      autoHighlight="always"
    >
      <div className={style.head}>
        <Dialog.Title className={style.inlineTitle}>Follow</Dialog.Title>
        <Autocomplete.Input
          className={style.field}
          placeholder="An author, an organization or a keyword"
          aria-label="Follow"
          maxLength={300}
        />
      </div>
      <Autocomplete.List className={style.list}>
        {(choice: Choice) => (
          <Autocomplete.Item
            key={`${choice.kind} ${choice.text} ${choice.isNew ? 'new' : ''}`}
            value={choice}
            className={menu.item}
            onClick={() => choose(choice)}
          >
            <span className={menu.tick}>{choice.isFollowed ? '✓' : choice.isNew ? '+' : ''}</span>
            <span className={style.name}>{choice.name}</span>
            <span className={style.quiet}>
              {FOLLOW_TITLES[choice.kind]}
              {choice.isFollowed && ', no longer follow'}
            </span>
          </Autocomplete.Item>
        )}
      </Autocomplete.List>
      <Autocomplete.Empty className={style.empty}>
        {choices.length === 0 ? 'Type a name or a word and press Enter. Its papers are marked everywhere.' : null}
      </Autocomplete.Empty>
    </Autocomplete.Root>
  )
}

const MOST = 60

/** What the paper names, then what else is followed; then what is typed, as a keyword, an author or an organization's handle. */
function choicesFor(typed: string, detail: PaperDetail | undefined, follows: readonly FollowCount[]): Choice[] {
  const followed = new Set(follows.map(({ kind, key }) => `${kind} ${key}`))
  const seen = new Set<string>()
  const choices: Choice[] = []
  const add = (kind: FollowKind, text: string, name: string): void => {
    const key = `${kind} ${followKey(kind, text)}`
    if (followKey(kind, text) === '' || seen.has(key) || !name.toLowerCase().includes(typed.toLowerCase())) return
    seen.add(key)
    choices.push({ kind, text, name, isFollowed: followed.has(key) })
  }
  if (detail?.organizationHandle != null) add('organization', detail.organizationHandle, detail.organization ?? detail.organizationHandle)
  for (const { name } of detail?.allAuthors ?? []) add('author', name, name)
  for (const keyword of detail?.keywords ?? []) add('keyword', keyword, keyword)
  for (const { kind, key, name } of follows) add(kind, key, name)
  const isNew = (kind: FollowKind): boolean => !seen.has(`${kind} ${followKey(kind, typed)}`) && followKey(kind, typed) !== ''
  const fresh = (['keyword', 'author', 'organization'] as const)
    .filter(isNew)
    .map((kind) => ({ kind, text: typed, name: typed, isFollowed: false, isNew: true }))
  return [...choices.slice(0, MOST), ...fresh]
}
