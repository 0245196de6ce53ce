import type { Refusal } from '#values/outcome.ts'

export const nobodyThere: Refusal = {
  code: 'parties/nobody-there',
  says: 'One of them is not known in this council. Nothing was changed.',
}

export const decidedDifferent = (because: string | null): Refusal => ({
  code: 'parties/decided-different',
  says: `Somebody decided that they are different${because ? `: “${because}”` : ''}. Nothing was changed. Take that decision back first if it was wrong.`,
})

export const aloneAlready: Refusal = {
  code: 'parties/alone-already',
  says: 'Nobody else is joined to them, so there is nothing to part. Nothing was changed.',
}

export const joinedOtherwise: Refusal = {
  code: 'parties/joined-otherwise',
  says: 'More than this pair joins these records, so taking it back would not say who belongs with whom. Nothing was changed. If one of them is somebody else, say who under “Who this is” on their page.',
}

export const noSuchMatch: Refusal = {
  code: 'parties/no-such-match',
  says: 'That pair is not proposed any more. Nothing was changed.',
}

export const decidedMeanwhile = (by: string): Refusal => ({
  code: 'parties/decided-meanwhile',
  says: `${by} decided this pair before you, in another way. Nothing more was changed.`,
})
