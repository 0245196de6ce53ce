import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { workedCases } from '#law/testing.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { formatAmount, parsePounds } from '#values/money.ts'
import { rowsOf } from './remittance.ts'
import { headings, priya, remitted } from './testing/remitted.ts'

const database = await aDatabase()
after(() => database.close())
let councils = 0

suite('what an agent kept', () => {
  const cases = workedCases('tcg_proceeds')
  const field = z.object({
    proceeds: z.string(),
    sum_to_be_recovered: z.string(),
    compliance_fee: z.string(),
    other_fees_and_disbursements: z.string(),
    auctioneer: z.string(),
    creditor_is_enforcement_agent: z.boolean(),
  })
  const expectation = z.object({
    auctioneer: z.string(),
    compliance: z.string(),
    creditor: z.string(),
    other_fees: z.string(),
    surplus_to_debtor: z.string(),
  })
  const pounds = (text: string) => parsePounds(text) ?? assert.fail(text)

  test(
    'is split as the worked cases of tcg_proceeds have it, and a penny more kept is asked about',
    { skip: cases === undefined && '../shared is not beside the project' },
    async () => {
      let tried = 0
      for (const { id: name, input, expected } of cases ?? []) {
        if ('error' in expected) continue
        const asked = field.parse(input)
        const right = expectation.parse(expected)
        const creditor = pounds(right.creditor)
        const kept = pounds(right.auctioneer) + pounds(right.compliance) + pounds(right.other_fees)
        const collected = creditor + kept + pounds(right.surplus_to_debtor)
        assert.equal(collected, pounds(asked.proceeds), name)
        const line = (fee: bigint) =>
          [
            'PL1',
            '70000012H',
            '2026-05-20',
            'PAID',
            formatAmount(collected),
            formatAmount(fee),
            formatAmount(collected - fee),
            '',
            asked.sum_to_be_recovered,
            asked.compliance_fee,
            asked.other_fees_and_disbursements,
            asked.auctioneer,
            asked.creditor_is_enforcement_agent ? 'yes' : 'no',
          ].join(',')
        const wide = `${headings},debt_owed,compliance_owed,other_fees_owed,auctioneer,council_enforces`
        const council = await remitted(database, ++councils, {
          owed: [{ ...priya, balance: pounds(asked.sum_to_be_recovered) }],
          lines: [wide, line(kept)],
          banked: formatAmount(creditor),
        })
        const [row] = await council.rows()
        if (creditor === 0n || right.surplus_to_debtor !== '0.00') {
          // Nothing for the account, or more than anybody owed: somebody has to look.
          assert.equal(row?.state, 'put aside', name)
          continue
        }
        tried += 1
        assert.equal(row?.query, null, name)
        assert((await council.post((await council.lump()).id)).ok, name)
        assert.equal(await council.balance(0), pounds(asked.sum_to_be_recovered) - creditor, name)
        assert.equal(await council.suspense(), 0n, name)
        if (creditor === 1n) continue
        const more = await council.bring([wide, line(kept + 1n)].join('\n'), 'more.csv')
        assert(more.ok, name)
        const [asks] = await council.inCouncil(db =>
          rowsOf(db, council.councilId, more.value.remittanceId, { limit: 1 }),
        )
        assert.match(asks?.query ?? '', /£0\.01 is due to the council/, name)
      }
      assert(tried >= 5, `${tried} cases`)
    },
  )
})
