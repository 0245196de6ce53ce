import { createHash } from 'node:crypto'
import { z } from 'zod'
import { mostOrders } from '#law/council-tax/attachment-tables.ts'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { notRecorded } from '../answers/questions.ts'
import { atTheGate, type AtTheGate } from '../gate/gate.ts'
import { remedyQuestionNames, type RemedySheet } from './facts.ts'
import {
  type InTheWayOfAll,
  inTheWayOfAll,
  type JudgedRemedy,
  judgeRemedy,
  remedyVerdictInWords,
} from './judge-remedy.ts'
import { remediesFor } from './remedies.ts'

/** Every remedy for an account as it stands, with what it was judged from. */
export type RemediesAt = {
  readonly at: AtTheGate
  readonly sheet: RemedySheet
  readonly inTheWay: InTheWayOfAll
  readonly judged: readonly JudgedRemedy[]
  /** Marks what is shown: another by the time that something is chosen, and it is shown again first. */
  readonly mark: string
}

type Asked = {
  readonly councilId: number
  readonly accountId: string
  readonly today: Temporal.PlainDate
  readonly now: Temporal.Instant
}

/**
 * Judges every remedy for an account from what is true now. It takes no lock: whoever chooses takes the gate's first. None where
 * there is no such account; refuses a viewer from whom somebody liable is kept, as the gate does.
 */
export async function remediesAt(db: Db, asked: Asked): Promise<RemediesAt | undefined> {
  const { councilId, accountId, today, now } = asked
  const at = (await atTheGate(db, { councilId, accountIds: [accountId], asAt: today, now })).get(
    accountId,
  )
  if (!at) return undefined
  const sheet = {
    ...at.sheet,
    ...(await ownFacts(db, { ...asked, family: at.family })),
    ...(await answersFor(db, asked)),
  } as RemedySheet
  const inTheWay = inTheWayOfAll(at)
  const judged = remediesFor(at.family, at.nation, today).map(remedy =>
    judgeRemedy(remedy, sheet, inTheWay),
  )
  return { at, sheet, inTheWay, judged, mark: markOf(sheet, judged) }
}

const own = z.object({
  underOrders: pence,
  attachments: z.number(),
  deductions: z.number(),
  agentCameBack: z.boolean(),
  remedyTried: z.boolean(),
  supportNeed: z.boolean(),
})

/** What we know ourselves: their other accounts of this kind of debt, remedies that ended, and support needs of everybody liable. */
async function ownFacts(
  db: Db,
  { councilId, accountId, today, family }: Asked & { readonly family: string },
): Promise<Partial<RemedySheet>> {
  const found = await db.one(
    own,
    sql`
      with theirs as (
        select other.id, ledger.balance, state.remedy,
          state.last_notice in ('liability order', 'judgment') or exists (
            select from recovery.referral as court
            join recovery.action as asked on asked.council_id = ${councilId}::int and asked.id = court.action_id
            where court.council_id = ${councilId}::int and court.account_id = other.id
              and court.kind = 'court outcome check' and court.return_code = 'order made' and asked.cancelled_at is null) as has_order
        from debts.account as mine
        join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = mine.lead_party_id
        join parties.party as same on same.council_id = ${councilId}::int and same.person_id = lead.person_id
        join debts.account as other on other.council_id = ${councilId}::int and other.lead_party_id = same.id
        join debts.debt_type as type
          on type.council_id = ${councilId}::int and type.name = other.debt_type and type.family = ${family}::text
        join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = other.id
        join recovery.account_state as state on state.council_id = ${councilId}::int and state.account_id = other.id
        where mine.council_id = ${councilId}::int and mine.id = ${accountId}::uuid
      ), ended as (
        select choice.remedy, event.return_code
        from recovery.remedy_choice as choice
        join recovery.remedy_event as event
          on event.council_id = ${councilId}::int and event.choice_id = choice.id and event.kind = 'ended'
        where choice.council_id = ${councilId}::int and choice.account_id = ${accountId}::uuid
      )
      select
        coalesce((select sum(balance) from theirs where has_order and balance > 0), 0)::bigint as under_orders,
        (select count(*) from theirs
          where id <> ${accountId}::uuid and remedy = 'attachment of earnings')::int as attachments,
        (select count(*) from theirs
          where id <> ${accountId}::uuid and remedy = 'deduction from benefits')::int as deductions,
        exists (
          select from ended where remedy = 'enforcement agent' and return_code in ('no goods', 'too little')) as agent_came_back,
        exists (
          select from ended where return_code not in ('paid off', 'not begun', 'called off')) as remedy_tried,
        exists (
          select from debts.liability as liability
          join parties.party as liable on liable.council_id = ${councilId}::int and liable.id = liability.party_id
          join parties.party as same on same.council_id = ${councilId}::int and same.person_id = liable.person_id
          join protections.instruction as instruction
            on instruction.council_id = ${councilId}::int and instruction.party_id = same.id
          where liability.council_id = ${councilId}::int and liability.account_id = ${accountId}::uuid
            -- A lapsed one too: somebody looks at it before anything is taken.
            and instruction.because_of = 'support need' and instruction.ended_at is null) as support_need`,
  )
  return {
    'under orders': found.underOrders,
    'attachments elsewhere': found.attachments >= mostOrders.on(today).value,
    'deduction elsewhere': found.deductions > 0,
    'agent came back': found.agentCameBack,
    'remedy tried': found.remedyTried,
    'support need': found.supportNeed,
  }
}

/** What officers recorded, the latest answer to each question. */
async function answersFor(
  db: Db,
  { councilId, accountId, today }: Asked,
): Promise<Partial<RemedySheet>> {
  const rows = await db.many(
    z.object({ question: z.string(), answer: z.string(), soOn: date.nullable() }),
    sql`
      select distinct on (question) question, answer, so_on from recovery.answer
      where council_id = ${councilId}::int and account_id = ${accountId}::uuid
        and question = any(${[...remedyQuestionNames]}::text[])
      order by question, number desc`,
  )
  const told = rows.find(({ question }) => question === 'landlord')?.soOn
  return {
    ...Object.fromEntries(remedyQuestionNames.map(name => [name, notRecorded])),
    ...Object.fromEntries(rows.map(({ question, answer }) => [question, answer])),
    'since landlord decision': told ? told.until(today, { largestUnit: 'days' }).days : null,
  }
}

/** Over what was shown, and not over what time alone moves: a page that stood open over midnight can still be used. */
const markOf = ({ balance, remedy }: RemedySheet, judged: readonly JudgedRemedy[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        `${balance}`,
        remedy,
        judged.map(({ kind, verdict, findings }) => [
          kind,
          verdict.is,
          remedyVerdictInWords(verdict),
          findings.map(({ known, says }) => [known, says]),
        ]),
      ]),
    )
    .digest('hex')
