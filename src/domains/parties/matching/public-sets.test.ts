import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import papa from 'papaparse'
import { gatherPeople, matchPeople } from './match.ts'
import { standardise, type Told } from './person.ts'

const folder = join(import.meta.dirname, '../../../../../shared/samples/matching')
type Row = Readonly<Record<string, string>>

const febrl = (row: Row): Told => ({
  given_name: row['given_name'] ?? '',
  family_name: row['surname'] ?? '',
  date_of_birth: row['date_of_birth'] ?? '',
  identifier: row['soc_sec_id'] ?? '',
  address_1: row['address_1'] ?? '',
  address_2: row['address_2'] ?? '',
  town: row['suburb'] ?? '',
  region: row['state'] ?? '',
  postcode: row['postcode'] ?? '',
})
const splink = (row: Row): Told => ({
  given_name: row['first_name'] ?? '',
  family_name: row['surname'] ?? '',
  date_of_birth: row['dob'] ?? '',
  town: row['city'] ?? '',
  email: row['email'] ?? '',
})
const febrlTruth = (row: Row) => /rec-(\d+)/.exec(row['rec_id'] ?? '')?.[1] ?? ''

/** The best F1 that Splink published, or more: what one unsupervised configuration must reach on each. */
const sets = [
  { file: 'febrl/dataset1.csv', told: febrl, truth: febrlTruth, least: 0.999 },
  { file: 'febrl/dataset2.csv', told: febrl, truth: febrlTruth, least: 0.9954 },
  { file: 'febrl/dataset3.csv', told: febrl, truth: febrlTruth, least: 0.9954 },
  {
    file: 'splink/fake_1000.csv',
    told: splink,
    truth: (row: Row) => row['cluster'] ?? '',
    least: 0.8617,
  },
]

suite('public lists whose truth is known', () => {
  for (const { file, told, truth, least } of sets) {
    const path = join(folder, file)
    const skip = !existsSync(path) && '../shared is not beside the project'
    test(`${file}: F1 of at least ${least}`, { skip }, t => {
      const { data } = papa.parse<Row>(readFileSync(path, 'utf8'), {
        header: true,
        skipEmptyLines: true,
        transformHeader: name => name.trim(),
        transform: cell => cell.trim(),
      })
      const people = data.map(row => standardise(told(row)))
      const groups = gatherPeople(people, matchPeople(people))
      const found = pairsWithin(data.map((_, n) => String(groups[n])))
      const actual = pairsWithin(data.map(truth))
      const right = pairsWithin(data.map((row, n) => `${groups[n]} ${truth(row)}`))
      const f1 = (2 * right) / (found + actual)
      t.diagnostic(`right ${right}, wrong ${found - right}, missed ${actual - right}, F1 ${f1}`)
      assert(f1 >= least)
      assert(right / found >= 0.99, 'people are gathered at a precision of 0.99 or better')
    })
  }
})

/** How many pairs have the same label. */
function pairsWithin(labels: readonly string[]): number {
  const sizes = new Map<string, number>()
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
}
