import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { statementLint } from './statement-lint.ts'

const lint = await statementLint(['debts.account', 'debts.entry', 'debts.arrears'])

const fine = [
  'select 1',
  'select * from administration.council',
  'select * from debts.account where council_id = $1',
  'select * from debts.account where council_id = $1::int and (id = $2 or id = $3)',
  'select * from debts.account as a join debts.entry as e using (council_id) where a.council_id = $1',
  'select * from debts.account as a join debts.entry as e on e.council_id = a.council_id where e.council_id = $1',
  'select * from debts.account as a left join debts.entry as e on (e.council_id, e.id) = (a.council_id, a.id) where a.council_id = $1',
  'with due as (select council_id, id from debts.account where council_id = $1) select * from due join debts.entry as e on e.council_id = due.council_id',
  'select (select count(*) from debts.entry as e where e.council_id = a.council_id) from debts.account as a where a.council_id = $1',
  'insert into debts.account (council_id, id) values ($1, $2)',
  'insert into debts.account (council_id, id) select council_id, id from debts.entry where council_id = $1',
  'update debts.account set id = x.id from unnest($1) as x (id) where council_id = $2 and account.id = x.id',
  'delete from debts.account using debts.entry as e where e.council_id = account.council_id and account.council_id = $1',
  'select 1 from debts.account where council_id = $1 union all select 2 from debts.entry where council_id = $1',
  'copy debts.account (council_id, id) from stdin',
  'create temp table x on commit drop as select id from debts.account where council_id = 1; select 1',
]
const forgetful = [
  'select * from debts.account',
  'select * from debts.account where id = $1',
  'select * from debts.account where council_id = $1 or id = $2',
  'select * from debts.account where not (council_id = $1)',
  'select * from debts.account where council_id > $1',
  'select * from debts.arrears',
  'select * from debts.account as a join debts.entry as e on e.council_id = a.council_id',
  'select * from debts.account as a join debts.entry as e on e.id = a.id where a.council_id = $1',
  'select * from debts.account as a join debts.entry as e using (council_id)',
  'select (select count(*) from debts.entry as e where e.id = a.id) from debts.account as a where a.council_id = $1',
  'with due as (select id from debts.account) select * from due',
  'insert into debts.account (id) values ($1)',
  'insert into debts.account values ($1)',
  'insert into debts.account (council_id, id) select council_id, id from debts.entry',
  'update debts.account set id = $1',
  'delete from debts.account using debts.entry as e where e.council_id = $1',
  'select 1 from debts.account where council_id = $1 union all select 2 from debts.entry',
  'select 1 where exists (select from debts.account where id = $1)',
  'copy debts.account (id) from stdin',
  'copy debts.account from stdin',
  'create temp table x on commit drop as select id from debts.account; select 1',
]

suite('statement lint', () => {
  for (const statement of fine)
    test(`fine: ${statement}`, () => assert.deepEqual(lint(statement), []))
  for (const statement of forgetful)
    test(`found: ${statement}`, () => assert.notEqual(lint(statement).length, 0))
})
