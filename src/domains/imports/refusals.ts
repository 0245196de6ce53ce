import { type Refusal } from '#values/outcome.ts'

/** The row cannot be read yet: what was typed is shown again beside this. */
export const stillWrong = (column: string, says: string): Refusal => ({
  code: 'imports/still-wrong',
  says: `${column}: ${says}. Nothing was changed, and the row is still put aside.`,
})

export const mendedBefore = (by: string): Refusal => ({
  code: 'imports/mended-before',
  says: `${by} corrected this row before you, in another way. Nothing more was changed.`,
})

export const wouldBreakTotal = (says: {
  readonly declared: string
  readonly now: string
}): Refusal => ({
  code: 'imports/breaks-total',
  says: `The file’s own trailer says that its rows come to ${says.declared}, and with this amount they would come to ${says.now}. Nothing was changed. Ask the source which is right, and for the file again.`,
})

export const notKept = (): Refusal => ({
  code: 'imports/header-not-kept',
  says: 'This file was loaded before headers were kept, so its rows cannot be corrected here. Nothing was changed. Correct the row in the source and send it in the next file.',
})

/** Said before anything of a file is kept. `largest` is in bytes. */
export const fileTooLarge = (largest: number): Refusal => ({
  code: 'imports/too-large',
  says: `The file is larger than the ${largest / 1e9} GB that one may be. Nothing of it was kept or applied. Ask the source for it in parts, or look whether it is the right file.`,
})
