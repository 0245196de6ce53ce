import { instalmentsOf, monthlyFrom } from '#law/instalments.ts'
import type { Pence } from '#values/money.ts'
import {
  hasOddCharacters,
  type Read,
  readDate,
  readInsuranceNumber,
  readMoney,
  readReference,
  readText,
  withoutCardNumbers,
} from './cells.ts'
import type { Field } from './fields.ts'
import { type Column, type Profile, sameHeader } from './profile.ts'
import { longestField } from './records.ts'

/** A row that is not believed: which column, and why. */
export type RowFault = { readonly column: string; readonly says: string }

type Text = string | null
type Day = Temporal.PlainDate | null

/** A row in our own fields, ready for `imports.staged`. What a file of its kind does not have is null. */
export type JudgedRow = {
  readonly naturalKey: Text
  readonly amount: Pence
  readonly fields: Readonly<
    Record<
      string,
      Text | Day | boolean | bigint | readonly (string | bigint | Temporal.PlainDate)[]
    >
  >
}

export type Judgement =
  | { readonly ok: true; readonly row: JudgedRow }
  | {
      readonly ok: false
      readonly fault: RowFault
      readonly amount: Pence
      readonly raw: readonly string[]
    }

/** Thrown inside the judging of one row and caught at its edge: the first fault is the one that is told. */
class Wrong extends Error {
  readonly fault: RowFault
  constructor(column: string, says: string) {
    super(says)
    this.fault = { column, says }
  }
}

/**
 * Judges the rows of a file under its profile: `header` is the file's own, already found to fit. Gives each row in our
 * fields or its first fault with the column's own name; never both, never a guess.
 */
export function judgeOf(
  profile: Profile,
  header: readonly string[],
  businessDate: Temporal.PlainDate,
): (cells: readonly string[]) => Judgement {
  const at = (name: string) => header.findIndex(found => sameHeader(found, name))
  const noValue = new Set(profile.file.notRecords)
  const sources = new Map(
    Object.entries(profile.columns).map(
      ([field, column]) => [field as Field, sourceOf(column, at)] as const,
    ),
  )
  const optional = new Set<string>(profile.optional)
  const placeholders = new Set(profile.placeholderNames.map(name => name.toUpperCase()))
  const thisYear = businessDate.year

  return cells => {
    let amount: Pence = 0n
    try {
      if (cells.length !== header.length) {
        throw new Wrong(
          'the whole row',
          `it has ${cells.length} columns and the header has ${header.length}`,
        )
      }
      const long = cells.findIndex(cell => cell.length > longestField)
      if (long >= 0)
        throw new Wrong(header[long] ?? '', `it is longer than ${longestField} characters`)

      const nameOf = (field: Field) => sources.get(field)?.name ?? field
      const textOf = (field: Field): string => {
        const source = sources.get(field)
        if (!source) return ''
        const given = source.read(cells)
        return noValue.has(given.trim()) ? '' : given
      }
      /** What the field says, null when it is empty and may be. */
      const get = <T>(field: Field, reader: (text: string) => Read<T>): T | null => {
        const given = textOf(field)
        if (given.trim() === '') {
          if (!sources.has(field) || optional.has(field)) return null
          throw new Wrong(nameOf(field), 'it is empty')
        }
        const found = reader(given)
        if (!found.ok) throw new Wrong(nameOf(field), found.fault)
        return found.value
      }
      const text = (field: Field, longest?: number) => {
        const found = get(field, given => readText(given, longest))
        return found === null ? null : withoutCardNumbers(found)
      }
      const day = (field: Field, from: number, to: number) =>
        get(field, given => readDate(given, profile.dates, { from, to }))
      const word = <W extends string>(
        field: Field,
        words: Readonly<Record<string, W>> | undefined,
      ) =>
        get(field, (given): Read<W> => {
          if (sources.get(field)?.isConstant) return { ok: true, value: given as W }
          const found =
            words && Object.hasOwn(words, given.trim()) ? words[given.trim()] : undefined
          return found === undefined
            ? { ok: false, fault: 'the profile does not say what it means' }
            : { ok: true, value: found }
        })
      const flag = (field: Field) => word(field, profile.values.flags) === 'yes'

      // The money first, so that a row put aside for another reason still counts in the file's totals.
      const money = (field: Field) => get(field, given => readMoney(given, profile.money))
      const field = (name: string) => name as Field
      if (profile.kind === 'register') {
        const rateable = money(field('rateableValue'))
        const row = register({ text, day, flag, get, thisYear })
        return good(row, 0n, {
          ...row.fields,
          rateable_value: rateable,
          ...party(row.name, undefined),
          source: profile.source,
        })
      }
      amount = money(field('amount')) ?? 0n
      if (profile.kind === 'transactions') {
        const reference = get(field('transactionReference'), readReference)
        const account = get(field('accountReference'), readText)
        const kind = word(field('kind'), profile.values.transactionKind)
        const effective = day(field('effectiveOn'), 1990, thisYear + 1)
        return good({ key: reference }, amount, {
          source: profile.source,
          transaction_reference: reference,
          reference: account === null ? null : withoutCardNumbers(account),
          kind,
          effective_on: effective,
          narrative: text(field('narrative')) || sentenceFor(kind, text(field('method'))),
          payer_name: text(field('payerName')),
        })
      }
      return accountRow()

      function accountRow(): Judgement {
        const reference = get(field('reference'), readReference)
        const organisation = text(field('organisationName'))
        const person =
          text(field('name')) ??
          [text(field('title')), text(field('forenames')), text(field('surname'))]
            .filter(Boolean)
            .join(' ')
        const name = organisation ?? person
        if (name === '')
          throw new Wrong(
            nameOf(
              sources.has('name')
                ? 'name'
                : sources.has('surname')
                  ? 'surname'
                  : 'organisationName',
            ),
            'nobody is named',
          )
        const count = get('instalments', (given): Read<number> =>
          /^\d{1,2}$/.test(given.trim()) && Number(given) > 0
            ? { ok: true, value: Number(given) }
            : { ok: false, fault: 'it is not a number of instalments' },
        )
        const first = day('firstInstalmentOn', 1990, thisYear + 2)
        const from = day('periodFrom', 1990, thisYear + 2)
        const to = day('periodTo', 1990, thisYear + 3)
        if (from && to && Temporal.PlainDate.compare(to, from) < 0)
          throw new Wrong(nameOf('periodTo'), 'the period ends before it begins')
        const due = day('dueOn', 1990, thisYear + 2)
        const byInstalments = first !== null && count !== null && count > 1
        const companyNumber = text('companyNumber')
        const joint = text('jointName')
        const jointNumber = get('jointPersonNumber', readReference)
        word('liability', profile.values.liability)
        const lines = (
          sources.has('address')
            ? (text('address') ?? '').split(', ')
            : (['address1', 'address2', 'address3', 'address4'] as const).map(
                line => text(line) ?? '',
              )
        )
          .map(line => line.trim())
          .filter(line => line !== '')
        const postcode = (text('postcode', 20) ?? '').toUpperCase()
        return good({ key: reference }, amount, {
          source: profile.source,
          reference,
          debt_type: word('debtType', profile.values.debtType),
          person_number: get('personNumber', readReference) ?? reference,
          ...party(name, organisation ?? companyNumber ?? undefined),
          date_of_birth: day('dateOfBirth', 1880, thisYear),
          national_insurance_number: get('nationalInsuranceNumber', readInsuranceNumber),
          company_number: companyNumber?.toUpperCase() ?? null,
          lines,
          postcode,
          telephone: text('telephone', 40),
          email: text('email', 200),
          deceased_on: day('deceasedOn', 1950, thisYear),
          joint_person_number: jointNumber ?? (joint ? `${reference}/joint` : null),
          joint_name: joint ?? (jointNumber ? 'Jointly liable person' : null),
          joint_date_of_birth: day('jointDateOfBirth', 1880, thisYear),
          joint_national_insurance_number: get('jointNationalInsuranceNumber', readInsuranceNumber),
          property_reference: text('propertyReference', 100),
          property_address: text('propertyAddress'),
          uprn: text('uprn', 20),
          period_from: from,
          period_to: to,
          due_on: due ?? first,
          instalments_due_on: byInstalments ? monthlyFrom(first, count) : [],
          instalments: byInstalments ? instalmentsOf(amount, count) : [],
          source_stage: word('stage', profile.values.stage),
          source_reminder_on: day('reminderOn', 1990, thisYear),
          source_second_reminder_on: day('secondReminderOn', 1990, thisYear),
          source_final_notice_on: day('finalNoticeOn', 1990, thisYear),
          source_in_dispute: flag('inDispute'),
          source_arrangement: flag('arrangement'),
          source_breathing_space_from: day('breathingSpaceFrom', 2021, thisYear + 1),
          source_breathing_space_to: day('breathingSpaceTo', 2021, thisYear + 1),
        })
      }
    } catch (thrown) {
      if (!(thrown instanceof Wrong)) throw thrown
      return {
        ok: false,
        fault: thrown.fault,
        amount,
        raw: cells.map(cell => withoutCardNumbers(cell).slice(0, longestField)),
      }
    }
  }

  function good(of: { readonly key: Text }, amount: Pence, fields: JudgedRow['fields']): Judgement {
    return { ok: true, row: { naturalKey: of.key, amount, fields } }
  }

  function party(name: string, organisation: string | undefined) {
    const isNobody = name === '' || placeholders.has(name.toUpperCase())
    return {
      name: name === '' ? 'Name not published' : name,
      party_kind: organisation !== undefined || looksLikeCompany(name) ? 'organisation' : 'person',
      is_placeholder: isNobody,
      has_odd_characters: hasOddCharacters(name),
    }
  }
}

type Readers = {
  readonly text: (field: Field, longest?: number) => Text
  readonly day: (field: Field, from: number, to: number) => Day
  readonly flag: (field: Field) => boolean
  readonly get: <T>(field: Field, reader: (text: string) => Read<T>) => T | null
  readonly thisYear: number
}

/** A property on a published list: who is liable, and for what, with no money. */
function register({ text, day, flag, get, thisYear }: Readers) {
  const reference = get('reference', readReference)
  const lines = (text('address') ?? '')
    .split(',')
    .map(line => line.trim())
    .filter(line => line !== '')
  flag('occupied')
  return {
    key: reference,
    name: text('name') ?? '',
    fields: {
      reference,
      debt_type: 'business rates',
      person_number: reference,
      lines,
      postcode: (text('postcode', 20) ?? '').toUpperCase(),
      property_reference: reference,
      property_address: lines.join(', '),
      property_description: text('description'),
      period_from: day('liableFrom', 1900, thisYear + 1),
    },
  }
}

const looksLikeCompany = (name: string): boolean =>
  /\b(ltd|limited|plc|llp|cic|cyf)\b\.?/i.test(name)

const sentenceFor = (kind: string | null, method: string | null): string =>
  kind === 'payment' ? `Payment received${method ? ` by ${method}` : ''}` : (kind ?? '')

type Source = {
  /** The header, as the file's own people call it. */
  readonly name: string
  readonly isConstant: boolean
  readonly read: (cells: readonly string[]) => string
}

function sourceOf(column: Column, at: (name: string) => number): Source {
  if (typeof column === 'string') {
    const n = at(column)
    return { name: column, isConstant: false, read: cells => cells[n] ?? '' }
  }
  if ('constant' in column)
    return { name: 'constant', isConstant: true, read: () => column.constant }
  const places = column.columns.map(at)
  return {
    name: column.columns.join(' + '),
    isConstant: false,
    read: cells =>
      places
        .map(n => cells[n]?.trim() ?? '')
        .filter(part => part !== '')
        .join(column.join),
  }
}
