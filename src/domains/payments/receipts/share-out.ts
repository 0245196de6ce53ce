import { z } from 'zod'
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
 * An account, and the others that exactly the same people owe: id, balance, since when it is due, whether it is of the same source,
 * and its instalments. A joint debt is beside the joint debts of the same people, and beside no debt of one of them alone.
 */
export const owedByTheSame = (councilId: number, accountId: string): Sql => sql`
  select account.id, ledger.balance, coalesce(account.period_from, account.due_on, account.as_at) as due,
    account.source = named.source as is_of_same_source, account.instalments
  from debts.account as named
  join debts.account as account
    on account.council_id = ${councilId}::int and account.lead_party_id = named.lead_party_id
  join debts.ledger_account as ledger on ledger.council_id = ${councilId}::int and ledger.id = account.id
  where named.council_id = ${councilId}::int and named.id = ${accountId}::uuid
    and (select array_agg(liability.party_id order by liability.party_id) from debts.liability as liability
      where liability.council_id = ${councilId}::int and liability.account_id = account.id)
      = (select array_agg(liability.party_id order by liability.party_id) from debts.liability as liability
      where liability.council_id = ${councilId}::int and liability.account_id = ${accountId}::uuid)`

const owed = z.object({ ref: z.string(), balance: pence, due: date, isInstalment: z.boolean() })

/**
 * The parts of a payment, in pence and coming to it exactly, over an account and whatever else the same people owe: that account first and
 * then the oldest; the oldest first, unless it is the instalment of one of them alone; or to each in proportion. What is more
 * than all of it stays on the account, in credit. Each part says why.
 *
 * Law: Cory Bros v Owners of the Mecca [1897] AC 286, Clayton's Case (1816) 1 Mer 572; in proportion is practice.
 */
export async function sharedOut(
  db: Db,
  {
    councilId,
    accountId,
    amount,
    sharing,
  }: {
    readonly councilId: number
    readonly accountId: string
    readonly amount: Pence
    readonly sharing: Sharing
  },
): Promise<readonly Part[]> {
  const accounts = await db.many(
    owed,
    sql`
      select account.id::text as ref, account.balance, account.due, ${amount}::bigint = any (account.instalments) as is_instalment
      from (${owedByTheSame(councilId, accountId)}) as account
      where account.balance > 0 order by account.due, account.id`,
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
