// Owns how counts are written in short, and sizes and times.

/** 1,240 → "1.2k", 31,000 → "31k"; below a thousand as it is. */
export function shortCount(count: number): string {
  if (count < 1000) return String(count)
  if (count < 999_500) return `${trim(count / 1000)}k`
  return `${trim(count / 1_000_000)}M`
}

/** 1536 → "1.5 KB" */
export function byteSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${trim(bytes / 1024)} KB`
  return `${trim(bytes / (1024 * 1024))} MB`
}

function trim(value: number): string {
  return value < 10 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value))
}

/** `3 min`, `1 h 20 min` */
export function readingTime(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
