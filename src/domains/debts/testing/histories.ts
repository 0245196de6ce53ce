import assert from 'node:assert/strict'
import fc from 'fast-check'
import { z } from 'zod'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { date, pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { sum } from '#values/money.ts'
import { type Entry, type EntryKind, ledgerAccount, post, reverse } from '../ledger.ts'
import type { TestCouncil } from './index.ts'

/** Something that somebody does to a ledger. What it names is by number, and stands for whatever there is by then. */
const step = fc.record({
  does: fc.constantFrom(
    'charge',
    'pay',
    'suspend',
    'place',
    'refund',
    'move',
    'reverse',
    'again',
    'other',
  ),
  account: fc.nat({ max: 2 }),
  to: fc.nat({ max: 2 }),
  which: fc.nat({ max: 100 }),
  amount: fc.bigInt({ min: 1n, max: 5_000_00n }),
  day: fc.nat({ max: 365 }),
})
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

const history = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 8 }),
  /** The machine stops before the end: none of it has happened. */
  isLost: fc.nat({ max: 9 }).map(n => n === 0),
  /** Which three of the accounts it is about. */
  trio: fc.nat({ max: 999 }),
})

/** What the model knows of an entry: enough to say what every balance is on any day. */
type Known = Entry & { readonly id: string; readonly isReversed: boolean }

const firstDay = Temporal.PlainDate.from('2026-01-01')

/**
 * Plays so many histories of charges, payments, suspense, refunds, moves, reversals, repeats and reused references against the
 * ledger and against a model of a few lines, and compares every balance, on the last day and on a day between, after each
 * `batch`. Throws at the first difference. Answers how many steps were taken, and how many were refused as they had to be.
 */
export async function playHistories(
  database: Database,
  council: TestCouncil,
  {
    histories,
    seed,
    batch = 500,
    tell = () => {},
  }: {
    readonly histories: number
    readonly seed: number
    readonly batch?: number
    readonly tell?: (played: number) => void
  },
): Promise<{ readonly steps: number; readonly refusals: number }> {
  const { councilId } = council
  const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
  const places = await inCouncil(db => placesOf(db, councilId))
  const known = new Map<string, Known[]>()
  const counts = { steps: 0, refusals: 0 }
  let played = 0
  for (const { steps, isLost, trio } of fc.sample(history, { numRuns: histories, seed })) {
    const accounts = [0, 1, 2].map(
      n => council.accounts[(trio * 3 + n) % council.accounts.length] ?? '',
    )
    const key = accounts.join('/')
    const before = known.get(key) ?? []
    let now = before
    const lost = new Error('the machine stopped')
    try {
      await inCouncil(async db => {
        for (const [n, one] of steps.entries()) {
          counts.steps += 1
          const next = await take(db, {
            council,
            places,
            accounts,
            one,
            reference: `h${played}/${n}`,
            known: now,
          })
          if (next) now = next
          else counts.refusals += 1
        }
        if (isLost) throw lost
      })
      known.set(key, now)
    } catch (thrown) {
      if (thrown !== lost) throw thrown
    }
    played += 1
    if (played % batch === 0 || played === histories) {
      await compare(database, { council, known: [...known.values()].flat() })
      tell(played)
    }
  }
  return counts
}

type Places = { readonly suspense: string; readonly refunds: string }

async function placesOf(db: Db, councilId: number): Promise<Places> {
  const placeOf = async (kind: 'suspense' | 'refunds') =>
    (
      await db.one(
        z.object({ id: z.string() }),
        sql`select ${ledgerAccount(councilId, kind)} as id`,
      )
    ).id
  return { suspense: await placeOf('suspense'), refunds: await placeOf('refunds') }
}

type ToTake = {
  readonly council: TestCouncil
  readonly places: Places
  readonly accounts: readonly string[]
  readonly one: Step
  readonly reference: string
  readonly known: readonly Known[]
}

/** Does one step to the ledger, and answers what is known after it; undefined where the ledger has to refuse it, and did. */
async function take(db: Db, asked: ToTake): Promise<Known[] | undefined> {
  const { council, one, reference, known } = asked
  const { councilId } = council
  const earlier = known[one.which % Math.max(known.length, 1)]
  if (one.does === 'reverse') {
    // What was reversed, and what is a reversal, is left: a second one fails in the database and ends its transaction.
    if (!earlier || earlier.isReversed || earlier.kind === 'reversal') return [...known]
    const on = firstDay.add({ days: one.day })
    await reverse(db, {
      councilId,
      entryId: earlier.id,
      on,
      because: 'It was wrong',
      actor: 'system:test',
    })
    const backwards = earlier.postings.map(({ debit, credit, amount }) => ({
      debit: credit,
      credit: debit,
      amount,
    }))
    return [
      ...known.map(each => (each === earlier ? { ...each, isReversed: true } : each)),
      {
        ...earlier,
        kind: 'reversal',
        effectiveOn: on,
        id: '',
        isReversed: true,
        postings: backwards,
      },
    ]
  }
  const isRepeat = one.does === 'again' || one.does === 'other'
  if (isRepeat && (!earlier || earlier.kind === 'reversal')) return [...known]
  const entry = isRepeat && earlier ? earlier : entryOf(asked)
  if (one.does === 'other') {
    const [first] = entry.postings
    assert(first)
    const different = { ...entry, postings: [{ ...first, amount: first.amount + 1n }] }
    await assert.rejects(
      post(db, { councilId, entry: different, actor: 'system:test' }),
      /used before/,
    )
    return undefined
  }
  const isNew = await post(db, { councilId, entry, actor: 'system:test' })
  assert.equal(isNew, !isRepeat, `${reference} ${one.does}`)
  if (!isNew) return [...known]
  const { id } = await db.one(
    z.object({ id: z.string() }),
    sql`select platform.id_of('entry', ${councilId}::int, ${entry.reference}::text) as id`,
  )
  return [...known, { ...entry, id, isReversed: false }]
}

function entryOf({ council, places, accounts, one, reference }: ToTake): Entry {
  const [account = '', to = ''] = [accounts[one.account], accounts[one.to]]
  const { income, bank } = council
  const { suspense, refunds } = places
  const moves: Readonly<Record<string, readonly [EntryKind, string, string]>> = {
    charge: ['charge', account, income],
    pay: ['payment', bank, account],
    suspend: ['payment', bank, suspense],
    place: ['payment', suspense, account],
    refund: ['refund', account, refunds],
    move: account === to ? ['charge', account, income] : ['transfer', account, to],
  }
  const [kind, debit, credit] = moves[one.does] ?? ['charge', account, income]
  return {
    kind,
    effectiveOn: firstDay.add({ days: one.day }),
    reference,
    narrative: 'As it happened',
    sourceKind: 'test',
    sourceId: reference,
    postings: [{ debit, credit, amount: one.amount }],
  }
}

/** Every balance: as the ledger keeps it, as its postings add up on the last day and on a day between, and as the model has it. */
async function compare(
  database: Database,
  { council, known }: { readonly council: TestCouncil; readonly known: readonly Known[] },
): Promise<void> {
  const { councilId } = council
  const between = firstDay.add({ days: 180 })
  const found = await asCouncil(database, councilId, db =>
    db.many(
      z.object({ id: z.string(), balance: pence, total: pence, then: pence, day: date }),
      sql`
        select ledger.id, ledger.balance, coalesce(posted.total, 0)::bigint as total, coalesce(posted.then, 0)::bigint as then,
          ${between}::date as day
        from debts.ledger_account as ledger
        left join (
          select side.id, sum(side.amount) as total, sum(side.amount) filter (where entry.effective_on <= ${between}::date) as then
          from debts.posting as posting
          join debts.entry as entry on entry.council_id = ${councilId}::int and entry.id = posting.entry_id
          cross join lateral (values (posting.debit, posting.amount), (posting.credit, -posting.amount)) as side (id, amount)
          where posting.council_id = ${councilId}::int group by side.id
        ) as posted on posted.id = ledger.id
        where ledger.council_id = ${councilId}::int`,
    ),
  )
  const expected = new Map<string, { total: bigint; then: bigint }>()
  for (const { effectiveOn, postings } of known)
    for (const { debit, credit, amount } of postings)
      for (const [id, signed] of [
        [debit, amount],
        [credit, -amount],
      ] as const) {
        const it = expected.get(id) ?? { total: 0n, then: 0n }
        const isThen = Temporal.PlainDate.compare(effectiveOn, between) <= 0
        expected.set(id, { total: it.total + signed, then: it.then + (isThen ? signed : 0n) })
      }
  for (const { id, balance, total, then } of found) {
    const it = expected.get(id) ?? { total: 0n, then: 0n }
    assert.equal(balance, it.total, `the balance of ${id}`)
    assert.equal(total, it.total, `the postings of ${id}`)
    assert.equal(then, it.then, `the postings of ${id} until ${between.toString()}`)
  }
  assert.equal(sum(found.map(({ balance }) => balance)), 0n, 'the books net to nothing')
}
