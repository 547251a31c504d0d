// Owns a link in a text, to a page outside or a place in the library: opened by the program, never by the window itself.

export interface WebLinkProps {
  /** http, https or dogear. */
  url: string
  onOpenUrl: (url: string) => void
  children: React.ReactNode
}

export function WebLink({ url, onOpenUrl, children }: WebLinkProps): React.JSX.Element {
  return (
    <a
      href={url}
      title={url}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => {
        event.preventDefault()
        event.stopPropagation()
        onOpenUrl(url)
      }}
    >
      {children}
    </a>
  )
}
