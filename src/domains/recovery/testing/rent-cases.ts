import { z } from 'zod'
import { parsePounds, type Pence } from '#values/money.ts'
import type { RentSheet } from './rent-facts.ts'

const day = z.string().nullable().optional()

/** A case as the other council's tests put it: days are said from the day of the night, money in pounds. */
export const rentCase = z.object({
  id: z.string(),
  given: z.object({
    weekly_rent: z.number().nullable().optional(),
    collectable_arrears: z.number().nullable().optional(),
    total_payment_amount_in_week: z.number().optional(),
    nosp_served_date: day,
    last_communication_action: z.string().nullable().optional(),
    last_communication_date: day,
    courtdate: day,
    court_outcome: z.string().nullable().optional(),
    is_paused_until: day,
    eviction_date: day,
    active_agreement: z.boolean().optional(),
    most_recent_agreement: z
      .object({ start_date: z.string().nullable(), breached: z.boolean() })
      .nullable()
      .optional(),
    days_since_last_payment: z.number().optional(),
  }),
  expected_action: z.string().nullable(),
  expected_not: z.string().nullable(),
  note: z.string().optional(),
})
export type RentCase = z.infer<typeof rentCase>

const contacts: Readonly<Record<string, RentSheet['last contact']>> = {
  GAT: 'text message',
  GMS: 'text message',
  AMS: 'text message',
  SMS: 'text message',
  IC1: 'letter one',
  S01: 'letter one',
  IC2: 'letter two',
  S02: 'letter two',
  ZR2: 'letter two',
  ZR3: 'letter two',
  S0A: 'other first letter',
  IC4: 'court warning',
  BLI: 'agreement breach letter',
  CBL: 'court breach letter',
  CBV: 'court breach visit',
  WPA: 'warrant',
}
const outcomes: Readonly<Record<string, RentSheet['court outcome']>> = {
  OPD: 'outright possession',
  OPF: 'outright possession',
  AGP: 'adjourned or suspended',
  SOT: 'adjourned or suspended',
}

/** The facts of a case on the day of its night. Rent that is not given counts as none. */
export function sheetOfRentCase(given: RentCase['given'], today: Temporal.PlainDate): RentSheet {
  const court = dayOf(given.courtdate, today)
  const contact = dayOf(given.last_communication_date, today)
  const said = given.last_communication_action ?? ''
  const outcome = given.court_outcome ?? ''
  const rent = pence(given.weekly_rent)
  const unpaid = rent + pence(given.total_payment_amount_in_week)
  const arrears = pence(given.collectable_arrears)
  const afterGrace = arrears - (unpaid > 0n ? unpaid : 0n)
  const agreement = agreementOf(given, today)
  return {
    'arrears known': typeof given.collectable_arrears === 'number',
    arrears,
    'arrears after grace': afterGrace,
    'arrears beyond four weeks': afterGrace - 4n * rent,
    notice: noticeOf(dayOf(given.nosp_served_date, today), today),
    'last contact': said === '' ? 'none' : (contacts[said] ?? 'another'),
    'since last contact': since(contact, today),
    'since last payment': given.days_since_last_payment ?? null,
    paused: isAfter(dayOf(given.is_paused_until, today), today),
    'eviction date set': Boolean(given.eviction_date),
    'court date': court === null ? 'none' : isAfter(court, today) ? 'to come' : 'past',
    'since court': since(court, today),
    'court after last contact': court !== null && contact !== null && isAfter(court, contact),
    'court outcome': outcome === '' ? 'none' : (outcomes[outcome] ?? 'another'),
    agreement: agreement.state,
    // Terms of an order bind for six years.
    'agreement ordered':
      outcome === 'AGP' && court !== null && isAfter(court.add({ years: 6 }), today),
    'agreement follows court':
      agreement.from !== null && court !== null && !isAfter(court, agreement.from),
  }
}

/** A notice can be acted on after three months, and for fifty-two weeks from then. */
function noticeOf(
  served: Temporal.PlainDate | null,
  today: Temporal.PlainDate,
): RentSheet['notice'] {
  if (served === null) return 'none'
  const active = served.add({ months: 3 })
  if (!isAfter(active.add({ weeks: 52 }), today)) return 'lapsed'
  return isAfter(today, active) ? 'active' : 'waiting'
}

function agreementOf(
  { most_recent_agreement: known, active_agreement: isActive }: RentCase['given'],
  today: Temporal.PlainDate,
): { readonly state: RentSheet['agreement']; readonly from: Temporal.PlainDate | null } {
  if (known) {
    const from = dayOf(known.start_date, today)
    return { state: from === null ? 'none' : known.breached ? 'breached' : 'live', from }
  }
  // One that is only said to be live came by itself, long after any court.
  return isActive === true ? { state: 'live', from: today } : { state: 'none', from: null }
}

const isAfter = (one: Temporal.PlainDate | null, other: Temporal.PlainDate): boolean =>
  one !== null && Temporal.PlainDate.compare(one, other) > 0

const since = (on: Temporal.PlainDate | null, today: Temporal.PlainDate): number | null =>
  on === null ? null : on.until(today, { largestUnit: 'days' }).days

/** The cases say pounds as JSON numbers, to the penny: they are read by their decimal text, like every amount. */
function pence(pounds: number | null | undefined): Pence {
  const text = `${Math.abs(pounds ?? 0)}`
  const amount = parsePounds(`£${text.replace(/(\.\d)$/, '$10')}`) ?? 0n
  return (pounds ?? 0) < 0 ? -amount : amount
}

/** `today-3months-1days`, or a day. */
function dayOf(
  text: string | null | undefined,
  today: Temporal.PlainDate,
): Temporal.PlainDate | null {
  if (!text) return null
  if (!text.startsWith('today')) return Temporal.PlainDate.from(text)
  return [...text.matchAll(/([+-])(\d+)(years|months|weeks|days)/g)].reduce(
    (day, [, sign, n, unit]) => day.add({ [unit ?? 'days']: Number(`${sign}${n}`) }),
    today,
  )
}
