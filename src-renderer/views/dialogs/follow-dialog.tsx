// Owns following from the keyboard: what the paper names, what is followed already, or words of one's own.
import { Dialog } from '@base-ui/react/dialog'
import { useMemo, useState } from 'react'
import { FOLLOW_TITLES, type FollowCount, type FollowKind, followKey } from '#domain/follow.ts'
import { foldWhitespace, type PaperDetail, type PaperId } from '#domain/paper.ts'
import { follow, unfollow } from '#renderer/actions/feed.ts'
import { useDetails } from '#renderer/state/details.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { PickList } from '../pieces/pick-list.tsx'
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
  const named = useMemo(() => namedBy(detail, follows), [detail, follows])
  const choices = useMemo(() => choicesFor(foldWhitespace(typed), named), [typed, named])
  const choose = ({ kind, text, name, isFollowed }: Choice): void => {
    if (isFollowed) unfollow(kind, followKey(kind, text))
    else follow(kind, text, name)
    setTyped('')
  }
  return (
    <PickList
      label="Follow"
      placeholder="An author, organization or keyword"
      typed={typed}
      onType={setTyped}
      items={choices}
      keyOf={keyOf}
      render={render}
      onChoose={choose}
      maxLength={300}
      head={<Dialog.Title className={style.inlineTitle}>Follow</Dialog.Title>}
      empty="Type a name or a word and press Enter. Its papers are marked everywhere."
    />
  )
}

function keyOf({ kind, text, isNew }: Choice): string {
  return `${kind} ${text} ${isNew ? 'new' : ''}`
}

function render({ kind, name, isFollowed, isNew }: Choice) {
  return (
    <>
      <span className={menu.tick}>{isFollowed ? '✓' : isNew ? '+' : ''}</span>
      <span className={style.name}>{name}</span>
      <span className={style.quiet}>
        {FOLLOW_TITLES[kind]}
        {isFollowed && ', no longer follow'}
      </span>
    </>
  )
}

const MOST = 60

interface Named {
  /** By kind and key, the paper's own first. */
  choices: ReadonlyMap<string, Choice>
  /** Their names as they are compared, in the same order. */
  folded: readonly string[]
}

/** What the paper names, then what else is followed: made once, however much is typed. */
function namedBy(detail: PaperDetail | undefined, follows: readonly FollowCount[]): Named {
  const followed = new Set(follows.map(({ kind, key }) => `${kind} ${key}`))
  const choices = new Map<string, Choice>()
  const add = (kind: FollowKind, text: string, name: string): void => {
    const own = followKey(kind, text)
    const key = `${kind} ${own}`
    if (own !== '' && !choices.has(key)) choices.set(key, { kind, text, name, isFollowed: followed.has(key) })
  }
  if (detail?.organizationHandle != null) add('organization', detail.organizationHandle, detail.organization ?? detail.organizationHandle)
  for (const { name } of detail?.allAuthors ?? []) add('author', name, name)
  for (const keyword of detail?.keywords ?? []) add('keyword', keyword, keyword)
  for (const { kind, key, name } of follows) add(kind, key, name)
  return { choices, folded: [...choices.values()].map(({ name }) => name.toLowerCase()) }
}

/** Those that have what is typed in them; then what is typed, as a keyword, an author or an organization's handle. */
function choicesFor(typed: string, { choices, folded }: Named): Choice[] {
  const wanted = typed.toLowerCase()
  const found: Choice[] = []
  let at = 0
  for (const choice of choices.values()) {
    if (folded[at++]?.includes(wanted)) found.push(choice)
    if (found.length === MOST) break
  }
  const isNew = (kind: FollowKind): boolean => followKey(kind, typed) !== '' && !choices.has(`${kind} ${followKey(kind, typed)}`)
  const fresh = (['keyword', 'author', 'organization'] as const)
    .filter(isNew)
    .map((kind) => ({ kind, text: typed, name: typed, isFollowed: false, isNew: true }))
  return [...found, ...fresh]
}
