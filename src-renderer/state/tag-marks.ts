// Owns how many marks have the tag whose page is open.
import { create } from 'zustand'
import { client } from '../app/client.ts'

export const useTagMarks = create<{ tag: string; marks: number }>(() => ({ tag: '', marks: 0 }))

/** The page does without where that can't be told. */
export function wantTagMarks(tag: string): void {
  client.call('annotations.list', { filter: { tags: [tag] }, limit: 1 }).then(
    ({ total }) => useTagMarks.setState({ tag, marks: total }),
    () => undefined,
  )
}
