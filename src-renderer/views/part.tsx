// Owns a part of the window that can fail by itself: one that does not load, or breaks while it is shown, says so where it would be.
import { Component, type FunctionComponent, type ReactNode } from 'react'
import { copy } from '#renderer/actions/paper.ts'
import { Button } from './pieces/button.tsx'
import { Notice } from './pieces/notice.tsx'
import { PageHead } from './pieces/page-head.tsx'
import page from './pieces/page.module.css'

interface PartProps {
  /** What is shown; another is tried anew. */
  of: string | null
  children: ReactNode
  /** What says so; a page's unless given. */
  notShown?: FunctionComponent<{ detail: string }>
}

interface PartState {
  of: string | null
  /** Null while it can be shown. */
  detail: string | null
}

/** Its children, or that they could not be shown; the keys and the other parts of the window go on. */
export class Part extends Component<PartProps, PartState> {
  override state: PartState = { of: this.props.of, detail: null }

  static getDerivedStateFromError(thrown: unknown): Partial<PartState> {
    return { detail: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) }
  }

  static getDerivedStateFromProps({ of }: PartProps, before: PartState): PartState | null {
    return of === before.of ? null : { of, detail: null }
  }

  override render(): ReactNode {
    const { children, notShown: Words = NotShown } = this.props
    return this.state.detail === null ? children : <Words detail={this.state.detail} />
  }
}

function NotShown({ detail }: { detail: string }) {
  return (
    <main className={page.page} aria-label="Not shown">
      <PageHead title="Not shown" />
      <Notice title="This part of the window could not be shown" deeds={<NotShownDeeds detail={detail} />}>
        {NOT_SHOWN_WORDS}
      </Notice>
    </main>
  )
}

export const NOT_SHOWN_WORDS =
  'Dogear may have been updated while this window was open. What you did and wrote is kept, and the other places can be gone to.'

export function NotShownDeeds({ detail }: { detail: string }) {
  return (
    <>
      <Button kind="main" onClick={() => location.reload()}>
        Load the window anew
      </Button>
      <Button onClick={() => void copy(detail, 'Copied the details.')}>Copy details</Button>
    </>
  )
}
