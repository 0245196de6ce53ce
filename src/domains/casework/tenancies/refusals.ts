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
