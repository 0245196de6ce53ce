import {
  daysUntilBalancePayable,
  daysUntilBalancePayableInWales,
  finalNoticeDays,
  finalNoticeDaysInWales,
  finalNoticeInWales,
  reminderDays,
} from '#law/council-tax/process.ts'
import { dated } from '#law/dated.ts'
import { type Citation, cite } from '#values/citation.ts'
import { everyones } from './everyone.ts'
import { afterCourt, days, everyDebts, type Provision, type Regime, unpaid } from './regime.ts'

/** What follows a liability order. Law: SI 1992/613 regs 36A to 52: one remedy at a time under one order. */
export const afterOrder = {
  ...afterCourt,
  'agent placement review': {
    name: 'A remedy was decided on',
    when: [
      { fact: 'stage', is: 'remedy decision' },
      { fact: 'last return', is: 'carried out' },
    ],
  },
} as const satisfies Regime['before']

const start = Temporal.PlainDate.from('1993-04-01')
const firstSeven = days(reminderDays.on(start).value)
const fourteen = days(daysUntilBalancePayable.on(start).value)
const finalSeven = finalNoticeDays.on(start).value

/**
 * An application is made within six years beginning with the day the sum became due: so many days of it are never too
 * late, whatever leap years are among them. Law: SI 1992/613 reg 34(3).
 */
export const inTimeForAnOrder = { fact: 'since due', below: '2190 days' } as const

const reminder: Provision = {
  name: 'An instalment is unpaid',
  when: [unpaid],
  law: cite('SI 1992/613', 'reg 23(1)'),
}

export const councilTaxInEngland = dated<Regime>({
  title: 'What must come before each step of council tax recovery in England',
  extent: ['England'],
  unit: 'conditions',
  lookedUpOn: 'the day of the decision',
  values: {
    '1993-04-01': {
      source: cite('SI 1992/613', 'Parts V and VI'),
      note: 'Reform has been announced for April 2027 and is not law: lawyer to confirm when made.',
      value: {
        holds: everyones,
        before: {
          reminder,
          'second reminder': {
            name: 'The first reminder was met, and a later instalment is unpaid',
            when: [
              unpaid,
              { fact: 'new default since notice', is: true },
              { fact: 'since notice', atLeast: firstSeven },
            ],
            law: cite('SI 1992/613', 'reg 23(1)'),
          },
          'final notice': {
            name: 'The balance has become payable',
            when: [
              unpaid,
              {
                any: [
                  {
                    all: [
                      { fact: 'new default since notice', is: false },
                      { fact: 'since notice', atLeast: fourteen },
                    ],
                  },
                  {
                    all: [
                      { fact: 'last notice', is: 'second reminder' },
                      { fact: 'new default since notice', is: true },
                      { fact: 'since notice', atLeast: firstSeven },
                    ],
                  },
                ],
              },
            ],
            law: cite('SI 1992/613', 'reg 23(2) to (4)'),
            claims: 'balance',
          },
          'summons list': {
            name: 'The balance is payable and unpaid, after a final notice where none of it was in a reminder',
            when: [
              unpaid,
              inTimeForAnOrder,
              {
                any: [
                  {
                    all: [
                      { fact: 'last notice', is: 'final notice' },
                      { fact: 'since notice', atLeast: days(finalSeven) },
                    ],
                  },
                  {
                    all: [
                      {
                        any: [
                          { fact: 'last notice', is: 'reminder' },
                          { fact: 'last notice', is: 'second reminder' },
                        ],
                      },
                      { fact: 'new default since notice', is: false },
                      { fact: 'since notice', atLeast: fourteen },
                    ],
                  },
                  {
                    all: [
                      { fact: 'last notice', is: 'second reminder' },
                      { fact: 'new default since notice', is: true },
                      { fact: 'since notice', atLeast: firstSeven },
                    ],
                  },
                ],
              },
            ],
            law: cite('SI 1992/613', 'regs 23(3) and (4), 33 and 34'),
            claims: 'balance',
          },
          ...everyDebts,
          ...afterOrder,
        },
      },
    },
  },
})

type WelshDays = {
  readonly afterDefault: number
  readonly afterReminder: number
  /** Whether a final notice may be the first of the year. */
  readonly withoutReminder: boolean
  /** From the final notice to the first day for a complaint. */
  readonly afterFinalNotice: number
  readonly law: Citation
}

const inWales = (it: WelshDays): Regime => ({
  holds: everyones,
  before: {
    reminder,
    'final notice': {
      name: 'The time since the default, and since any reminder, has passed',
      when: [
        { fact: 'since due', atLeast: days(it.afterDefault) },
        it.withoutReminder
          ? {
              any: [
                { fact: 'last notice', is: 'none' },
                { fact: 'since notice', atLeast: days(it.afterReminder) },
              ],
            }
          : { fact: 'since notice', atLeast: days(it.afterReminder) },
      ],
      law: it.law,
      ...(it.withoutReminder && { mayBeFirst: true }),
    },
    'summons list': {
      name: 'The final notice was not met, and the balance is payable',
      when: [
        unpaid,
        inTimeForAnOrder,
        { fact: 'last notice', is: 'final notice' },
        { fact: 'since notice', atLeast: days(it.afterFinalNotice) },
      ],
      law: it.law,
      claims: 'balance',
    },
    ...everyDebts,
    ...afterOrder,
  },
})
const newWales = finalNoticeInWales.on(Temporal.PlainDate.from('2026-04-01'))

export const councilTaxInWales = dated<Regime>({
  title: 'What must come before each step of council tax recovery in Wales',
  extent: ['Wales'],
  unit: 'conditions',
  lookedUpOn: 'the day of the decision',
  values: {
    '1993-04-01': {
      source: cite('SI 1992/613', 'Parts V and VI'),
      note: 'A second reminder is not offered in Wales here: the later law does not require one.',
      value: inWales({
        afterDefault: 1,
        afterReminder: daysUntilBalancePayableInWales.on(start).value,
        withoutReminder: false,
        afterFinalNotice: finalNoticeDaysInWales.on(start).value,
        law: cite('SI 1992/613', 'regs 23(3), 33 and 34(1)'),
      }),
    },
    '2026-04-01': {
      source: newWales.source,
      note: 'Read from official announcements. Whether notices before 1 April 2026 count under the new rules, to confirm; until then a final notice is the first only for what fell due on that day or later.',
      // Twenty-one days beginning with the notice; the balance is payable the day after, and the complaint made the next.
      value: inWales({
        afterDefault: newWales.value.daysAfterDefault,
        afterReminder: newWales.value.daysAfterReminder,
        withoutReminder: true,
        afterFinalNotice: newWales.value.daysToPay + 1,
        law: newWales.source,
      }),
    },
  },
})
