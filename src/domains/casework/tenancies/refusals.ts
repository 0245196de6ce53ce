import { cite } from '#values/citation.ts'
import { formatDate } from '#values/dates.ts'
import type { Refusal } from '#values/outcome.ts'

export const rentNotKnown: Refusal = {
  code: 'rent',
  says: 'The rent is not known, so what will be owed cannot be worked out. Ask housing for it and record it here.',
}

export const frequencyNotKnown: Refusal = {
  code: 'every',
  says: 'It is not known whether the rent is for a week or a month, so what will be owed cannot be worked out. Record it here.',
}

export const noTenancy: Refusal = {
  code: 'no-tenancy',
  says: 'This debt is not about a tenancy, so there is no notice to record. Nothing was kept.',
}

export const endsBeforeGiven: Refusal = {
  code: 'lastDay',
  says: 'The last day is before the day on which notice was given. Look at both again. Nothing was kept.',
}

export const givenAhead: Refusal = {
  code: 'givenOn',
  says: 'That day has not come yet. Enter the day on which they gave notice. Nothing was kept.',
}

export const tooFar: Refusal = {
  code: 'lastDay',
  says: 'The last day is more than a year away. Look at the year again. Nothing was kept.',
}

export const chargedFar: Refusal = {
  code: 'chargedTo',
  says: 'Rent is charged to within a year of the last day. Look at the year again. Nothing was kept.',
}

export const notAFreeWeek: Refusal = {
  code: 'freeWeeks',
  says: 'A free week is named by its first day, which is not that day of the week. Look at them again. Nothing was kept.',
}

export const overAlready: Refusal = {
  code: 'over-already',
  says: 'The tenancy is over, so it is too late to say what they will owe. No letter was written.',
}

export const emergencyStands: Refusal = {
  code: 'emergency',
  says: 'Recovery is stopped in an emergency, and so are letters about what is owed. No letter was written: try again when it is lifted.',
}

export const hasDied: Refusal = {
  code: 'has-died',
  says: 'They have died: a person writes to their family. No letter was written.',
}

export const onHold = (kind: string): Refusal => ({
  code: 'on-hold',
  says: `A hold runs on this account (${kind}), so nothing is sent about what they will owe. No letter was written.`,
  law: cite('SI 2020/1311', 'reg 7'),
})

export const balanceMoved: Refusal = {
  code: 'balance-moved',
  says: 'The balance is another by now, so the letter would say what is not so. Record the notice anew, and then write. No letter was written.',
}

export const nothingExpected: Refusal = {
  code: 'nothing-expected',
  says: 'Nothing is expected to be owed when they leave, so there is nothing to remind them of. No letter was written.',
}

export const tooSoonToRemind = (from: Temporal.PlainDate): Refusal => ({
  code: 'too-soon',
  says: `It is too soon to remind them: that may go from ${formatDate(from)}. No letter was written.`,
})

export const remindedAlready: Refusal = {
  code: 'reminded-already',
  says: 'They have been reminded once, and once is all. Speak to them instead. No letter was written.',
}
