import assert from 'node:assert/strict'
import { z } from 'zod'
import { post, reverse } from '#debts'
import { aCouncilWithAccounts, someEntry } from '#debts/testing'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import type { Outcome } from '#values/outcome.ts'
import type { Pence } from '#values/money.ts'
import { keepQueues } from '../job.ts'
import { makeFile } from '../make-file.ts'
import { setSource } from '../settings.ts'
import { takeReply } from '../take-reply.ts'

export const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

export function valueOf<T>(outcome: Outcome<T>): T {
  assert(outcome.ok, outcome.ok ? '' : outcome.refusal.says)
  return outcome.value
}

export const codeOf = (outcome: Outcome<unknown>): string =>
  outcome.ok ? 'done' : outcome.refusal.code

export const saysOf = (outcome: Outcome<unknown>): string =>
  outcome.ok ? 'done' : outcome.refusal.says

const message = z.object({
  id: z.string(),
  number: z.number(),
  kind: z.string(),
  accountId: z.string(),
  amount: pence.nullable(),
  code: z.string(),
  until: z.string().nullable(),
  says: z.string(),
  state: z.string(),
  attempt: z.number(),
  answeredBy: z.string().nullable(),
  answerWhy: z.string(),
  correctsId: z.string().nullable(),
  reference: z.string(),
})

/** An answer in a reply: the message, how often it had been sent, its pence, and why not. */
export type Answered = {
  readonly number: number
  readonly attempt?: number
  readonly amount?: Pence | null
  readonly no?: string
}

/** A reply as a source writes it, with a trailer that agrees. */
export function aReply(
  council: string,
  answers: readonly Answered[],
  { number = 1, source = 'test' }: { readonly number?: number; readonly source?: string } = {},
): string {
  const lines = answers.map(({ number: of, attempt = 1, amount = null, no }) =>
    no === undefined
      ? `A,${of},${attempt},${amount ?? ''}`
      : `R,${of},${attempt},${amount ?? ''},E1,"${no}"`,
  )
  const rejected = answers.filter(({ no }) => no !== undefined).length
  const total = answers.reduce((sum, { amount }) => sum + (amount ?? 0n), 0n)
  return [
    `H,evenhand-reply,1,${council},${source},${number},2026-11-27`,
    ...lines,
    `T,${answers.length - rejected},${rejected},${total}`,
    '',
  ].join('\r\n')
}

/** A council whose source `test` is told by files, with accounts that owe £500 each as that source said. */
export async function aTellingCouncil(
  database: Database,
  councilId: number,
  count: number,
  {
    answerDays = 5,
    attempts = 1,
  }: { readonly answerDays?: number; readonly attempts?: number } = {},
) {
  const council = await aCouncilWithAccounts(database, councilId, count)
  const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
  const actor = 'system:test'
  await inCouncil(async db => {
    await db.run(sql`
      insert into debts.source (council_id, source, as_at) values (${councilId}::int, 'test', '2026-11-01')`)
    for (const [n, account] of council.accounts.entries())
      await post(db, {
        councilId,
        actor,
        entry: {
          ...someEntry(council, account, { reference: `charge ${n}`, amount: 500_00n }),
          sourceKind: 'import row',
        },
      })
    valueOf(
      await setSource(db, {
        councilId,
        source: 'test',
        settings: { way: 'file', answerDays, attempts },
        actor,
      }),
    )
  })
  /** A payment that came in here: on the account so numbered, from 0. */
  const pay = (n: number, reference: string, amount: Pence, on = '2026-11-20') =>
    inCouncil(async db => {
      const entry = someEntry(council, council.accounts[n] ?? '', {
        kind: 'payment',
        reference,
        amount,
        on: day(on),
      })
      await post(db, { councilId, actor, entry: { ...entry, sourceKind: 'receipt' } })
    })
  const takeBackPayment = (reference: string, on = '2026-11-21') =>
    inCouncil(async db => {
      const { id } = await db.one(
        z.object({ id: z.string() }),
        sql`select id from debts.entry where council_id = ${councilId}::int and reference = ${reference}::text`,
      )
      await reverse(db, { councilId, entryId: id, on: day(on), because: 'Not theirs', actor })
    })
  const messages = () =>
    inCouncil(db =>
      db.many(
        message,
        sql`
          select id, number::int as number, kind, account_id, amount, code, until_on::text as until, says, state, attempt, answered_by, answer_why, corrects_id,
            reference
          from write_back.message where council_id = ${councilId}::int order by source, number`,
      ),
    )
  const keep = (today = '2026-11-27') =>
    inCouncil(db => keepQueues(db, { councilId, today: day(today) }))
  const make = (today = '2026-11-27', most?: number) =>
    inCouncil(db => makeFile(db, { councilId, source: 'test', today: day(today), actor }, most))
  const textOf = async (fileId: string) => {
    const { bytes } = await inCouncil(db =>
      db.one(
        z.object({ bytes: z.instanceof(Uint8Array) }),
        sql`select bytes from write_back.file_bytes where council_id = ${councilId}::int and file_id = ${fileId}::uuid`,
      ),
    )
    return Buffer.from(bytes).toString('utf8')
  }
  const take = (text: string | Uint8Array, today = '2026-11-28', largest?: number) =>
    takeReply(database, {
      councilId,
      fileName: 'reply.csv',
      bytes: (async function* () {
        yield Buffer.from(text)
      })(),
      today: day(today),
      actor,
      ...(largest !== undefined && { largest }),
    })
  const reply = (answers: readonly Answered[], number = 1, today?: string) =>
    take(aReply(`c${councilId}`, answers, { number }), today)
  return {
    ...council,
    slug: `c${councilId}`,
    inCouncil,
    pay,
    takeBackPayment,
    messages,
    keep,
    make,
    textOf,
    take,
    reply,
  }
}
