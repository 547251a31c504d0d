// Owns the button that asks for files: the browser's own field for them stays out of sight.
import { type ComponentProps, useRef } from 'react'
import { Button } from './button.tsx'

interface FileButtonProps extends Pick<ComponentProps<typeof Button>, 'kind' | 'children'> {
  /** What the field is called for tests and other programs. */
  name: string
  accept: string
  multiple?: boolean
  onFiles: (files: File[]) => void
}

export function FileButton({ name, accept, multiple = false, onFiles, ...button }: FileButtonProps) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button {...button} onClick={() => field.current?.click()} />
      <input
        ref={field}
        type="file"
        accept={accept}
        multiple={multiple}
        hidden
        aria-label={name}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          // so that the same file can be asked for again
          event.target.value = ''
        }}
      />
    </>
  )
}
