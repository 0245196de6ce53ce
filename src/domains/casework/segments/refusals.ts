import type { Refusal } from '#values/outcome.ts'

export const nothingLate: Refusal = {
  code: 'nothing-late',
  says: 'Nothing on this account is late, so there is no segment to say anything of. Nothing was kept.',
}

export const saidSince: Refusal = {
  code: 'said-since',
  says: 'Something was said or found of this segment since the page was opened: it is shown as it is now. Look at it, and send yours again if it still holds. Nothing was kept.',
}

export const contestedFirst: Refusal = {
  code: 'contested-first',
  says: 'They contest it, and are answered first. Answer what they say. Nothing was kept.',
}

export const notContested: Refusal = {
  code: 'not-contested',
  says: 'Nobody contests it any more, so there is nothing to answer. Nothing was kept.',
}

export const contestedAlready: Refusal = {
  code: 'contested-already',
  says: 'It is contested already, and waits for an answer. Write a note if they say more. Nothing was kept.',
}

export const saysTheSame: Refusal = {
  code: 'says-the-same',
  says: 'That is what the facts come to by themselves, so there is nothing to override. Nothing was kept.',
}

export const untilPassed: Refusal = {
  code: 'until-passed',
  says: 'That day has passed. Choose today or a later day, or leave it empty. Nothing was kept.',
}

export const nothingToTakeBack: Refusal = {
  code: 'nothing-to-take-back',
  says: 'No officer’s word stands, so there is nothing to take back. Nothing was changed.',
}

export const theirOwn: Refusal = {
  code: 'their-own',
  says: 'They contest what you said yourself, so somebody else answers it. Nothing was kept.',
}
