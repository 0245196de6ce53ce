import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { register } from '#law/register.ts'
import { lawChanges } from './changes.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const ids = (nation: 'England' | 'Wales', today: string) =>
  lawChanges(nation, day(today)).map(({ parameter }) => parameter.id)

suite('changes in the law', () => {
  test('one is there before its day, on it, and for a year after', () => {
    for (const today of ['2022-01-01', '2022-04-01', '2023-03-31'])
      assert(ids('Wales', today).includes('ct.aeo.table.weekly'), today)
    assert(!ids('Wales', '2023-04-01').includes('ct.aeo.table.weekly'))
  })

  test('another nation’s is not', () => {
    assert(!ids('England', '2022-04-01').includes('ct.aeo.table.weekly'))
  })

  test('says what it was before, and what it is after', () => {
    const change = lawChanges('Wales', day('2022-04-01')).find(
      ({ parameter }) => parameter.id === 'ct.aeo.table.weekly',
    )
    assert.equal(`${change?.on}`, '2022-04-01')
    assert.equal(`${change?.before?.from}`, '2007-04-01')
    assert.equal(`${change?.after?.from}`, '2022-04-01')
  })

  test('no two have the same key, however far back one looks', () => {
    for (const nation of ['England', 'Wales'] as const) {
      const keys = lawChanges(nation, day('1980-01-01')).map(({ key }) => key)
      assert.deepEqual(keys.length, new Set(keys).size)
    }
  })

  test('what is announced and not law is never one', () => {
    const announced = register
      .flatMap(({ parameters }) => parameters)
      .filter(({ status }) => status === 'announced')
      .map(({ id }) => id)
    const all = new Set([...ids('England', '1980-01-01'), ...ids('Wales', '1980-01-01')])
    assert.deepEqual(
      announced.filter(id => all.has(id)),
      [],
    )
  })
})
