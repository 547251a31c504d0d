// Owns what is used of citeproc, which brings no types of its own: https://citeproc-js.readthedocs.io/
declare module 'citeproc' {
  interface Engine {
    setOutputFormat(format: 'html' | 'text'): void
    updateItems(ids: readonly string[]): void
    /** Entries in the style's own order, with the ids of each; false where the style has no bibliography. */
    makeBibliography(): false | [parameters: { entry_ids: string[][] }, entries: string[]]
  }
  interface System {
    retrieveLocale(language: string): string
    retrieveItem(id: string): unknown
  }
  const citeproc: { Engine: new (system: System, style: string, language?: string) => Engine }
  export default citeproc
}
