// Owns the types of the part of citation-js that the tests read exports back with: it ships none.
declare module '@citation-js/core' {
  export class Cite {
    constructor(text: string)
    readonly data: unknown[]
  }
}
