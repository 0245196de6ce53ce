import assert from 'node:assert/strict'
import { z } from 'zod'
import { addDebtType, post, reverse, shippedDebtTypes, statementOf } from '#debts'
import { aCouncilWithAccounts, someEntry } from '#debts/testing'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { type HoldKind, placeHold } from '#protections'
import type { Pence } from '#values/money.ts'
import type { Outcome } from '#values/outcome.ts'
import { addCharge, type AddCharge } from '../add-charge.ts'
import { componentsById, componentsOn } from '../component.ts'
import { keepCharges } from '../night.ts'
import { partsOfDebt } from '../parts.ts'
import { startAgain, stopInterest } from '../stop.ts'

export const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

export function valueOf<T>(outcome: Outcome<T>): T {
  assert(outcome.ok, outcome.ok ? '' : outcome.refusal.says)
  return outcome.value
}
export const codeOf = (outcome: Outcome<unknown>): string =>
  outcome.ok ? 'done' : outcome.refusal.code

/** A debt in a test: what kind, whose, how much, when due. A business's invoice of £1,000 unless said otherwise. */
export type Debt = {
  readonly debtType?: string
  readonly isOrganisation?: boolean
  readonly amount?: Pence
  readonly dueOn?: string
}

/** A council with these debts, and what a test does to them. Nothing has been charged on them. */
export async function aChargingCouncil(
  database: Database,
  councilId: number,
  debts: readonly Debt[],
  { nation = 'England' }: { readonly nation?: 'England' | 'Wales' } = {},
) {
  const council = await aCouncilWithAccounts(database, councilId, debts.length, { nation })
  const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
  const accounts: string[] = []
  const parties: string[] = []
  await inCouncil(async db => {
    for (const type of shippedDebtTypes) await addDebtType(db, councilId, type)
    for (const [n, debt] of debts.entries()) {
      const { debtType = 'sundry invoice', isOrganisation = true } = debt
      const { amount = 1_000_00n, dueOn = '2026-01-31' } = debt
      const { id, partyId } = await db.one(
        z.object({ id: z.string(), partyId: z.string() }),
        sql`
          update debts.account set debt_type = ${debtType}, due_on = ${day(dueOn)}::date
          where council_id = ${councilId}::int and id = platform.id_of('account', ${councilId}::int, ${`test/${n + 1}`})
          returning id, lead_party_id as party_id`,
      )
      await db.run(sql`
        update parties.party set kind = ${isOrganisation ? 'organisation' : 'person'}
        where council_id = ${councilId}::int and id = ${partyId}::uuid`)
      accounts.push(id)
      parties.push(partyId)
      const on = day(dueOn).subtract({ days: 30 })
      await post(db, {
        councilId,
        actor: 'system:test',
        entry: someEntry(council, id, { reference: `charge ${n}`, amount, on }),
      })
    }
  })
  return { councilId, accounts, parties, inCouncil, ...doing(database, council, accounts, parties) }
}

const doing = (
  database: Database,
  council: Awaited<ReturnType<typeof aCouncilWithAccounts>>,
  accounts: readonly string[],
  parties: readonly string[],
) => {
  const { councilId } = council
  const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
  const accountId = (n: number) => accounts[n] ?? ''
  const charge = (
    n: number,
    asked: Omit<
      AddCharge,
      'councilId' | 'accountId' | 'authority' | 'because' | 'today' | 'actor'
    > & { readonly today: string; readonly actor?: string },
  ) =>
    inCouncil(db =>
      addCharge(db, {
        councilId,
        accountId: accountId(n),
        authority: 'Evidence 1',
        because: 'As the schedule says',
        actor: 'officer',
        ...asked,
        today: day(asked.today),
      }),
    )
  let paid = 0
  /** A payment that counts from a day, whenever it is learned of. Answers its entry. */
  /** So much goes back to whoever paid. */
  const payBack = (n: number, amount: Pence, on: string) =>
    inCouncil(db =>
      post(db, {
        councilId,
        actor: 'system:test',
        entry: {
          ...someEntry(council, accountId(n), { reference: `back ${on}`, amount, on: day(on) }),
          kind: 'refund',
          postings: [{ debit: accountId(n), credit: council.bank, amount }],
        },
      }),
    )
  const pay = (n: number, amount: Pence, on: string) =>
    inCouncil(async db => {
      paid += 1
      const reference = `payment ${paid}`
      await post(db, {
        councilId,
        actor: 'system:test',
        entry: someEntry(council, accountId(n), {
          kind: 'payment',
          reference,
          amount,
          on: day(on),
        }),
      })
      const { id } = await db.one(
        z.object({ id: z.string() }),
        sql`select platform.id_of('entry', ${councilId}::int, ${reference}) as id`,
      )
      return id
    })
  const takeBack = (entryId: string, on: string) =>
    inCouncil(db =>
      reverse(db, {
        councilId,
        entryId,
        on: day(on),
        because: 'It was not theirs',
        actor: 'system:test',
      }),
    )
  /** A hold from a day through another, whenever it is learned of; whether it added anything to what was known. */
  const isHeld = async (n: number, kind: HoldKind, from: string, through?: string) =>
    (
      await inCouncil(db =>
        placeHold(db, {
          councilId,
          partyId: parties[n] ?? '',
          kind,
          startsAt: day(from).toZonedDateTime('Europe/London').toInstant(),
          ...(through !== undefined && {
            endsAt: day(through).add({ days: 1 }).toZonedDateTime('Europe/London').toInstant(),
          }),
          receivedAt: Temporal.Now.instant(),
          reason: 'As the notice says',
          actor: 'officer',
        }),
      )
    ).ok
  const hold = async (n: number, kind: HoldKind, from: string, through?: string) =>
    assert(await isHeld(n, kind, from, through), 'it is held')
  const stop = (componentId: string, from: string, today: string) =>
    inCouncil(db =>
      stopInterest(db, {
        councilId,
        componentId,
        from: day(from),
        because: 'As agreed',
        today: day(today),
        actor: 'officer',
      }),
    )
  const start = (componentId: string, today: string) =>
    inCouncil(db =>
      startAgain(db, {
        councilId,
        componentId,
        because: 'It is over',
        today: day(today),
        actor: 'officer',
      }),
    )
  const night = (today: string, over: Database = database) =>
    keepCharges(over, { councilId, today: day(today) })
  const balance = async (n: number) =>
    (
      await inCouncil(db =>
        db.one(
          z.object({ balance: pence }),
          sql`select balance from debts.ledger_account where council_id = ${councilId}::int and id = ${accountId(n)}::uuid`,
        ),
      )
    ).balance
  const charged = async (componentId: string) =>
    (await inCouncil(db => componentsById(db, { councilId, ids: [componentId] })))[0]?.charged
  const parts = (n: number) =>
    inCouncil(async db =>
      partsOfDebt(
        await statementOf(db, councilId, accountId(n)),
        await componentsOn(db, { councilId, accountId: accountId(n) }),
      ),
    )
  const statement = (n: number) => inCouncil(db => statementOf(db, councilId, accountId(n)))
  return {
    charge,
    pay,
    payBack,
    takeBack,
    isHeld,
    hold,
    stop,
    start,
    night,
    balance,
    charged,
    parts,
    statement,
  }
}
