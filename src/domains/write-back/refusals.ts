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
