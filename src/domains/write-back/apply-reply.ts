import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { type ReplyLine, ReplyRefused } from './read-reply.ts'

/** Answers as they are staged, before any is believed. */
export const answerTable = `
  drop table if exists pg_temp.answered;
  create temporary table answered (
    line int not null, answer text not null, number bigint not null, attempt int not null, amount bigint, code text not null,
    why text not null, reference text not null) on commit drop`
export const answerColumns = 'line, answer, number, attempt, amount, code, why, reference'

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

export async function* stagedAnswers(lines: AsyncIterable<ReplyLine>): AsyncGenerator<string> {
  for await (const one of lines) {
    const { line, answer, amount } = one
    yield one.answer === 'balance'
      ? `${line},${answer},0,0,${amount},"","",${quoted(one.reference)}\n`
      : `${line},${answer},${one.number},${one.attempt},${amount ?? ''},${quoted(one.code)},${quoted(one.why)},""\n`
  }
}

const fault = z.object({ line: z.number(), what: z.string() })

/**
 * Refuses a reply that cannot be of the messages that its source was sent, at its first such line: one that it was never
 * sent, another amount, an answer given twice.
 */
export async function refuseUnfitting(
  db: Db,
  { councilId, source }: { readonly councilId: number; readonly source: string },
): Promise<void> {
  const [first] = await db.many(
    fault,
    sql`
      select line, what from (
        select answered.line, case
          when message.id is null then 'answers a message that this source was never sent'
          when not exists (select from write_back.in_file as sent
            where sent.council_id = ${councilId}::int and sent.message_id = message.id and sent.attempt = answered.attempt)
            then 'answers a sending that there was not'
          when answered.amount is distinct from message.amount then 'has another amount than the message was sent with'
          when answered.nth > 1 then 'answers what an earlier line answers'
          when exists (select from write_back.answer as before
            where before.council_id = ${councilId}::int and before.message_id = message.id and before.attempt = answered.attempt)
            then 'answers what another reply has answered'
          end as what
        from (
          select *, row_number() over (partition by number, attempt order by line) as nth from pg_temp.answered
        ) as answered
        left join write_back.message as message
          on message.council_id = ${councilId}::int and message.source = ${source}::text and message.number = answered.number
      ) as judged
      where what is not null order by line limit 1`,
  )
  if (first) throw new ReplyRefused('unfitting', `Line ${first.line} ${first.what}.`)
}

/**
 * Settles each answered message. What the source has told of in its own files stays acknowledged whatever a reply says; a late
 * rejection of an earlier sending changes nothing, because a later one is under way. Answers how many were accepted and
 * rejected.
 */
export async function settleAnswered(
  db: Db,
  {
    councilId,
    source,
    replyId,
    today,
  }: {
    readonly councilId: number
    readonly source: string
    readonly replyId: string
    readonly today: Temporal.PlainDate
  },
): Promise<{ readonly accepted: number; readonly rejected: number }> {
  await db.run(sql`
    insert into write_back.answer (council_id, reply_id, message_id, attempt, answer, code, why)
    select ${councilId}::int, ${replyId}::uuid, message.id, answered.attempt, answered.answer, answered.code, answered.why
    from pg_temp.answered as answered
    join write_back.message as message
      on message.council_id = ${councilId}::int and message.source = ${source}::text and message.number = answered.number`)
  await db.run(sql`
    update write_back.message as message set
      state = case answer.answer when 'accepted' then 'acknowledged' else 'rejected' end,
      answered_by = 'reply', answered_at = clock_timestamp(), answer_code = answer.code, answer_why = answer.why,
      exception_on = case answer.answer when 'accepted' then null else coalesce(message.exception_on, ${today}::date) end
    from (
      -- A message may be answered for each time it was sent: that it was accepted once is what counts, then what was said last.
      select distinct on (message_id) * from write_back.answer
      where council_id = ${councilId}::int and reply_id = ${replyId}::uuid
      order by message_id, answer, attempt desc
    ) as answer
    where message.council_id = ${councilId}::int and message.id = answer.message_id
      and case answer.answer
        when 'accepted' then message.state in ('waiting', 'sent', 'rejected', 'unanswered')
        else message.state in ('sent', 'unanswered') and message.attempt = answer.attempt end`)
  return db.one(
    z.object({ accepted: z.number(), rejected: z.number() }),
    sql`
      select (count(*) filter (where answer = 'accepted'))::int as accepted,
        (count(*) filter (where answer = 'rejected'))::int as rejected
      from write_back.answer where council_id = ${councilId}::int and reply_id = ${replyId}::uuid`,
  )
}

/** Keeps what a source says that its accounts owe. Refuses a list that names an account twice. Answers how many there are. */
export async function keepBalances(
  db: Db,
  { councilId, replyId }: { readonly councilId: number; readonly replyId: string },
): Promise<number> {
  const [twice] = await db.many(
    z.object({ line: z.number() }),
    sql`
      select min(line) as line from (
        select line, row_number() over (partition by reference order by line) as nth from pg_temp.answered
      ) as each where nth > 1 having min(line) is not null`,
  )
  if (twice)
    throw new ReplyRefused(
      'twice',
      `Line ${twice.line} names an account that an earlier line names.`,
    )
  return db.run(sql`
    insert into write_back.told_balance (council_id, reply_id, reference, amount)
    select ${councilId}::int, ${replyId}::uuid, reference, amount from pg_temp.answered`)
}
