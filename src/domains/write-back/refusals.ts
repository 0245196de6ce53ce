import type { Refusal } from '#values/outcome.ts'

export const noSuchSource: Refusal = {
  code: 'no-such-source',
  says: 'No file of that source has been taken in here, so it cannot be told anything. Nothing was changed.',
}
export const onlyRead: Refusal = {
  code: 'only-read',
  says: 'That source is only read: nothing is queued for it. A team leader can set that it is told by files.',
}
export const nothingWaits: Refusal = {
  code: 'nothing-waits',
  says: 'Nothing waits to be told to that source. No file was made.',
}
export const alreadyAnswered: Refusal = {
  code: 'already-answered',
  says: 'Somebody settled it meanwhile, or its source has answered. Nothing was changed; look at it again.',
}
export const replyTooLarge = (largest: number): Refusal => ({
  code: 'reply-too-large',
  says: `It has more than ${largest} bytes, which no reply has. Nothing of it was taken in or kept.`,
})
export const folderGone = (name: string, folder: string): Refusal => ({
  code: 'folder-gone',
  says: `${name} was being moved into ${folder}, and that folder cannot be read now. Nothing was moved: put the folder back and give the same command, or download the file from its page.`,
})
export const monthNotBegun: Refusal = {
  code: 'month-not-begun',
  says: 'That month has not begun. Nothing was compared.',
}
export const monthNotOpen: Refusal = {
  code: 'month-not-open',
  says: 'The month was not compared yet, or it is proposed or closed and keeps its figures. Nothing was changed.',
}
export const monthNotEnded: Refusal = {
  code: 'month-not-ended',
  says: 'The month has not ended, or was last compared before it had. Compare it again after its last day, then propose it.',
}
export const notExplained = (differences: number): Refusal => ({
  code: 'not-explained',
  says:
    differences === 1
      ? 'One difference has no reason yet. Give it, then propose the month.'
      : `${differences} differences have no reason yet. Give each, then propose the month.`,
})
export const noSuchDifference: Refusal = {
  code: 'no-such-difference',
  says: 'That account does not differ any more: the month was compared again meanwhile. Nothing was changed.',
}
export const monthNotProposed: Refusal = {
  code: 'month-not-proposed',
  says: 'The month is not proposed: it was decided on meanwhile. Nothing was changed.',
}
export const secondPerson: Refusal = {
  code: 'second-person',
  says: 'Somebody else has to sign: whoever proposed cannot. Nothing was changed.',
}
