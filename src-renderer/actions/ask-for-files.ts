// Owns asking the reader for files of their own disk, where no button holds a field for them.

/** Kept while its dialog is open: nothing else holds it, and once collected it never tells what was chosen. */
let asking: HTMLInputElement | null = null

/** Any number of files whose names end as `accept` says; nothing happens when none is chosen. */
export function askForFiles(accept: string, take: (files: readonly File[]) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = accept
  input.multiple = true
  input.addEventListener('change', () => {
    asking = null
    take([...(input.files ?? [])])
  })
  input.addEventListener('cancel', () => {
    asking = null
  })
  asking = input
  asking.click()
}
