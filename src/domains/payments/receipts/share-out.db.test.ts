import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { workedCases } from '#law/testing.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { formatAmount, parsePounds } from '#values/money.ts'
import { postReceipt } from './post-receipt.ts'
import { type Sharing, sharedOut } from './share-out.ts'
import { aReceivingCouncil } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())
let councils = 0

type Debt = { readonly ref: string; readonly balance: string; readonly due?: string }
type Shared = {
  readonly debts: readonly Debt[]
  readonly payment: string
  readonly sharing: Sharing
  /** Which of the debts the officer chooses: the one that the payer named, or any. */
  readonly chosen?: string | undefined
  /** The debt that has the payment as its instalment. */
  readonly instalmentOf?: string | undefined
}

const pounds = (text: string): bigint => {
  const pence = parsePounds(text)
  assert(pence !== undefined, text)
  return pence
}

/** Owes these debts, pays, and answers what went to each, and what is in credit, as the worked cases write it. */
async function paid({ debts, payment, sharing, chosen, instalmentOf }: Shared) {
  const council = await aReceivingCouncil(
    database,
    ++councils,
    debts.map(({ ref, balance }) => ({
      reference: `7${ref}`,
      name: 'Priya Okafor',
      balance: pounds(balance),
      instalment: ref === instalmentOf ? pounds(payment) : 1n,
    })),
  )
  const { councilId, inCouncil, accounts } = council
  // One person owes all of them.
  await database.run(sql`
    update debts.liability as liability set party_id = first.lead_party_id
    from debts.account as first
    where first.council_id = ${councilId}::int and first.id = ${accounts[0] ?? ''}::uuid and liability.council_id = ${councilId}::int`)
  await inCouncil(async db => {
    await db.run(sql`
      update debts.account as account set lead_party_id = first.lead_party_id
      from debts.account as first
      where account.council_id = ${councilId}::int and first.council_id = ${councilId}::int and first.id = ${accounts[0] ?? ''}::uuid`)
    for (const [n, { due }] of debts.entries())
      await db.run(sql`
        update debts.account set period_from = ${due ?? null}::date
        where council_id = ${councilId}::int and id = ${accounts[n] ?? ''}::uuid`)
  })
  await council.takeCredits({
    remittance: 'arrears',
    name: 'Someone',
    amount: payment,
    reference: 'W',
  })
  const [receipt] = await council.receipts()
  assert.equal(receipt?.state, 'in suspense')
  const accountId =
    accounts[
      Math.max(
        debts.findIndex(({ ref }) => ref === chosen),
        0,
      )
    ]
  assert(receipt && accountId !== undefined)
  await inCouncil(async db => {
    const parts = await sharedOut(db, {
      councilId,
      receiptId: receipt.id,
      accountId,
      amount: receipt.amount,
      sharing,
    })
    const posted = await postReceipt(db, {
      councilId,
      receiptId: receipt.id,
      parts,
      why: 'They rang.',
      actor: 'officer',
    })
    assert(posted.ok, posted.ok ? '' : posted.refusal.says)
  })
  assert.equal(await council.suspense(), 0n)
  const allocations: Record<string, string> = {}
  let over = 0n
  for (const [n, { ref, balance }] of debts.entries()) {
    const left = await council.balance(n)
    if (left < 0n) over -= left
    const had = pounds(balance) - (left < 0n ? 0n : left)
    if (had > 0n) allocations[ref] = formatAmount(had)
  }
  return { allocations, unallocated: formatAmount(over), council }
}

suite('a payment shared over what the same people owe', () => {
  const three = [
    { ref: '2023', balance: '200.00', due: '2023-05-01' },
    { ref: '2024', balance: '300.00', due: '2024-05-01' },
    { ref: '2025', balance: '500.00', due: '2025-05-01' },
  ]

  test('goes to the one that was named, then the oldest, and each says why', async () => {
    const { allocations, council } = await paid({
      debts: three,
      payment: '600.00',
      sharing: 'named first',
      chosen: '2025',
    })
    assert.deepEqual(allocations, { '2023': '100.00', '2025': '500.00' })
    const whys = await council.inCouncil(db =>
      db.many(
        z.object({ why: z.string() }),
        sql`select why from payments.receipt_posting where council_id = ${council.councilId}::int order by nth`,
      ),
    )
    assert.deepEqual(
      whys.map(({ why }) => why),
      [
        'They rang. The account that it is for comes first.',
        'They rang. The oldest of what these people owe comes first.',
      ],
    )
  })

  test('goes to the oldest first, and the rest of it is a credit', async () => {
    const { allocations, unallocated } = await paid({
      debts: three,
      payment: '1100.00',
      sharing: 'oldest first',
    })
    assert.deepEqual(allocations, { '2023': '200.00', '2024': '300.00', '2025': '500.00' })
    assert.equal(unallocated, '100.00')
  })

  test('is shared as though it were nowhere when it is moved', async () => {
    const two = [
      { ref: '2023', balance: '100.00', due: '2023-05-01' },
      { ref: '2024', balance: '100.00', due: '2024-05-01' },
    ]
    const { council } = await paid({ debts: two, payment: '100.00', sharing: 'oldest first' })
    const { councilId, accounts, inCouncil } = council
    const [receipt] = await council.receipts()
    const [first = '', second = ''] = accounts
    const parts = await inCouncil(db =>
      sharedOut(db, {
        councilId,
        receiptId: receipt?.id ?? '',
        accountId: second,
        amount: 100_00n,
        sharing: 'in proportion',
      }),
    )
    assert.deepEqual(
      parts.map(({ accountId, amount }) => [accountId, amount]),
      [
        [first, 50_00n],
        [second, 50_00n],
      ],
    )
  })

  test('reaches what is owed under another record of the same person', async () => {
    const council = await aReceivingCouncil(database, ++councils, [
      { reference: '70000012H', name: 'Priya Okafor', balance: 100_00n },
      { reference: '70000013D', name: 'Priya Okafor', balance: 100_00n },
    ])
    const { councilId, accounts, inCouncil } = council
    const [first = '', second = ''] = accounts
    const sharing = () =>
      inCouncil(db =>
        sharedOut(db, {
          councilId,
          receiptId: '00000000-0000-0000-0000-000000000000',
          accountId: first,
          amount: 150_00n,
          sharing: 'named first',
        }),
      )
    assert.deepEqual((await sharing()).length, 1)
    await database.run(sql`
      update parties.party set merged_into = (
        select lead_party_id from debts.account where council_id = ${councilId}::int and id = ${first}::uuid)
      where council_id = ${councilId}::int and id = (
        select lead_party_id from debts.account where council_id = ${councilId}::int and id = ${second}::uuid)`)
    assert.deepEqual(
      (await sharing()).map(({ accountId, amount }) => [accountId, amount]),
      [
        [first, 100_00n],
        [second, 50_00n],
      ],
    )
  })

  test('goes to each in proportion, to the penny', async () => {
    const { allocations } = await paid({
      debts: ['1', '2', '3'].map(ref => ({ ref, balance: '100.00' })),
      payment: '100.00',
      sharing: 'in proportion',
    })
    assert.deepEqual(allocations, { '1': '33.34', '2': '33.33', '3': '33.33' })
  })

  const field = z.object({
    payment: z.string(),
    accounts: z.custom<readonly Debt[]>().optional(),
    debts: z.custom<readonly Debt[]>().optional(),
    debtor_specified: z.string().optional(),
    current_instalment_of: z.string().optional(),
  })
  const expectation = z.object({
    allocations: z.record(z.string(), z.string()),
    unallocated: z.string(),
  })
  for (const family of ['payment_appropriation', 'pro_rata_allocation']) {
    const cases = workedCases(family)
    test(
      `is as the worked cases of ${family} have it`,
      { skip: cases === undefined && '../shared is not beside the project' },
      async () => {
        let tried = 0
        for (const { id, input, expected } of cases ?? []) {
          if ('error' in expected) continue
          const asked = field.parse(input)
          const right = expectation.parse(expected)
          const debts = asked.accounts ?? asked.debts ?? []
          // Nobody pays nothing at a bank, and a share needs somebody who owes.
          if (pounds(asked.payment) === 0n || debts.length === 0) continue
          tried += 1
          const { allocations, unallocated } = await paid({
            debts,
            payment: asked.payment,
            sharing: asked.debts
              ? 'in proportion'
              : asked.debtor_specified
                ? 'named first'
                : 'oldest first',
            chosen: asked.debtor_specified,
            instalmentOf: asked.current_instalment_of,
          })
          const owing = Object.entries(right.allocations).filter(([, amount]) => amount !== '0.00')
          assert.deepEqual(allocations, Object.fromEntries(owing), id)
          assert.equal(unallocated, right.unallocated, id)
        }
        assert(tried >= 5, `${tried} cases`)
      },
    )
  }
})
