import type { Refusal } from '#values/outcome.ts'

export const stillLoading: Refusal = {
  code: 'still-loading',
  says: 'A file of this council is being applied. Nothing was planned; plan the night when it has finished.',
}

export const ledgerDisagrees = (accounts: number): Refusal => ({
  code: 'ledger-disagrees',
  says: `${accounts} ${accounts === 1 ? 'balance does' : 'balances do'} not equal the postings. Nothing was planned; run “evenhand verify” and put that right first.`,
})

export const laterNight = (later: string): Refusal => ({
  code: 'later-night',
  says: `The night of ${later} is planned already, and it says all that an earlier one would. Nothing was planned.`,
})

export const noSuchRun: Refusal = {
  code: 'no-such-run',
  says: 'There is no such run in this council. Nothing was changed.',
}

export const notNow = (status: string): Refusal => ({
  code: 'not-now',
  says: `This run is ${status}, so that cannot be done to it. Nothing was changed.`,
})

export const secondPerson: Refusal = {
  code: 'second-person',
  says: 'Whoever submits a run cannot approve it. Nothing was changed; ask somebody else to approve it.',
}

export const contentChanged: Refusal = {
  code: 'content-changed',
  says: 'This is not the plan you looked at: it has changed since. Nothing was approved; look at it again.',
}

export const warningsNeedAReason: Refusal = {
  code: 'warnings-need-a-reason',
  says: 'This run is out of the ordinary. Say why it is right to go ahead; the reason is kept. Nothing was approved.',
}

export const lacksEarlierStep = (lacking: number): Refusal => ({
  code: 'lacks-earlier-step',
  says: `${lacking} of this plan lack the earlier notice that the law asks for, so it cannot go. Nothing was approved: stop it, find out why, and plan again.`,
})

export const openCasesFirst = ({
  opened,
  needed,
}: {
  readonly opened: number
  readonly needed: number
}): Refusal => ({
  code: 'open-cases-first',
  says: `This run is out of the ordinary: open ${needed} of its sample cases first. You have opened ${opened}. Nothing was approved.`,
})

export const noReason: Refusal = {
  code: 'no-reason',
  says: 'Say why: the reason is kept and read by whoever asks later. Nothing was changed.',
}

export const noSuchAccount = (asked: string): Refusal => ({
  code: 'no-such-account',
  says: `There is no account “${asked}” in this council.`,
})

export const notYetDecided = (asked: string, on: string): Refusal => ({
  code: 'not-yet-decided',
  says: `Account ${asked} had not been looked at by ${on}: no night had been run since it came.`,
})
