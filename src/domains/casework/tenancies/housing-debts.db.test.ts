import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { writeLetter } from '#correspondence'
import { addDebtType, shippedDebtTypes } from '#debts'
import { asCouncil, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { releaseRun, seedPolicies } from '#recovery'
import { aCouncilInArrears, approveOn, dayOf, drain, onDay, planOn } from '#recovery/testing'
import { noonOn } from '../escalations/testing.ts'
import { recordService } from '../service/record-service.ts'
import { housingDebts, housingTypes, missingFor, nextOf } from './housing-debts.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aCouncilInArrears(database, councilId, 4)
const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
// Letters go on the day they are written, so the days count from today.
const today = Temporal.Now.plainDateISO('Europe/London')
const tomorrow = noonOn(`${today.add({ days: 1 })}`)
const types = ['former tenant arrears', 'leasehold service charge', 'sundry invoice'] as const
await database.run(sql`
  update administration.council set address = E'Civic Centre\nTestham QX1 1AA', telephone = '01632 960001'`)
await inCouncil(async db => {
  for (const name of types) {
    const type = shippedDebtTypes.find(one => one.name === name)
    assert(type)
    await addDebtType(db, councilId, type)
  }
  await seedPolicies(db, { councilId, nation: 'England', from: dayOf('2020-01-02') })
  for (const [n, name] of types.entries())
    await db.run(sql`
      update debts.account set debt_type = ${name}::text, due_on = ${today.subtract({ days: 60 })}::date, instalments = '{}',
        instalments_due_on = '{}', period_from = null, period_to = null
      where council_id = 1 and id = ${council.accounts[n] ?? ''}::uuid`)
})
const run = await planOn(database, councilId, `${today}`)
await approveOn(database, councilId, run, `${today}`)
await releaseRun(database, { councilId, runId: run.id, clock: onDay(`${today}`) })
await drain(database, councilId, `${today}`, writeLetter)

const listed = (type = '') =>
  inCouncil(db => housingDebts(db, { councilId, today: tomorrow.today, type, skip: 0 }))
const one = async (type: string) => {
  const [debt] = await listed(type)
  assert(debt)
  return debt
}

suite('the list of housing debts', () => {
  test('has those of tenancies and leaseholds and no others, with the stage, its days, and what is next', async () => {
    assert.deepEqual(
      (await listed()).map(({ debtType }) => debtType).toSorted(),
      types.slice(0, 2).toSorted(),
    )
    assert.deepEqual(
      (await inCouncil(db => housingTypes(db, councilId))).map(({ type }) => type),
      types.slice(0, 2),
    )
    const tenant = await one('former tenant arrears')
    assert.equal(tenant.stage, 'invoice reminder')
    assert.equal(`${tenant.since}`, `${today}`)
    assert.match(nextOf(tenant), /; looked at again on /)
    assert.deepEqual(
      await asCouncil(database, 2, db =>
        housingDebts(db, { councilId: 2, today, type: '', skip: 0 }),
      ),
      [],
    )
  })

  test('says what is missing: evidence of service until it is recorded, and what nobody answered of a leasehold demand', async () => {
    const tenant = await one('former tenant arrears')
    assert.deepEqual(missingFor(tenant), ['evidence of service of the invoice reminder'])
    const { id } = await database.one(
      z.object({ id: z.string() }),
      sql`select id from recovery.action where council_id = 1 and account_id = ${tenant.accountId}::uuid and served_on is not null`,
    )
    const keep = (way: 'handed over' | 'came back', because: string) =>
      inCouncil(db =>
        recordService(db, {
          councilId,
          accountId: tenant.accountId,
          service: {
            id: randomUUID(),
            noticeId: id,
            way,
            onDay: today,
            atTime: undefined,
            postClass: undefined,
            place: '4 Mill Lane',
            byWhom: 'Ada Officer',
            receivedBy: '',
            reference: '',
            says: 'Gone away',
            because,
          },
          actor: 'officer',
          ...tomorrow,
        }),
      )
    assert((await keep('came back', '')).ok)
    assert.deepEqual(missingFor(await one('former tenant arrears')), [
      'a way for the invoice reminder to reach them: it came back',
    ])
    assert((await keep('handed over', 'They were found')).ok)
    assert.deepEqual(missingFor(await one('former tenant arrears')), [])
    const leasehold = missingFor(await one('leasehold service charge'))
    assert(leasehold.includes('whether the demand has what the law asks'))
    assert(leasehold.includes('whether the costs were demanded in time'))
  })
})
