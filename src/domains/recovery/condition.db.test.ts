import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { type Condition, holds, toSql } from './condition.ts'
import { type FactSheet, facts, factList } from './facts.ts'
import { mayComeSql } from './next-review.ts'
import { councilTaxEngland } from './policies/council-tax.ts'
import { councilTaxInEngland } from './regimes/index.ts'
import { decide, decisionSql, rulesOf, waiting } from './rules.ts'
import { countsFrom } from './sheet.ts'
import { anySheet, rowOfSheet } from './testing/any-sheet.ts'

// Goal: the rule explained to one debtor is the rule that was applied to all of them.
// Method: random conditions, asked of the same random accounts in memory and in PostgreSQL.

const sheets = anySheet(facts)

const limit = fc.integer({ min: 0, max: 20 })
const event = fc.constantFrom('since due', 'since notice', 'since last payment')
const { condition } = fc.letrec<{ condition: Condition; comparison: Condition }>(tie => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    tie('comparison'),
    fc.tuple(tie('condition'), tie('condition')).map(all => ({ all })),
    fc.tuple(tie('condition'), tie('condition')).map(any => ({ any })),
    tie('condition').map(not => ({ not })),
  ),
  comparison: fc.oneof(
    limit.map(n => ({ fact: 'balance', atLeast: `£${n}` }) as const),
    limit.map(n => ({ fact: 'balance', below: `£${n}` }) as const),
    fc.tuple(event, limit).map(([fact, n]) => ({ fact, atLeast: `${n} days` }) as const),
    fc.tuple(event, limit).map(([fact, n]) => ({ fact, below: `${n} days` }) as const),
    fc.constantFrom(...facts.stage.options).map(is => ({ fact: 'stage', is }) as const),
    fc.boolean().map(is => ({ fact: 'new default since notice', is }) as const),
  ),
}))

test('property: conditions and rules mean the same in memory and in PostgreSQL', async () => {
  await using db = await aDatabase()
  await db.script(`create table fact_sheet as
    select account_id, ${factList.map(([, { column }]) => column).join(', ')} from recovery.decision`)
  const accounts = fc.sample(sheets, 300).map(sheet => ({ id: randomUUID(), sheet }))
  const rows = accounts.map(({ id, sheet }) => ({ account_id: id, ...rowOfSheet(facts, sheet) }))
  await db.run(sql`
    insert into fact_sheet
    select * from json_populate_recordset(null::fact_sheet, ${JSON.stringify(rows)}::json)`)

  await fc.assert(
    fc.asyncProperty(condition, async condition => {
      const met = await db.many(
        z.object({ accountId: z.string() }),
        sql`
        select account_id from fact_sheet where ${toSql(condition)} order by account_id`,
      )
      const expected = accounts
        .filter(({ sheet }) => holds(condition, sheet))
        .map(({ id }) => id)
        .sort()
      assert.deepEqual(
        met.map(({ accountId }) => accountId),
        expected,
      )
    }),
    { numRuns: 500 },
  )

  const { value: law } = councilTaxInEngland.on(Temporal.PlainDate.from('2026-04-01'))
  const rules = rulesOf(councilTaxEngland, law)
  const decided = await db.many(
    z.object({ accountId: z.string(), rule: z.string() }),
    sql`select account_id, ${decisionSql(rules)} as rule from fact_sheet`,
  )
  const inPostgres = new Map(decided.map(({ accountId, rule }) => [accountId, rule]))
  for (const { id, sheet } of accounts) {
    assert.equal(inPostgres.get(id), decide(rules, sheet)?.name ?? waiting)
  }
})

test('property: where time alone brings a step, it is said that it may; and of one thing asked, it is said exactly', async () => {
  await using db = await aDatabase()
  await db.script(`create table fact_sheet as
    select account_id, 'invoice'::text as debt_type, current_date as next_due_on,
      ${Object.values(countsFrom)
        .map(column => `current_date as ${column}`)
        .join(', ')},
      ${factList.map(([, { column }]) => column).join(', ')} from recovery.decision`)
  const accounts = fc.sample(sheets, 150).map(sheet => ({ id: randomUUID(), sheet }))
  const rows = accounts.map(({ id, sheet }) => ({
    account_id: id,
    debt_type: 'invoice',
    ...rowOfSheet(facts, sheet),
    ...Object.fromEntries(
      Object.entries(countsFrom).map(([fact, column]) => [
        column,
        sheet[fact as 'since due'] === null ? null : '2026-01-01',
      ]),
    ),
  }))
  await db.run(sql`
    insert into fact_sheet
    select * from json_populate_recordset(null::fact_sheet, ${JSON.stringify(rows)}::json)`)
  await fc.assert(
    fc.asyncProperty(condition, async condition => {
      const step = {
        name: 'A step',
        at: 'billed',
        outcome: 'invoice reminder',
        needs: [{ condition }],
        why: '',
      } as const
      const may = await db.many(
        z.object({ accountId: z.string() }),
        sql`
          select account_id from fact_sheet as sheet
          where ${mayComeSql([{ debtType: 'invoice', rules: [step] }])}`,
      )
      const said = new Set(may.map(({ accountId }) => accountId))
      for (const { id, sheet } of accounts) {
        const comes = [...Array(60).keys()].some(days => holds(condition, later(sheet, days)))
        if (comes || 'fact' in condition)
          assert.equal(said.has(id), comes, JSON.stringify(condition))
      }
    }),
    { numRuns: 150 },
  )
})

const later = (sheet: FactSheet, days: number): FactSheet => ({
  ...sheet,
  ...Object.fromEntries(
    Object.keys(countsFrom).map(fact => {
      const now = sheet[fact as 'since due']
      return [fact, now === null ? null : now + days]
    }),
  ),
})
