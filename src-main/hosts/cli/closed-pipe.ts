// Owns what happens when whoever reads our output stops reading.

/** `dogear list | head` closes the pipe early: that is no error. */
export function stopQuietlyAtClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      process.exit()
    })
  }
}
