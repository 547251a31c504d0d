// Owns asking the reader for files of their own disk, where no button holds a field for them.

/** Any number of files whose names end as `accept` says; nothing happens when none is chosen. */
export function askForFiles(accept: string, take: (files: readonly File[]) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = accept
  input.multiple = true
  input.addEventListener('change', () => take([...(input.files ?? [])]))
  input.click()
}
