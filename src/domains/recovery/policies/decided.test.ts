import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { FactSheet } from '../facts.ts'
import { councilTaxInEngland, councilTaxInWales, sundryDebt } from '../regimes/index.ts'
import { decide, rulesOf } from '../rules.ts'
import { aFactSheet } from '../testing/sheet.ts'
import { councilTaxEngland, councilTaxWales } from './council-tax.ts'
import { sundryInvoice } from './sundry-invoice.ts'

const day = Temporal.PlainDate.from('2026-06-01')
const england = rulesOf(councilTaxEngland, councilTaxInEngland.on(day).value)
const wales = rulesOf(councilTaxWales, councilTaxInWales.on(day).value)
const sundry = rulesOf(sundryInvoice, sundryDebt.on(day).value)

type Case = readonly [string, Partial<FactSheet>, string | undefined]
const late = { overdue: 100_00n, 'since due': 60 } as const

const called = {
  ...late,
  stage: 'phone call',
  'last notice': 'second letter',
  'since notice': 60,
  'last return': 'no answer',
} as const

const check = (rules: typeof england, cases: readonly Case[]) => {
  for (const [says, sheet, rule] of cases) {
    test(says, () => assert.equal(decide(rules, aFactSheet(sheet))?.name, rule))
  }
}

suite('council tax in England', () => {
  check(england, [
    ['nothing late: nothing', {}, undefined],
    ['thirteen days late: not yet', { ...late, 'since due': 13 }, undefined],
    ['fourteen days late: a reminder', { ...late, 'since due': 14 }, 'Reminder'],
    [
      'thirteen days after a reminder: not yet',
      { ...late, stage: 'reminder', 'since notice': 13 },
      undefined,
    ],
    [
      'fourteen days after: a final notice',
      { ...late, stage: 'reminder', 'since notice': 14 },
      'Final notice',
    ],
    [
      'the reminder was met and they fell behind again: a second',
      {
        ...late,
        'since due': 14,
        stage: 'reminder',
        'since notice': 60,
        'new default since notice': true,
      },
      'Second reminder',
    ],
    [
      'a second reminder unmet for thirteen days: not yet',
      { ...late, stage: 'second reminder', 'since notice': 13 },
      undefined,
    ],
    [
      'a second reminder unmet for fourteen: a final notice',
      { ...late, stage: 'second reminder', 'since notice': 14 },
      'Final notice after second reminder',
    ],
    [
      'a third default: a final notice without another reminder',
      { ...late, stage: 'second reminder', 'since notice': 8, 'new default since notice': true },
      'Final notice after second reminder',
    ],
    [
      'thirteen days after a final notice: not yet',
      { ...late, stage: 'final notice', 'since notice': 13 },
      undefined,
    ],
    [
      'fourteen days after: the summons list',
      { ...late, stage: 'final notice', 'since notice': 14 },
      'Summons list',
    ],
    [
      'gone away: they are looked for first',
      {
        ...late,
        stage: 'final notice',
        'since notice': 14,
        'letters stopped by': 'gone away',
        'address known': false,
      },
      'Find them before a summons',
    ],
    [
      'looked for after a reminder alone: no summons before its final notice',
      {
        ...late,
        stage: 'find them',
        'last notice': 'reminder',
        'since notice': 30,
        'last return': 'found',
        'since return': 10,
      },
      undefined,
    ],
    [
      'six years late after the final notice: no court, and somebody talks with them',
      { ...late, stage: 'final notice', 'since notice': 30, 'since due': 2190 },
      'Too old for an order (final notice)',
    ],
    [
      'looked for after the final notice: the summons list',
      {
        ...late,
        stage: 'find them',
        'last notice': 'final notice',
        'since notice': 30,
        'last return': 'found',
        'since return': 7,
      },
      'Summons list, now that somebody looked',
    ],
    [
      'ninety days after a remedy that did not clear an order: another',
      {
        ...late,
        stage: 'remedy decision',
        'last notice': 'liability order',
        'order made': true,
        'since notice': 200,
        'last return': 'carried out',
        'since return': 90,
      },
      'Another remedy',
    ],
    ['on somebody’s list: it waits', { ...late, 'last return': 'open' }, 'With somebody'],
    ['breathing space', { ...late, 'breathing space': true }, 'Breathing space'],
    ['mental health crisis', { ...late, 'mental health crisis': true }, 'Mental health crisis'],
    ['deceased', { ...late, deceased: true }, 'Deceased'],
    ['in dispute', { ...late, 'in dispute': true }, 'In dispute'],
    ['paying by arrangement', { ...late, 'arrangement in force': true }, 'Paying by arrangement'],
    [
      'insolvent or dissolved',
      { ...late, 'insolvent or dissolved': true },
      'Insolvent or dissolved',
    ],
    ['put on hold', { ...late, 'held for another reason': true }, 'On hold'],
    ['£9.99: too small', { ...late, balance: 9_99n }, 'Too small to pursue'],
    ['£10.00: not too small', { ...late, balance: 10_00n }, 'Reminder'],
    ['nothing owed', { balance: 0n }, 'Nothing owed'],
    ['old figures', { ...late, 'stale data': true }, 'Waiting for fresh figures'],
    ['no address', { ...late, 'address known': false }, 'No address'],
  ])
})

suite('council tax in Wales from 1 April 2026', () => {
  const reminded = { overdue: 100_00n, stage: 'reminder', 'since notice': 20 } as const
  const again = { ...reminded, 'since notice': 90, 'new default since notice': true } as const
  const talked = {
    ...again,
    stage: 'phone call',
    'last notice': 'reminder',
    'last return': 'no answer',
    'since return': 14,
  } as const
  check(wales, [
    ['day 40 after the default: not yet', { ...reminded, 'since due': 40 }, undefined],
    ['day 41: a final notice', { ...reminded, 'since due': 41 }, 'Final notice'],
    [
      'day 41, but 13 days after the reminder: not yet',
      { ...reminded, 'since due': 41, 'since notice': 13 },
      undefined,
    ],
    [
      'a later default is talked about before day 41',
      { ...again, 'since due': 14 },
      'Call about a later default',
    ],
    ['and not on day 13 of it', { ...again, 'since due': 13 }, undefined],
    ['after the call, not before day 41', { ...talked, 'since due': 40 }, undefined],
    ['after the call, on day 41', { ...talked, 'since due': 41 }, 'Final notice after a call'],
    [
      'after the call, and two weeks after it',
      { ...talked, 'since due': 50, 'since return': 13 },
      undefined,
    ],
  ])
})

suite('invoices', () => {
  check(sundry, [
    ['fourteen days late', { ...late, 'since due': 14 }, 'Invoice reminder'],
    [
      'twenty days after the first letter',
      { ...late, stage: 'invoice reminder', 'since notice': 20 },
      undefined,
    ],
    ['twenty-one', { ...late, stage: 'invoice reminder', 'since notice': 21 }, 'Second letter'],
    [
      'a talk two weeks ago, and 2190 days late: the letter before claim',
      { ...called, 'since due': 2190, 'since return': 14 },
      'Letter before claim',
    ],
    ['2191 days late: no court', { ...called, 'since due': 2191, 'since return': 14 }, undefined],
    [
      'too old for a court: another talk in its time',
      { ...called, 'since due': 2191, 'since return': 60 },
      'Telephone call again',
    ],
    [
      'acknowledged in writing in its time: a court after all',
      { ...called, 'since due': 2400, 'since time restarted': 300, 'since return': 14 },
      'Letter before claim',
    ],
    [
      'the letter went, and then it was too old: a talk',
      {
        ...called,
        stage: 'letter before claim',
        'last return': 'carried out',
        'since due': 2300,
        'since return': 90,
      },
      'Too old for a claim',
    ],
  ])
})
