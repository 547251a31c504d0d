// Owns how numbers of things are written in sentences.
const whole = new Intl.NumberFormat('en-US')

/** 12,352 */
export function wholeCount(count: number): string {
  return whole.format(count)
}

/** "1 paper", "12,352 papers" */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${whole.format(count)} ${count === 1 ? one : many}`
}
