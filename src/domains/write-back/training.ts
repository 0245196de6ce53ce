import { Readable } from 'node:stream'
import { z } from 'zod'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { sum } from '#values/money.ts'
import { compare, findMonth } from './compare.ts'
import { balancesMark, replyMark, version } from './file-format.ts'
import { keepQueues } from './job.ts'
import { makeFile } from './make-file.ts'
import { makeMonth } from './month.ts'
import { setSource, sourcesOf } from './settings.ts'
import { takeReply } from './take-reply.ts'

const actor = 'system:sample'

/** Lets the sources of a sample council be told by files, but for the last, which is only read where there are others. */
export async function setUpTrainingSources(db: Db, councilId: number): Promise<void> {
  const sources = await sourcesOf(db, councilId)
  for (const { source, lookedUntil } of sources.slice(0, Math.max(1, sources.length - 1)))
    if (lookedUntil === null)
      await setSource(db, {
        councilId,
        source,
        settings: { way: 'file', answerDays: 5, attempts: 2 },
        actor,
      })
}

/**
 * Tells a sample council's busiest source the half of what waits for it, and answers for the source: it rejects one, accepts
 * most and leaves the rest; and for the month that ended last, its list of balances differs on one account. Afterwards something
 * waits, something is not answered, and one is with a person. Repeated, nothing more is told.
 */
export async function tellTrainingSource(
  database: Database,
  {
    councilId,
    slug,
    today,
  }: {
    readonly councilId: number
    readonly slug: string
    readonly today: Temporal.PlainDate
  },
): Promise<void> {
  const sent = await asCouncil(database, councilId, async db => {
    await keepQueues(db, { councilId, today })
    return (await firstFile(db, councilId)) ?? makeFirst(db, councilId, today)
  })
  if (!sent) return
  const taken = await takeReply(database, {
    councilId,
    fileName: `${sent.source}-reply-1.csv`,
    bytes: Readable.from([Buffer.from(replyTo(slug, sent, today))]),
    today,
    actor,
  })
  if (!taken.ok) throw new Error(taken.refusal.says)
  await compareLastMonth(database, { councilId, slug, today, source: sent.source })
}

/**
 * Sends the source's own list of balances for the month that ended last, which agrees but for one account, and compares. Once: a
 * month that is there stays as it is.
 */
async function compareLastMonth(
  database: Database,
  {
    councilId,
    slug,
    today,
    source,
  }: {
    readonly councilId: number
    readonly slug: string
    readonly today: Temporal.PlainDate
    readonly source: string
  },
): Promise<void> {
  const month = today.toPlainYearMonth().subtract({ months: 1 })
  const asAt = month.toPlainDate({ day: month.daysInMonth })
  const of = { councilId, source, month }
  const balances = await asCouncil(database, councilId, async db => {
    if (await findMonth(db, of)) return []
    await compare(db, { councilId, source, asAt }, null)
    return db.many(
      z.object({ reference: z.string(), amount: pence }),
      sql`select reference, theirs + accepted as amount from pg_temp.compared order by reference`,
    )
  })
  if (balances.length === 0) return
  const listed = balances.map(({ reference, amount }, n) => ({
    reference,
    amount: n === 0 ? amount + 12_34n : amount,
  }))
  const text = [
    `H,${balancesMark},${version},${slug},${source},1,${asAt.toString()}`,
    ...listed.map(({ reference, amount }) => `B,${reference},${amount}`),
    `T,${listed.length},${sum(listed.map(({ amount }) => amount))}`,
    '',
  ].join('\r\n')
  const taken = await takeReply(database, {
    councilId,
    fileName: `${source}-balances-${asAt.toString()}.csv`,
    bytes: Readable.from([Buffer.from(text)]),
    today,
    actor,
  })
  if (!taken.ok) throw new Error(taken.refusal.says)
  await asCouncil(database, councilId, db => makeMonth(db, { ...of, today, actor }))
}

type Sent = {
  readonly source: string
  readonly messages: readonly { readonly number: bigint; readonly amount: bigint | null }[]
}

const firstFile = async (db: Db, councilId: number): Promise<Sent | undefined> => {
  const messages = await db.many(
    z.object({ source: z.string(), number: z.bigint(), amount: pence.nullable() }),
    sql`
      select message.source, message.number, message.amount
      from write_back.file as file
      join write_back.in_file as sent on sent.council_id = ${councilId}::int and sent.file_id = file.id
      join write_back.message as message on message.council_id = ${councilId}::int and message.id = sent.message_id
      where file.council_id = ${councilId}::int and file.serial = 1
      order by message.source, message.number`,
  )
  const [first] = messages
  return (
    first && {
      source: first.source,
      messages: messages.filter(({ source }) => source === first.source),
    }
  )
}

async function makeFirst(
  db: Db,
  councilId: number,
  today: Temporal.PlainDate,
): Promise<Sent | undefined> {
  const busiest = await db.maybeOne(
    z.object({ source: z.string(), messages: z.number() }),
    sql`
      select source, count(*)::int as messages from write_back.message
      where council_id = ${councilId}::int and state = 'waiting'
      group by source order by count(*) desc, source limit 1`,
  )
  if (!busiest) return undefined
  const { source, messages } = busiest
  const made = await makeFile(
    db,
    { councilId, source, today, actor },
    Math.max(1, Math.floor(messages / 2)),
  )
  return made.ok ? firstFile(db, councilId) : undefined
}

/** Rejects the first, accepts most, and says nothing of the last few. */
function replyTo(slug: string, { source, messages }: Sent, today: Temporal.PlainDate): string {
  const answered = messages.slice(0, Math.max(1, messages.length - 3))
  const lines = answered.map(({ number, amount }, n) =>
    n === 0
      ? `R,${number},1,${amount ?? ''},E104,No account has this reference`
      : `A,${number},1,${amount ?? ''}`,
  )
  const total = answered.reduce((sum, { amount }) => sum + (amount ?? 0n), 0n)
  return [
    `H,${replyMark},${version},${slug},${source},1,${today.toString()}`,
    ...lines,
    `T,${answered.length - 1},1,${total}`,
    '',
  ].join('\r\n')
}
