// Owns buttons: with words or an icon, and a tooltip that names the key.
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { type ActionId, actions } from '#contract/actions.ts'
import { perform } from '#renderer/actions/perform.ts'
import style from './pieces.module.css'
import { Tip } from './tips.tsx'

export function Button({ kind = 'plain', className = '', ...rest }: ComponentProps<'button'> & { kind?: 'plain' | 'main' }) {
  return <button type="button" className={`${kind === 'main' ? style.main : style.button} ${className}`} {...rest} />
}

/** An icon that performs an action. */
export function IconAction({ action, title, children }: { action: ActionId; title?: string; children: ReactNode }) {
  const name = title ?? actions[action].title
  return (
    <Tip text={name} action={action}>
      <button type="button" className={style.icon} aria-label={name} onClick={() => perform(action)}>
        {children}
      </button>
    </Tip>
  )
}

/** One of a row of icons: a tool of the reader or of the text. */
export function ToolAction({ icon: Icon, ...action }: { action: ActionId; title?: string; icon: LucideIcon }) {
  return (
    <IconAction {...action}>
      <Icon size={16} aria-hidden="true" />
    </IconAction>
  )
}

/** Words that perform an action. */
export function ActionButton({
  action,
  children,
  ...rest
}: { action: ActionId } & Pick<ComponentProps<typeof Button>, 'kind' | 'disabled' | 'children'>) {
  return (
    <Tip text={actions[action].title} action={action}>
      <Button {...rest} onClick={() => perform(action)}>
        {children ?? actions[action].title}
      </Button>
    </Tip>
  )
}
