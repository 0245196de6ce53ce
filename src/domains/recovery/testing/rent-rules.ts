import type { ConditionIn, Deciding } from '../language.ts'
import type { rentFacts, RentSheet } from './rent-facts.ts'

type RentCondition = ConditionIn<typeof rentFacts>

const lastContact = (
  first: RentSheet['last contact'],
  ...others: RentSheet['last contact'][]
): RentCondition => ({
  any: [
    { fact: 'last contact', is: first },
    ...others.map(is => ({ fact: 'last contact', is }) as const),
  ],
})
const not = (condition: RentCondition): RentCondition => ({ not: condition })
const three = '92 days'

const noContactFor = (days: '7 days' | '14 days' | typeof three): RentCondition =>
  not({ fact: 'since last contact', below: days })
const contactWithin = (days: '7 days' | typeof three): RentCondition => ({
  fact: 'since last contact',
  below: days,
})
const unblocked: readonly RentCondition[] = [
  { fact: 'paused', is: false },
  { fact: 'eviction date set', is: false },
  not({ fact: 'court date', is: 'to come' }),
]
const noAgreement: RentCondition = { fact: 'agreement', is: 'none' }
const noCourtDate: RentCondition = { fact: 'court date', is: 'none' }
const noNotice: RentCondition = { fact: 'notice', is: 'none' }
const noticeInForce: RentCondition = {
  any: [
    { fact: 'notice', is: 'waiting' },
    { fact: 'notice', is: 'active' },
  ],
}
const owed: RentCondition = { fact: 'arrears known', is: true }
const tenPounds: RentCondition = { fact: 'arrears after grace', atLeast: '£10' }
const fourWeeks: RentCondition = { fact: 'arrears beyond four weeks', atLeast: '£0' }
const ordersBreached: RentCondition = {
  all: [
    { fact: 'agreement', is: 'breached' },
    { fact: 'agreement ordered', is: true },
    { fact: 'agreement follows court', is: true },
  ],
}
const ownBreached: RentCondition = {
  all: [
    { fact: 'agreement', is: 'breached' },
    { fact: 'agreement ordered', is: false },
  ],
}
const adjourned: RentCondition = {
  all: [
    { fact: 'court outcome', is: 'adjourned or suspended' },
    { fact: 'since court', below: '2192 days' },
  ],
}

const step = (name: string, ...needs: RentCondition[]): Deciding<RentCondition> => ({
  name,
  needs: [...unblocked, ...needs].map(condition => ({ condition })),
})

/**
 * Another council's rules for rent arrears, held in our language: what to do next about a current tenancy, as one London
 * borough decided it each night until 2021 (facts from its published tests; the rules written anew). The first that fits
 * decides; the names are that council's, so that its cases can be compared. Nothing ships with them.
 */
export const rentRules: readonly Deciding<RentCondition>[] = [
  step(
    'address_court_agreement_breach',
    ordersBreached,
    not(lastContact('court breach letter', 'court breach visit')),
  ),
  step(
    'court_breach_visit',
    ordersBreached,
    lastContact('court breach letter'),
    { fact: 'since last contact', atLeast: '7 days' },
    contactWithin(three),
  ),
  step(
    'court_breach_no_payment',
    ordersBreached,
    lastContact('court breach visit'),
    { fact: 'since last contact', atLeast: '7 days' },
    { fact: 'since last payment', atLeast: '8 days' },
  ),
  step(
    'update_court_outcome_action',
    { fact: 'court date', is: 'past' },
    { fact: 'court outcome', is: 'none' },
    not(ordersBreached),
  ),
  step(
    'apply_for_outright_possession_warrant',
    noAgreement,
    { fact: 'court outcome', is: 'outright possession' },
    { fact: 'since court', below: '93 days' },
    not(lastContact('warrant')),
  ),
  step(
    'apply_for_court_date',
    owed,
    noAgreement,
    { fact: 'notice', is: 'active' },
    lastContact('court warning'),
    noContactFor('14 days'),
    { fact: 'court after last contact', is: false },
    fourWeeks,
  ),
  step(
    'send_court_warning_letter',
    owed,
    noAgreement,
    { fact: 'notice', is: 'active' },
    not(lastContact('court warning')),
    not({ fact: 'since court', atLeast: '1 day' }),
    fourWeeks,
  ),
  step(
    'send_NOSP',
    owed,
    noAgreement,
    not(noticeInForce),
    not(adjourned),
    not({
      all: [
        { fact: 'court date', is: 'past' },
        { fact: 'court outcome', is: 'none' },
      ],
    }),
    {
      any: [
        { fact: 'notice', is: 'lapsed' },
        { all: [lastContact('letter two'), contactWithin(three), noContactFor('7 days')] },
      ],
    },
    fourWeeks,
  ),
  step(
    'informal_breached_after_letter',
    ownBreached,
    noNotice,
    lastContact('agreement breach letter'),
    noContactFor('7 days'),
  ),
  step(
    'send_informal_agreement_breach_letter',
    ownBreached,
    not(noticeInForce),
    not(lastContact('agreement breach letter', 'court breach letter', 'court breach visit')),
    noContactFor('7 days'),
  ),
  step(
    'send_letter_two',
    owed,
    noAgreement,
    noNotice,
    noCourtDate,
    lastContact('letter one'),
    noContactFor('14 days'),
    not({ fact: 'since last contact', atLeast: three }),
    tenPounds,
  ),
  step(
    'send_letter_one',
    owed,
    noAgreement,
    noNotice,
    noCourtDate,
    not({
      all: [
        lastContact('letter one', 'letter two', 'other first letter', 'court warning'),
        contactWithin(three),
      ],
    }),
    tenPounds,
  ),
  step(
    'send_first_SMS',
    owed,
    noAgreement,
    noNotice,
    noCourtDate,
    {
      any: [
        lastContact('none'),
        { all: [lastContact('text message'), noContactFor('7 days')] },
        { all: [not(lastContact('none', 'text message')), noContactFor(three)] },
      ],
    },
    { fact: 'arrears', atLeast: '£5' },
    { fact: 'arrears', below: '£10' },
  ),
  {
    name: 'check_data',
    needs: [
      { condition: { fact: 'paused', is: false } },
      {
        condition: {
          any: [
            { all: [adjourned, noAgreement] },
            { all: [noCourtDate, not({ fact: 'court outcome', is: 'none' })] },
            {
              all: [
                { fact: 'agreement ordered', is: true },
                { fact: 'agreement follows court', is: false },
              ],
            },
          ],
        },
      },
    ],
  },
]
