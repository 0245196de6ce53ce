import { instalmentsOf, monthlyFrom } from '#law/council-tax/instalments.ts'
import type { Pence } from '#values/money.ts'
import { type Read, readInsuranceNumber, readReference } from './cells.ts'
import type { JudgedRow } from './judge.ts'
import { linesOf, partyNamed } from './judge-register.ts'
import type { Profile } from './profile.ts'
import { type RowReaders, Wrong } from './row-readers.ts'

/** A debt as its source bills it: who owes it, for what, how much, when, and how far recovery has got there. */
export function accountRow(
  read: RowReaders,
  profile: Profile,
  { amount }: { readonly amount: Pence },
): JudgedRow['fields'] {
  const { thisYear } = read
  const reference = read.get('reference', readReference)
  return {
    source: profile.source,
    reference,
    ...whoOwes(read, reference),
    ...when(read, amount),
    debt_type: read.word('debtType', profile.values.debtType),
    lines: addressOf(read),
    postcode: (read.text('postcode', 20) ?? '').toUpperCase(),
    ...jointlyWith(read, reference, profile),
    property_reference: read.text('propertyReference', 100),
    property_address: read.text('propertyAddress'),
    uprn: read.text('uprn', 20),
    source_stage: read.word('stage', profile.values.stage),
    source_reminder_on: read.day('reminderOn', 1990, thisYear),
    source_second_reminder_on: read.day('secondReminderOn', 1990, thisYear),
    source_final_notice_on: read.day('finalNoticeOn', 1990, thisYear),
    source_in_dispute: read.flag('inDispute'),
    source_arrangement: read.flag('arrangement'),
    source_breathing_space_from: read.day('breathingSpaceFrom', 2021, thisYear + 1),
    source_breathing_space_to: read.day('breathingSpaceTo', 2021, thisYear + 1),
    source_benefit_ends_on: read.day('benefitEndsOn', 1990, thisYear + 2),
  }
}

function whoOwes(read: RowReaders, reference: string | null): JudgedRow['fields'] {
  const organisation = read.text('organisationName')
  const person =
    read.text('name') ??
    [read.text('title'), read.text('forenames'), read.text('surname')].filter(Boolean).join(' ')
  const name = organisation ?? person
  if (name === '') {
    const asked = (['name', 'surname', 'organisationName'] as const).find(read.has) ?? 'name'
    throw new Wrong(read.nameOf(asked), 'nobody is named')
  }
  const companyNumber = read.text('companyNumber')
  return {
    person_number: read.get('personNumber', readReference) ?? reference,
    ...partyNamed(read, name, { isOrganisation: organisation !== null || companyNumber !== null }),
    date_of_birth: read.day('dateOfBirth', 1880, read.thisYear),
    national_insurance_number: read.get('nationalInsuranceNumber', readInsuranceNumber),
    company_number: companyNumber?.toUpperCase() ?? null,
    telephone: read.text('telephone', 40),
    email: read.text('email', 200),
    deceased_on: read.day('deceasedOn', 1950, read.thisYear),
  }
}

function jointlyWith(
  read: RowReaders,
  reference: string | null,
  { values }: Profile,
): JudgedRow['fields'] {
  const name = read.text('jointName')
  const number = read.get('jointPersonNumber', readReference)
  read.word('liability', values.liability)
  return {
    joint_person_number: number ?? (name ? `${reference}/joint` : null),
    joint_name: name ?? (number ? 'Jointly liable person' : null),
    joint_date_of_birth: read.day('jointDateOfBirth', 1880, read.thisYear),
    joint_national_insurance_number: read.get('jointNationalInsuranceNumber', readInsuranceNumber),
  }
}

/** For what time it is owed, and when it is to be paid: on a day, or by instalments from a day. */
function when(read: RowReaders, amount: Pence): JudgedRow['fields'] {
  const { thisYear } = read
  const count = read.get('instalments', readCount)
  const first = read.day('firstInstalmentOn', 1990, thisYear + 2)
  const from = read.day('periodFrom', 1990, thisYear + 2)
  const to = read.day('periodTo', 1990, thisYear + 3)
  if (from && to && Temporal.PlainDate.compare(to, from) < 0)
    throw new Wrong(read.nameOf('periodTo'), 'the period ends before it begins')
  const due = read.day('dueOn', 1990, thisYear + 2)
  const byInstalments = first !== null && count !== null && count > 1
  return {
    period_from: from,
    period_to: to,
    due_on: due ?? first,
    instalments_due_on: byInstalments ? daysFrom(first, count) : [],
    instalments: byInstalments ? instalmentsOf(amount, count) : [],
  }
}

const known = new Map<string, readonly Temporal.PlainDate[]>()

/** The days of a file's instalments are a few lists, said of very many accounts. */
function daysFrom(first: Temporal.PlainDate, count: number): readonly Temporal.PlainDate[] {
  const key = `${first.toString()}/${count}`
  const found = known.get(key)
  if (found) return found
  if (known.size >= 1000) known.clear()
  const days = monthlyFrom(first, count)
  known.set(key, days)
  return days
}

const readCount = (given: string): Read<number> =>
  /^\d{1,2}$/.test(given.trim()) && Number(given) > 0
    ? { ok: true, value: Number(given) }
    : { ok: false, fault: 'it is not a number of instalments' }

const addressOf = (read: RowReaders): readonly string[] =>
  read.has('address')
    ? linesOf(read.text('address'))
    : (['address1', 'address2', 'address3', 'address4'] as const)
        .map(line => read.text(line)?.trim() ?? '')
        .filter(line => line !== '')
