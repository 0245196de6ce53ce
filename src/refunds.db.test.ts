import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { aDatabase } from '#platform/testing/database.ts'
import { valueOf } from './domains/payments/direct-debit/testing/council.ts'
import { aCouncilInCredit } from './domains/payments/refunds/testing/council.ts'
import { verify } from './verify.ts'

const database = await aDatabase()
after(() => database.close())
const council = await aCouncilInCredit(database, 1, 3)

suite('credits that went back', () => {
  test('agreed, sent, paid, stopped and come back: every invariant of the installation holds', async () => {
    for (const account of council.accounts) await council.inCredit(account, 50_00n)
    const [first = '', second = '', third = ''] = council.accounts
    const refunds = [
      await council.agreed(first, 50_00n),
      await council.agreed(second, 20_00n),
      await council.agreed(third, 10_00n),
    ]
    valueOf(await council.back(refunds[2] ?? '', 'Stopped'))
    valueOf(await council.releaseList(valueOf(await council.proposeList())))
    valueOf(await council.paid(refunds[0] ?? ''))
    valueOf(await council.back(refunds[1] ?? ''))
    valueOf(await council.proposeRefund(third, 10_00n))
    assert.deepEqual(await verify(database), [])
  })
})
