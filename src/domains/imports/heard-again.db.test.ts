import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { findAccount } from '#debts'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { load } from './load.ts'
import type { Profile } from './profile.ts'
import {
  aTakingCouncil,
  balanceOf,
  chunksOf,
  debt,
  debtHeader as header,
  payment,
  paymentHeader,
  profileNamed,
} from './testing.ts'

const database = await aDatabase()
after(() => database.close())

let councils = 0
const aCouncil = () => aTakingCouncil(database, ++councils)

const loadedOn = async (
  councilId: number,
  day: string,
  feed: string | Profile,
  lines: readonly string[],
) => {
  const outcome = await load(database, {
    councilId,
    profile: typeof feed === 'string' ? profileNamed(feed) : feed,
    fileName: `${day}.csv`,
    bytes: chunksOf(Buffer.from(lines.join('\n'))),
    actor: 'system:test',
    businessDate: Temporal.PlainDate.from(day),
  })
  assert(outcome.ok, outcome.ok ? '' : outcome.refusal.says)
  return outcome.value
}
const moved = (reference: string) =>
  debt(reference, '100.00').replace('1 Mill Lane', '9 New Street')
const addresses = (councilId: number) =>
  asCouncil(database, councilId, db =>
    db.many(
      z.object({ line: z.string(), isNow: z.boolean() }),
      sql`
        select lines[1] as line, valid_to is null as is_now from parties.address
        where council_id = ${councilId}::int order by valid_from, lines`,
    ),
  )
const asAtOf = async (councilId: number, reference: string) =>
  asCouncil(database, councilId, async db => {
    const { id } = await db.one(
      z.object({ id: z.string() }),
      sql`select id from debts.account where council_id = ${councilId}::int and reference = ${reference}`,
    )
    const found = await findAccount(db, councilId, id, Temporal.PlainDate.from('2026-07-31'))
    return found?.asAt.toString()
  })

suite('an account that another file tells of again', () => {
  test('says where they live now: the address moves on, and no money moves', async () => {
    const council = await aCouncil()
    await loadedOn(council, '2026-07-01', 'debts-neutral', [header, debt('A1', '100.00')])
    const report = await loadedOn(council, '2026-07-02', 'debts-neutral', [header, moved('A1')])
    assert.equal(report.duplicates, 1)
    assert.deepEqual(await addresses(council), [
      { line: '1 Mill Lane', isNow: false },
      { line: '9 New Street', isNow: true },
    ])
    assert.equal(await balanceOf(database, council, 'A1'), 100_00n)
  })

  test('says what stands in the way now: a dispute begun or a breathing space is known, once', async () => {
    const council = await aCouncil()
    const neutral = profileNamed('debts-neutral')
    const feed: Profile = {
      ...neutral,
      columns: {
        ...neutral.columns,
        inDispute: 'dispute',
        breathingSpaceFrom: 'from',
        breathingSpaceTo: 'to',
      },
      optional: [...neutral.optional, 'breathingSpaceFrom', 'breathingSpaceTo'],
      values: { ...neutral.values, flags: { Y: 'yes', N: 'no' } },
    }
    const says = (rest: string) => [`${header},dispute,from,to`, `${debt('A1', '100.00')},${rest}`]
    const known = () =>
      asCouncil(database, council, db =>
        db.one(
          z.object({ inDispute: z.boolean(), until: z.string().nullable() }),
          sql`
            select source_in_dispute as in_dispute, source_breathing_space_to::text as until
            from debts.account where council_id = ${council}::int`,
        ),
      )
    await loadedOn(council, '2026-07-01', feed, says('N,,'))
    assert.deepEqual(await known(), { inDispute: false, until: null })
    await loadedOn(council, '2026-07-03', feed, says('Y,2026-07-02,2026-08-30'))
    assert.deepEqual(await known(), { inDispute: true, until: '2026-08-30' })
    await loadedOn(council, '2026-07-02', feed, says('N,2026-07-02,2026-08-30'))
    assert.deepEqual(await known(), { inDispute: true, until: '2026-08-30' }, 'an older file')
    await loadedOn(council, '2026-07-04', feed, says('N,2026-07-02,2026-08-31'))
    assert.deepEqual(await known(), { inDispute: false, until: '2026-08-31' })
  })

  test('an older file that comes late does not move them back', async () => {
    const council = await aCouncil()
    await loadedOn(council, '2026-07-02', 'debts-neutral', [header, moved('A1')])
    await loadedOn(council, '2026-07-01', 'debts-neutral', [header, debt('A1', '100.00')])
    assert.deepEqual(await addresses(council), [{ line: '9 New Street', isNow: true }])
  })

  test('nor does one that is older than a file which said the same again', async () => {
    const council = await aCouncil()
    await loadedOn(council, '2026-07-01', 'debts-neutral', [header, debt('A1', '100.00')])
    const again = [header, debt('A1', '100.00'), debt('A2', '5.00', 'Ben Okoro')]
    await loadedOn(council, '2026-07-05', 'debts-neutral', again)
    await loadedOn(council, '2026-07-03', 'debts-neutral', [header, moved('A1')])
    const lines = (await addresses(council)).filter(({ isNow }) => isNow).map(({ line }) => line)
    assert.deepEqual(new Set(lines), new Set(['1 Mill Lane']))
  })

  test('any file of its source makes its figures fresh, and none makes them older', async () => {
    const council = await aCouncil()
    await loadedOn(council, '2026-07-01', 'debts-neutral', [header, debt('A1', '100.00')])
    assert.equal(await asAtOf(council, 'A1'), '2026-07-01')
    const { source } = profileNamed('payments-neutral')
    assert.equal(source, profileNamed('debts-neutral').source)
    const payments = [paymentHeader, payment('B1', '1.00', 'A1'), 'TRAILER,1,1.00']
    await loadedOn(council, '2026-07-09', 'payments-neutral', payments)
    assert.equal(await asAtOf(council, 'A1'), '2026-07-09')
    await loadedOn(council, '2026-07-05', 'debts-neutral', [header, debt('A2', '100.00')])
    assert.equal(await asAtOf(council, 'A1'), '2026-07-09')
  })
})
