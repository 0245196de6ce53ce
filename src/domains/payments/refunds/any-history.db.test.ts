import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { pence } from '#platform/rows.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { aCouncilInCredit } from './testing/council.ts'

// Any order of paying, charging, proposing, deciding, and money coming back, against a model of a few lines.

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aCouncilInCredit(database, councilId, 24)
const people = ['ann', 'bob', 'cat'] as const

type Proposal = {
  readonly id: string
  readonly amount: bigint
  readonly by: string
  state: 'proposed' | 'posted' | 'ended'
}

const act = fc.record({
  what: fc.constantFrom('pay', 'charge', 'propose', 'agree', 'agree', 'refuse', 'withdraw', 'back'),
  amount: fc.bigInt({ min: 1n, max: 60_00n }),
  who: fc.constantFrom(...people),
  which: fc.nat({ max: 5 }),
})
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

/** What must be so afterwards of the one account: the model's balance, and which proposals ended how. */
async function play(accountId: string, acts: readonly Act[]): Promise<void> {
  const known: Proposal[] = []
  let balance = await council.balance(accountId)
  const waiting = () =>
    known.filter(({ state }) => state === 'proposed').reduce((all, { amount }) => all + amount, 0n)
  for (const { what, amount, who, which } of acts) {
    const proposal = known[which % Math.max(1, known.length)]
    if (what === 'pay') {
      await council.pay(accountId, amount)
      balance -= amount
    } else if (what === 'charge') {
      await council.charge(accountId, amount)
      balance += amount
    } else if (what === 'propose') {
      const made = await council.proposeRefund(accountId, amount, { actor: who })
      assert.equal(made.ok, amount + waiting() <= -balance)
      if (made.ok) known.push({ id: made.value, amount, by: who, state: 'proposed' })
    } else if (proposal) {
      const isOpen = proposal.state === 'proposed'
      if (what === 'agree') {
        // A colleague who was on any of this person's details before has hands that are not clean.
        const handled = known.some(({ by }) => by === who)
        const agreed = await council.agree(proposal.id, who)
        assert.equal(agreed.ok, isOpen && !handled && proposal.amount <= -balance)
        if (agreed.ok) {
          balance += proposal.amount
          proposal.state = 'posted'
        }
      } else if (what === 'back') {
        const back = await council.back(proposal.id)
        assert.equal(back.ok, proposal.state === 'posted')
        if (back.ok) {
          balance -= proposal.amount
          proposal.state = 'ended'
        }
      } else {
        const ended =
          what === 'refuse'
            ? await council.refuse(proposal.id, who)
            : await council.withdraw(proposal.id, who)
        assert.equal(ended.ok, isOpen && (what === 'withdraw') === (proposal.by === who))
        if (ended.ok) proposal.state = 'ended'
      }
    }
    assert.equal(await council.balance(accountId), balance)
  }
}

test('property: whatever happens in whatever order, no more goes back than was in credit, once, by two people', async () => {
  const accounts = [...council.accounts]
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 6, maxLength: 14 }), async acts => {
      const accountId = accounts.pop() ?? assert.fail('there are accounts enough')
      await council.inCredit(accountId, 80_00n)
      await play(accountId, acts)
    }),
    { numRuns: 12, endOnFailure: true },
  )
  const wrong = await database.one(
    z.object({ posted: pence, agreed: pence }),
    sql`
      select coalesce(sum(amount) filter (where entry_id is not null), 0)::bigint as agreed, (
          select coalesce(sum(posting.amount), 0)::bigint from debts.entry as entry
          join debts.posting as posting on posting.council_id = ${councilId}::int and posting.entry_id = entry.id
          where entry.council_id = ${councilId}::int and entry.kind = 'refund') as posted
      from payments.refund where council_id = ${councilId}::int`,
  )
  assert.equal(wrong.posted, wrong.agreed)
})
