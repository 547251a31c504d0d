// Owns showing where a link of a PDF leads before it is opened, or why it is not.
import { openAddress } from '#renderer/actions/paper.ts'
import { outsideLink } from '#renderer/reader/pdf-failure.ts'
import { Button } from '../pieces/button.tsx'
import style from './link-notice.module.css'

export function LinkNotice({ address, onDone }: { address: string; onDone(): void }) {
  const { url, sentence } = outsideLink(address)
  return (
    <div
      className={style.notice}
      role="alertdialog"
      aria-label="A link out of this paper"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onDone()
      }}
    >
      <p>{sentence}</p>
      {url !== null && (
        <Button
          kind="main"
          autoFocus
          onClick={() => {
            openAddress(url)
            onDone()
          }}
        >
          Open in the browser
        </Button>
      )}
      <Button autoFocus={url === null} onClick={onDone}>
        {url === null ? 'Close' : 'Stay here'}
      </Button>
    </div>
  )
}
