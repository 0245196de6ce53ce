import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import papa from 'papaparse'
import { runCommand } from './command.ts'
import { matchCommand } from './match-command.ts'

const shared = join(import.meta.dirname, '../../../shared/samples/matching')
type Row = Readonly<Record<string, string>>

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evenhand-match-'))
})
after(() => rm(folder, { recursive: true }))

/** Runs the command as it is written, and reads what it wrote. */
async function match(files: readonly string[], id: string, columns: string) {
  const [clusters, pairs] = [join(folder, 'clusters.csv'), join(folder, 'pairs.csv')]
  const said: string[] = []
  const complained: string[] = []
  const code = await runCommand(
    [matchCommand],
    ['match', ...files, '--id', id, '--columns', columns, '--clusters', clusters, '--pairs', pairs],
    { say: line => said.push(line), complain: line => complained.push(line) },
  )
  const read = async (path: string) => rowsOf(await readFile(path, 'utf8'))
  return {
    code,
    said: said.join('\n'),
    complained: complained.join('\n'),
    clusters: code === 0 ? await read(clusters) : [],
    pairs: code === 0 ? await read(pairs) : [],
  }
}

const rowsOf = (text: string): readonly Row[] =>
  papa.parse<Row>(text, {
    header: true,
    skipEmptyLines: true,
    transformHeader: name => name.trim(),
    transform: cell => cell.trim(),
  }).data

const febrl =
  'given_name=given_name,family_name=surname,date_of_birth=date_of_birth,identifier=soc_sec_id,address_1=street_number+address_1,address_2=address_2,town=suburb,region=state,postcode=postcode'
const febrlTruth = (row: Row) => /rec-(\d+)/.exec(row['rec_id'] ?? '')?.[1] ?? ''

/** The best F1 that Splink published, or more: what one unsupervised configuration must reach on each. */
const sets = [
  { file: 'febrl/dataset1.csv', id: 'rec_id', columns: febrl, truth: febrlTruth, least: 0.999 },
  { file: 'febrl/dataset2.csv', id: 'rec_id', columns: febrl, truth: febrlTruth, least: 0.9954 },
  { file: 'febrl/dataset3.csv', id: 'rec_id', columns: febrl, truth: febrlTruth, least: 0.9954 },
  {
    file: 'splink/fake_1000.csv',
    id: 'unique_id',
    columns: 'given_name=first_name,family_name=surname,date_of_birth=dob,town=city,email=email',
    truth: (row: Row) => row['cluster'] ?? '',
    least: 0.8617,
  },
]

suite('public lists whose truth is known', () => {
  for (const { file, id, columns, truth, least } of sets) {
    const path = join(shared, file)
    const skip = !existsSync(path) && '../shared is not beside the project'
    test(`${file}: F1 of at least ${least}`, { skip }, async t => {
      const rows = rowsOf(readFileSync(path, 'utf8'))
      const { code, clusters, pairs } = await match([path], id, columns)
      assert.equal(code, 0)
      const truths = new Map(rows.map(row => [row[id], truth(row)]))
      const groupOf = new Map(clusters.map(row => [row['record'], row['cluster'] ?? '']))
      assert.deepEqual([...groupOf.keys()], [...truths.keys()], 'every record once, in order')

      const found = pairsWithin([...groupOf.values()])
      const actual = pairsWithin([...truths.values()])
      const right = pairsWithin([...truths].map(([record, who]) => `${groupOf.get(record)} ${who}`))
      const f1 = (2 * right) / (found + actual)
      t.diagnostic(`right ${right}, wrong ${found - right}, missed ${actual - right}, F1 ${f1}`)
      assert(f1 >= least)
      assert(right / found >= 0.99, 'people are gathered at a precision of 0.99 or better')
      const sure = pairs.filter(({ probability }) => Number(probability) >= 0.99)
      const wrong = sure.filter(pair => truths.get(pair['left']) !== truths.get(pair['right']))
      assert(wrong.length <= sure.length / 100, `${wrong.length} of ${sure.length} sure are wrong`)
    })
  }
})

/** How many pairs have the same label. */
function pairsWithin(labels: readonly string[]): number {
  const sizes = new Map<string, number>()
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
}

suite('a list as somebody’s spreadsheet wrote it', () => {
  test('a byte order mark, spaces before quotes, commas and line ends in cells, short rows: each record is read whole', async () => {
    const path = join(folder, 'odd.csv')
    const lines = [
      '\uFEFFid, name , "date, of birth"',
      '1, "Quill, ""Jo"" Mary", 01/02/1970',
      '',
      '2,"QUILL, JO MARY","1970-02-01"',
      '3, short',
      '"4, or 5","two',
      'lines",NULL',
    ]
    await writeFile(path, lines.join('\r\n'))
    const { code, clusters, said } = await match([path], 'id', 'full_name=name')
    assert.equal(code, 0)
    assert.deepEqual(
      clusters.map(({ record }) => record),
      ['1', '2', '3', '4, or 5'],
    )
    assert.match(said, /4 records read/)
  })

  test('semicolons part the cells where no comma does; a file of other columns is refused by name', async () => {
    const [one, other] = [join(folder, 'one.csv'), join(folder, 'other.csv')]
    await writeFile(one, 'id;first;last\n1;Jo;Quill\n')
    await writeFile(other, 'id,first\n2,Jo\n')
    const { code, clusters } = await match([one], 'id', 'given_name=first,family_name=last')
    assert.deepEqual([code, clusters.length], [0, 1])
    const refused = await match([one, other], 'id', 'given_name=first,family_name=last')
    assert.equal(refused.code, 2)
    assert.match(refused.complained, /other\.csv has no column “last”/)
  })

  test('two files that each count from 1 are compared, and that their ids are the same is said', async () => {
    const [one, other] = [join(folder, 'a.csv'), join(folder, 'b.csv')]
    await writeFile(one, 'id,first\n1,Jo\n2,Al\n')
    await writeFile(other, 'id,first\n1,Jo\n,Cy\n')
    const { code, said, clusters } = await match([one, other], 'id', 'given_name=first')
    assert.deepEqual([code, clusters.length], [0, 4])
    assert.match(said, /2 of them have no id in “id” of their own/)
  })
})
