import type { Refusal } from '#values/outcome.ts'

/** The whole statement file is refused: where, and what to do. Thrown while reading, and caught where the file came in. */
export class StatementRefused extends Error {
  override readonly name = 'StatementRefused'
  readonly refusal: Refusal

  constructor(code: string, says: string) {
    super(says)
    this.refusal = {
      code: `payments/${code}`,
      says: `${says} The file was refused and nothing in it was posted; the bytes are kept.`,
    }
  }
}
