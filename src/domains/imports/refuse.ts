import type { Refusal } from '#values/outcome.ts'

/** The whole file is refused: where, and what to do. Thrown while judging, and caught at the door of `load`. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
  readonly refusal: Refusal

  constructor(code: string, says: string) {
    super(says)
    this.refusal = {
      code: `imports/${code}`,
      says: `${says} The file was refused and nothing in it was applied; the bytes are kept.`,
    }
  }
}
