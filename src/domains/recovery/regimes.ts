import {
  daysUntilBalancePayable,
  daysUntilBalancePayableInWales,
  finalNoticeInWales,
  reminderDays,
} from '#law/council-tax/process.ts'
import { type Dated, dated, type Nation } from '#law/dated.ts'
import { type Citation, cite } from '#values/citation.ts'
import type { Action } from './actions.ts'
import type { Condition, Conditions } from './condition.ts'

/** The least that is required of any council's policy. A policy can ask for more, never for less. */
export type Regime = {
  /** What stops all recovery, in this order. */
  readonly holds: readonly Provision[]
  /** What must be so before each action. An action that is not here is not one for this kind of debt. */
  readonly before: Partial<Readonly<Record<Action, Provision>>>
}

/** Without `law` it is common sense that no policy may override. */
export type Provision = {
  readonly name: string
  readonly when: Conditions
  readonly law?: Citation
}

/** The rule by which an emergency holds an account: those that it held come back in turns. */
export const emergencyStop = 'Emergency stop'

const everyones: readonly Provision[] = [
  {
    name: 'Mental health crisis',
    when: [{ fact: 'mental health crisis', is: true }],
    law: cite('SI 2020/1311', 'reg 7'),
  },
  {
    name: 'Breathing space',
    when: [{ fact: 'breathing space', is: true }],
    law: cite('SI 2020/1311', 'reg 7'),
  },
  { name: 'Insolvent or dissolved', when: [{ fact: 'insolvent or dissolved', is: true }] },
  { name: 'Deceased', when: [{ fact: 'deceased', is: true }] },
  { name: 'Nothing owed', when: [{ fact: 'balance', below: '£0.01' }] },
  { name: emergencyStop, when: [{ fact: 'emergency stop', is: true }] },
  { name: 'Gone away', when: [{ fact: 'letters stopped by', is: 'gone away' }] },
  { name: 'Not their address', when: [{ fact: 'letters stopped by', is: 'not theirs' }] },
  {
    name: 'Not by post',
    when: [
      {
        any: [
          { fact: 'letters stopped by', is: 'safe route' },
          { fact: 'letters stopped by', is: 'confidential' },
        ],
      },
    ],
  },
]

/** The rules by which no letter can reach somebody, and what has to be done about it. */
export const byNoLetter: Readonly<Record<string, 'find them' | 'reach another way'>> = {
  'Gone away': 'find them',
  'Not their address': 'find them',
  'No address': 'find them',
  'Not by post': 'reach another way',
}

const start = Temporal.PlainDate.from('1993-04-01')
const days = (number: number): `${number} days` => `${number} days`
const unpaid: Condition = { fact: 'since due', atLeast: '1 day' }
const firstSeven = days(reminderDays.on(start).value)
const fourteen = days(daysUntilBalancePayable.on(start).value)

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
                  { fact: 'since notice', atLeast: fourteen },
                  {
                    all: [
                      { fact: 'stage', is: 'second reminder' },
                      { fact: 'new default since notice', is: true },
                      { fact: 'since notice', atLeast: firstSeven },
                    ],
                  },
                ],
              },
            ],
            law: cite('SI 1992/613', 'reg 23(2) to (4)'),
          },
        },
      },
    },
  },
})

const inWales = (afterDefault: number, afterReminder: number, law: Citation): Regime => ({
  holds: everyones,
  before: {
    reminder,
    'final notice': {
      name: 'The time since the default, and since any reminder, has passed',
      when: [
        { fact: 'since due', atLeast: days(afterDefault) },
        { fact: 'since notice', atLeast: days(afterReminder) },
      ],
      law,
    },
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
      value: inWales(
        1,
        daysUntilBalancePayableInWales.on(start).value,
        cite('SI 1992/613', 'regs 23(3), 33 and 34(1)'),
      ),
    },
    '2026-04-01': {
      source: newWales.source,
      note: 'Read from official announcements. Whether notices before 1 April 2026 count under the new rules, to confirm.',
      value: inWales(
        newWales.value.daysAfterDefault,
        newWales.value.daysAfterReminder,
        newWales.source,
      ),
    },
  },
})

/** An invoice is owed under a contract: no statute says what must be sent first. What stops recovery still does. */
export const sundryDebt = dated<Regime>({
  title: 'What must come before each letter about an invoice',
  extent: ['England', 'Wales'],
  unit: 'conditions',
  lookedUpOn: 'the day of the decision',
  values: {
    '1993-04-01': {
      source: cite('SI 2020/1311', 'reg 7'),
      value: {
        holds: everyones,
        before: {
          'invoice reminder': { name: 'The invoice is unpaid', when: [unpaid] },
          'second letter': {
            name: 'The first letter has had its time',
            when: [unpaid, { fact: 'since notice', atLeast: '14 days' }],
          },
        },
      },
    },
  },
})

/** The law that governs a family of debts in a nation; none where no policy can yet be written. */
export function regimeOf(family: string, nation: Nation): Dated<Regime> | undefined {
  if (family === 'sundry') return sundryDebt
  if (family !== 'council tax') return undefined
  return nation === 'Wales' ? councilTaxInWales : councilTaxInEngland
}

/** Where an officer can work out by hand the days that a family's notices give: a calculator of the law pages. */
export function calculatorOf(family: string, nation: Nation): string | undefined {
  if (family === 'sundry') return 'pap_debt_timeline/letter-of-claim'
  if (family === 'business rates') return 'business_rates_timeline/reminder'
  if (family !== 'council tax') return undefined
  return nation === 'Wales'
    ? 'council_tax_timeline_wales/final-notice'
    : 'council_tax_timeline_england/reminder'
}
