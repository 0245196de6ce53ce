import { z } from 'zod'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { date } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { addCharge, type AddCharge } from './add-charge.ts'
import { spend } from './collection/spend.ts'
import { allSpendingKinds } from './collection/spending-kinds.ts'
import { approveSupplier, setSpendingLimit } from './collection/suppliers.ts'
import { setLimit } from './waiver-limits.ts'

const actor = 'system:sample'

type Day = Temporal.PlainDate
type Sample = { readonly councilId: number; readonly today: Day }

/**
 * Gives a sample council charges to look at: the costs of a summons, late payment interest with its fixed sum on a business's invoice,
 * and limits for waiving alone. Where the reference rate of the invoice's half-year is not known yet, interest under a clause takes its
 * place. Harmless to repeat.
 */
export async function setUpTrainingCharges(database: Database, sample: Sample): Promise<void> {
  const { councilId } = sample
  await asCouncil(database, councilId, async db => {
    const isDone = await db.run(
      sql`select from charges.component where council_id = ${councilId}::int limit 1`,
    )
    if (isDone > 0) return
    for (const [role, amount] of [
      ['team leader', 50_00n],
      ['local-taxation officer', 25_00n],
      ['court officer', 25_00n],
    ] as const)
      await setLimit(db, { councilId, role, amount, actor })
    await someCosts(db, sample)
    await someInterest(db, sample)
    await someSpending(db, sample)
  })
}

/** Owing accounts that nothing protects, the last first: the first are for other work. */
const owing = (
  db: Db,
  { councilId, today }: Sample,
  { which, order }: { readonly which: Sql; readonly order: Sql },
) =>
  db.many(
    z.object({ id: z.string(), dueOn: date.nullable(), isOrganisation: z.boolean() }),
    sql`
      select account.id, account.due_on, lead.kind = 'organisation' as is_organisation
      from debts.account as account
      join debts.debt_type as kind on kind.council_id = ${councilId}::int and kind.name = account.debt_type
      join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
      join parties.party as lead on lead.council_id = ${councilId}::int and lead.id = account.lead_party_id
      cross join lateral debts.arrears(
        ledger.balance, account.instalments_due_on, account.instalments, account.due_on, ${today}::date) as arrears
      where account.council_id = ${councilId}::int and arrears.overdue > 0 and ${which}
        and not exists (
          select from protections.hold_on_account as reach
          where reach.council_id = ${councilId}::int and reach.account_id = account.id)
      order by ${order}, account.reference desc, account.id limit 20`,
  )

const evidence = { actor, authority: 'TRAINING 1', because: 'A sample to look at' }

async function firstThatMay(db: Db, charges: readonly AddCharge[]): Promise<AddCharge | undefined> {
  for (const charge of charges) if ((await addCharge(db, charge)).ok) return charge
  return undefined
}

async function someCosts(db: Db, sample: Sample): Promise<void> {
  const found = await owing(db, sample, {
    which: sql`kind.family in ('council tax', 'business rates')`,
    order: sql`(account.source_stage = 'final notice') desc nulls last`,
  })
  const { councilId, today } = sample
  await firstThatMay(
    db,
    found.map(({ id }) => ({
      ...evidence,
      councilId,
      accountId: id,
      kind: 'summons costs',
      authorityOn: today.subtract({ days: 10 }),
      hearingOn: today.add({ days: 20 }),
      amount: 60_00n,
      today,
    })),
  )
}

async function someInterest(db: Db, sample: Sample): Promise<void> {
  const { councilId, today } = sample
  const found = await owing(db, sample, {
    which: sql`account.debt_type = 'sundry invoice' and account.due_on is not null`,
    order: sql`(lead.kind = 'organisation') desc, account.due_on`,
  })
  const charges = found.map(({ id, dueOn, isOrganisation }) => ({
    ...evidence,
    councilId,
    accountId: id,
    authorityOn: (dueOn ?? today).subtract({ days: 60 }),
    businessEvidence: isOrganisation ? undefined : 'Trades from the address on the invoice',
    today,
    runsFrom: dueOn ?? today,
    percent: 4,
  }))
  const late = await firstThatMay(
    db,
    charges.map(charge => ({ ...charge, kind: 'late payment interest' })),
  )
  if (late) await addCharge(db, { ...late, kind: 'late payment compensation' })
  else
    await firstThatMay(
      db,
      charges.map(charge => ({ ...charge, kind: 'contract interest' })),
    )
}

/** Two suppliers, limits, and what collecting the costs' account has cost so far. */
async function someSpending(db: Db, sample: Sample): Promise<void> {
  const { councilId, today } = sample
  for (const kind of allSpendingKinds)
    await setSpendingLimit(db, { councilId, kind, atOnce: 100_00n, aMonth: 2_000_00n, actor })
  const tracer = await approveSupplier(db, {
    councilId,
    name: 'Sample Tracing Bureau',
    kinds: ['trace fee'],
    actor,
  })
  const post = await approveSupplier(db, {
    councilId,
    name: 'Sample Print and Post',
    kinds: ['post'],
    actor,
  })
  if (!tracer.ok || !post.ok) return
  const found = await owing(db, sample, { which: sql`true`, order: sql`account.source` })
  for (const [n, { id: accountId }] of found.slice(0, 6).entries())
    await spend(db, {
      councilId,
      accountId,
      kind: n % 2 === 0 ? 'post' : 'trace fee',
      supplierId: n % 2 === 0 ? post.value : tracer.value,
      amount: n % 2 === 0 ? 1_20n : 25_00n,
      spentOn: today.subtract({ days: 40 + n }),
      reference: `SAMPLE ${n + 1}`,
      today,
      actor: 'system:sample spending',
    })
}
