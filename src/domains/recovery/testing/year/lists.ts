import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { ordinal, plusDays } from '#values/dates.ts'
import { type Random, randomFor, weighted } from '#values/random.ts'
import { answer } from '../../answers/answer.ts'
import { questionsOf } from '../../answers/questions.ts'
import { closeReferral } from '../../referrals/close-referral.ts'
import { asksForARemedy, type ReturnCode } from '../../referrals/return-codes.ts'
import { valueOf } from '../nights.ts'
import type { Day } from './book.ts'
import { type Living, midnightAfter, type Lived } from './record.ts'

/** Now and then somebody records what recovery must know, unasked. */
export async function isAsked(
  db: Db,
  record: Lived,
  { book: { council }, day }: Living,
  random: Random,
): Promise<boolean> {
  const questions = Object.values(asks)
    .flat()
    .filter(([question]) => questionsOf(record.owed.family).some(([name]) => name === question))
  if (questions.length === 0 || !random.chance(0.01)) return false
  const [question, answers] = random.pick(questions)
  await tells(db, record, {
    councilId: council.councilId,
    day,
    question,
    told: weighted(random, answers),
  })
  return true
}

async function tells(
  db: Db,
  { owed: { accountId }, answers }: Lived,
  {
    councilId,
    day,
    question,
    told,
  }: {
    readonly councilId: number
    readonly day: Day
    readonly question: string
    readonly told: string
  },
): Promise<void> {
  valueOf(
    await answer(db, {
      councilId,
      accountId,
      question,
      answer: told,
      soOn: day,
      note: '',
      by: 'officer',
      today: day,
    }),
  )
  answers.set(question, { answer: told, on: day })
}

/** What is answered when a list that asks it is worked. */
const asks: Readonly<{
  [kind: string]: readonly (readonly [string, readonly [string, number][]])[]
}> = {
  'capacity check': [
    [
      'capacity',
      [
        ['can decide', 8],
        ['somebody acts', 1],
        ['nobody acts', 1],
      ],
    ],
  ],
  'payment options talk': [['other options', [['considered', 1]]]],
  'deferred payment offer': [
    [
      'deferred payment',
      [
        ['cannot be offered', 5],
        ['refused', 3],
        ['offered', 1],
        ['agreed', 1],
      ],
    ],
  ],
  'recoverability check': [
    [
      'recoverable',
      [
        ['recoverable from them', 8],
        ['not recoverable', 1],
      ],
    ],
  ],
  'demand check': [
    [
      'demand',
      [
        ['valid', 8],
        ['not valid', 1],
      ],
    ],
    [
      'demand in time',
      [
        ['in time', 8],
        ['too late', 1],
      ],
    ],
  ],
}

const comesBackAs: readonly (readonly [ReturnCode, number])[] = [
  ['carried out', 60],
  ['no answer', 10],
  ['paid', 5],
  ['arrangement made', 5],
  ['found', 3],
  ['gone away', 3],
  ['not suitable', 8],
  ['disputed', 1],
]
const courtSays: readonly (readonly [ReturnCode, number])[] = [
  ['order made', 6],
  ['carried out', 2],
  ['no answer', 2],
]
/** What a remedy comes to is not lived here: it is never chosen, only put off. */
const remedyComesTo: readonly (readonly [ReturnCode, number])[] = [
  ['not suitable', 5],
  ['arrangement made', 2],
  ['no answer', 3],
]

/** Officers work some of what is on their lists. Answers the accounts. */
export async function workLists(
  db: Db,
  records: ReadonlyMap<string, Lived>,
  { book, seed, day }: Living,
): Promise<readonly string[]> {
  const { councilId } = book.council
  const worked: string[] = []
  for (const { id, accountId, kind } of await openLists(db, councilId)) {
    const record = records.get(accountId)
    const random = randomFor(seed, record?.owed.number ?? 0, ordinal(day), 7)
    if (!record || !random.chance(0.12)) continue
    const code = weighted(
      random,
      kind === 'court outcome check'
        ? courtSays
        : asksForARemedy(kind)
          ? remedyComesTo
          : comesBackAs,
    )
    const on = { councilId, accountId, today: day, by: 'officer' }
    const now = midnightAfter(plusDays(day, -1))
    valueOf(
      await closeReferral(db, {
        ...on,
        referralId: id,
        returnCode: code,
        note: 'as the year has it',
        now,
      }),
    )
    record.returns.push({ kind, code, on: day })
    if (code === 'disputed') record.holds.push({ from: plusDays(day, 1), to: lastDay })
    if (code === 'carried out')
      for (const [question, answers] of asks[kind] ?? [])
        await tells(db, record, { councilId, day, question, told: weighted(random, answers) })
    worked.push(accountId)
  }
  return worked
}
/** Nobody ends a dispute here. */
const lastDay = Temporal.PlainDate.from('2100-01-01')

const openLists = (db: Db, councilId: number) =>
  db.many(
    z.object({ id: z.string(), accountId: z.string(), kind: z.string() }),
    sql`
      select id, account_id, kind from recovery.referral
      where council_id = ${councilId}::int and closed_at is null order by account_id, kind`,
  )
