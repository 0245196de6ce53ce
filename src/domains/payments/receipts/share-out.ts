import { z } from 'zod'
import { peopleLiableFor } from '#debts'
import { appropriate } from '#law/payments/appropriation.ts'
import { shareOut } from '#law/payments/pro-rata.ts'
import type { Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { type Sql, sql } from '#platform/sql.ts'
import { type Pence, sum } from '#values/money.ts'
import type { Part } from './post-receipt.ts'

/** How a payment is shared over what the same people owe: none of them is for whoever paid and said what it is for. */
export const sharings = ['named first', 'oldest first', 'in proportion'] as const
export type Sharing = (typeof sharings)[number]

/**
 * An account, and the others that exactly the same people owe, by whichever of their records: id, balance, since when it is due, its
 * instalments, and whether it is beside the account: in the same source, under the same record. A joint debt is with the joint
 * debts of the same people, and with no debt of one of them alone.
 */
export const owedByTheSame = (councilId: number, accountId: string): Sql => sql`
  select account.id, account.reference, ledger.balance, coalesce(account.period_from, account.due_on, account.as_at) as due, account.instalments,
    (account.source, account.lead_party_id) = (named.source, named.lead_party_id) as is_beside
  from debts.account as named
  cross join (
    select ${accountId}::uuid as id
    union
    select other.account_id from debts.liability as mine
    join parties.party as liable on liable.council_id = ${councilId}::int and liable.id = mine.party_id
    join parties.party as same on same.council_id = ${councilId}::int and same.person_id = liable.person_id
    join debts.liability as other on other.council_id = ${councilId}::int and other.party_id = same.id
    where mine.council_id = ${councilId}::int and mine.account_id = ${accountId}::uuid
  ) as theirs
  join debts.account as account on account.council_id = ${councilId}::int and account.id = theirs.id
  join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
  where named.council_id = ${councilId}::int and named.id = ${accountId}::uuid
    and ${peopleLiableFor(councilId, sql`account.id`)} = ${peopleLiableFor(councilId, sql`named.id`)}`

const owed = z.object({ ref: z.string(), balance: pence, due: date, isInstalment: z.boolean() })

/**
 * The parts of a payment, in pence and coming to it exactly, over an account and whatever else the same people owe: that account first and
 * then the oldest; the oldest first, unless it is the instalment of one of them alone; or to each in proportion. What is more
 * than all of it stays on the account, in credit. Each part says why. A payment that is on accounts already is shared as though it were
 * on none.
 *
 * Law: Cory Bros v Owners of the Mecca [1897] AC 286, Clayton's Case (1816) 1 Mer 572; in proportion is practice.
 */
export async function sharedOut(
  db: Db,
  {
    councilId,
    receiptId,
    accountId,
    amount,
    sharing,
  }: {
    readonly councilId: number
    readonly receiptId: string
    readonly accountId: string
    readonly amount: Pence
    readonly sharing: Sharing
  },
): Promise<readonly Part[]> {
  const accounts = await db.many(
    owed,
    sql`
      select ref, balance, due, is_instalment
      from (
        select account.id::text as ref, account.reference, account.due, ${amount}::bigint = any (account.instalments) as is_instalment,
          (account.balance + coalesce((select sum(posting.amount) from payments.receipt_posting as posting
            where posting.council_id = ${councilId}::int and posting.receipt_id = ${receiptId}::uuid
              and posting.account_id = account.id and posting.undone_at is null), 0))::bigint as balance
        from (${owedByTheSame(councilId, accountId)}) as account
      ) as owed
      where balance > 0 order by due, reference`,
  )
  const parts = sharing === 'in proportion' ? inProportion : inOrder
  const shares = parts({ accounts, accountId, amount, sharing })
  const left = amount - sum(shares.map(share => share.amount))
  if (left === 0n) return shares
  // Nothing is left without an account: what nobody owes is a credit of whom it came from.
  const over = 'It is more than these people owe, so the rest stays here in credit.'
  const kept = shares.find(share => share.accountId === accountId)
  return kept
    ? shares.map(share =>
        share === kept
          ? { ...share, amount: share.amount + left, why: `${share.why} ${over}` }
          : share,
      )
    : [...shares, { accountId, amount: left, why: over }]
}

type Shared = Part & { readonly why: string }
type ToShare = {
  readonly accounts: readonly z.infer<typeof owed>[]
  readonly accountId: string
  readonly amount: Pence
  readonly sharing: Sharing
}

const inWords = {
  'the payer said so': 'The account that it is for comes first.',
  'it is the current instalment': 'It is an instalment of this account and of no other.',
  'oldest first': 'The oldest of what these people owe comes first.',
} as const

function inOrder({ accounts, accountId, amount, sharing }: ToShare): readonly Shared[] {
  const named = accounts.some(({ ref }) => ref === accountId) ? accountId : undefined
  const [instalment, another] = accounts.filter(({ isInstalment }) => isInstalment)
  const { to } = appropriate({
    payment: amount,
    owed: accounts,
    ...(sharing === 'named first'
      ? { said: named }
      : { currentInstalmentOf: another ? undefined : instalment?.ref }),
  })
  return to.map(part => ({ accountId: part.ref, amount: part.amount, why: inWords[part.why] }))
}

const inProportion = ({ accounts, amount }: ToShare): readonly Shared[] =>
  shareOut(
    amount,
    accounts.map(({ balance }) => balance),
  ).flatMap((share, n) => {
    const accountId = accounts[n]?.ref
    return share === 0n || accountId === undefined
      ? []
      : [
          {
            accountId,
            amount: share,
            why: 'Shared over what these people owe, in proportion to each.',
          },
        ]
  })
