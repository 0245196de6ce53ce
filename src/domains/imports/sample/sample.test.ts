import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { after, suite, test } from 'node:test'
import iconv from 'iconv-lite'
import Papa from 'papaparse'
import { headersOf } from '../profile.ts'
import { shippedProfile } from '../shipped-profiles.ts'
import { type SampleFile, sampleCouncils, writeSample } from './index.ts'

const businessDate = Temporal.PlainDate.from('2026-11-26')
const folders: string[] = []
const aSample = async (accounts: number, seed: number, date = businessDate) => {
  const out = await mkdtemp(join(tmpdir(), 'evenhand-sample-'))
  folders.push(out)
  return { out, ...(await writeSample({ accounts, seed, out, businessDate: date })) }
}
after(async () => {
  for (const folder of folders) await rm(folder, { recursive: true })
})

const hashOf = async (files: readonly SampleFile[]) => {
  const hash = createHash('sha256')
  for (const { path } of files) hash.update(await readFile(path))
  return hash.digest('hex')
}

/** Reads a file with a reader that is not ours, by what its profile says: rows by header, and the trailer. */
async function read({ profile: name, path }: SampleFile) {
  const profile = shippedProfile(name)
  assert(profile)
  const { encoding, delimiter, quote, trailer } = profile.file
  const text = iconv.decode(await readFile(path), encoding)
  const parsed = Papa.parse<string[]>(text.trimEnd(), {
    delimiter,
    ...(quote === '' ? { quoteChar: '\u0000' } : { quoteChar: quote }),
  })
  assert.deepEqual(parsed.errors, [])
  const [header = [], ...rows] = parsed.data
  const last = trailer === null ? undefined : rows.pop()
  return {
    profile,
    header,
    last,
    rows: rows.map(row => new Map(header.map((column, n) => [column, row[n] ?? '']))),
  }
}

/** Who owes what by the accounts' files: all that says who somebody is, and what kind of debt it is, and no day but of birth. */
async function whoOwes(files: readonly SampleFile[]) {
  const fields = [
    'reference',
    'debtType',
    'personNumber',
    'surname',
    'name',
    'dateOfBirth',
  ] as const
  const who: string[] = []
  for (const file of files) {
    const { profile, rows } = await read(file)
    if (profile.kind !== 'accounts') continue
    const columns = fields
      .map(field => profile.columns[field])
      .filter(column => typeof column === 'string')
    for (const row of rows) who.push(columns.map(column => row.get(column) ?? '').join('|'))
  }
  return who
}

const sample = await aSample(3000, 7)

suite('sample councils', () => {
  test('the same seed gives the same bytes, another seed or date does not', async () => {
    const [again, other, later] = [
      await aSample(3000, 7),
      await aSample(3000, 8),
      await aSample(3000, 7, businessDate.add({ days: 1 })),
    ]
    const first = await hashOf(sample.files)
    assert.equal(await hashOf(again.files), first)
    assert.notEqual(await hashOf(other.files), first)
    assert.notEqual(await hashOf(later.files), first)
  })

  test('there are as many accounts as asked for, and every file is as its profile says', async () => {
    let accounts = 0
    let transactions = 0
    for (const file of sample.files) {
      const { profile, header, rows, last } = await read(file)
      assert.deepEqual(header, headersOf(profile), file.path)
      if (profile.kind === 'accounts') accounts += rows.length
      else transactions += rows.length
      const references = new Set(rows.map(row => row.get(header[0] ?? '')))
      assert.equal(references.size, rows.length, `references in ${file.path} are unique`)
      for (const [field, column] of Object.entries(profile.columns)) {
        if (typeof column !== 'string') continue
        const needed = !profile.optional.includes(field as (typeof profile.optional)[number])
        const isEmpty = (row: Map<string, string>) => row.get(column) === ''
        if (needed) assert(!rows.some(isEmpty), `${column} in ${file.path} is never empty`)
      }
      if (last && profile.file.trailer) {
        assert.equal(last[profile.file.trailer.rows], String(rows.length))
        const amount = profile.columns.amount as string
        const pence = (text: string) => BigInt(text.replace('.', ''))
        const total = rows.reduce((sum, row) => sum + pence(row.get(amount) ?? ''), 0n)
        assert.equal(pence(last[profile.file.trailer.total] ?? ''), total)
      }
    }
    assert.equal(accounts, 3000)
    assert.deepEqual([sample.accounts, sample.transactions], [accounts, transactions])
  })

  test('nobody’s telephone number, insurance number, postcode or e-mail address', async () => {
    const dramatic = /^(07700 ?900\d{3}|01632 960\d{3}|020 7946 0\d{3})$/
    const never = /^(QQ|BG|GB|NK|KN|TN|NT|ZZ)\d{6}[ABCD]$/
    for (const file of sample.files.filter(({ profile }) => !profile.endsWith('-transactions'))) {
      const { profile, rows } = await read(file)
      const check = (field: keyof typeof profile.columns, pattern: RegExp) => {
        const column = profile.columns[field]
        if (typeof column !== 'string') return
        const values = rows.map(row => row.get(column) ?? '').filter(value => value !== '')
        for (const value of values) assert.match(value, pattern, `${column} in ${file.path}`)
      }
      check('telephone', dramatic)
      check('nationalInsuranceNumber', never)
      check('jointNationalInsuranceNumber', never)
      check('companyNumber', /^9\d{7}$/)
      check('email', /@example\.org$/)
      check('postcode', /^ZE[4-9] ?\d[ABDEFGHJLNPQRSTUWXYZ]{2}$/)
    }
  })

  test('the truth names everybody once, and strong identifiers never contradict it', async () => {
    for (const council of sampleCouncils) {
      const text = await readFile(join(sample.out, council.slug, 'truth.csv'), 'utf8')
      const lines = text.trimEnd().split('\n').slice(1)
      const truth = new Map(
        lines.map(line => {
          const [source, number, party] = line.split(',')
          return [`${source} ${number}`, party]
        }),
      )
      assert.equal(truth.size, lines.length)
      const byNumber = new Map<string, string | undefined>()
      for (const file of sample.files.filter(({ councilId }) => councilId === council.id)) {
        const { profile, rows } = await read(file)
        if (profile.kind !== 'accounts') continue
        const { personNumber, jointPersonNumber, nationalInsuranceNumber } = profile.columns
        for (const row of rows) {
          const party = truth.get(`${profile.source} ${row.get(personNumber as string)}`)
          assert(party, `${file.path}: ${[...row.values()].join()}`)
          const joint = row.get((jointPersonNumber ?? '') as string) ?? ''
          if (joint !== '') assert(truth.has(`${profile.source} ${joint}`))
          const insurance = row.get((nationalInsuranceNumber ?? '') as string) ?? ''
          if (insurance === '') continue
          assert.equal(byNumber.get(insurance) ?? party, party)
          byNumber.set(insurance, party)
        }
      }
    }
  })

  test('the same people owe the same kinds of debt on every day', async () => {
    const who = await whoOwes(sample.files)
    for (const date of ['2027-02-10', '2027-04-02', '2027-07-15']) {
      const other = await aSample(3000, 7, Temporal.PlainDate.from(date))
      assert.deepEqual(await whoOwes(other.files), who, `on ${date}`)
    }
  })

  test('something of everything is due tonight, whatever the season', async () => {
    const months = Array.from({ length: 12 }, (_, n) => businessDate.add({ months: n }))
    for (const date of [...months, '2027-02-28', '2027-03-31', '2027-04-02']) {
      const { files } = await aSample(3000, 7, Temporal.PlainDate.from(date))
      const file = files.find(({ profile }) => profile === 'council-tax-accounts')
      assert(file)
      const { rows } = await read(file)
      const how = (column: string) => new Set(rows.map(row => row.get(column)))
      const on = `on ${date.toString()}`
      assert.deepEqual([...how('REC_STAGE')].sort(), ['BILL', 'FINL', 'LORD', 'REM1', 'REM2'], on)
      for (const flag of ['DISPUTE', 'SPECIAL_ARR'])
        assert.deepEqual([...how(flag)].sort(), ['N', 'Y'], on)
      assert(how('BREATHING_FROM').size > 2 && how('DATE_OF_DEATH').size > 2, on)
      assert(rows.filter(row => row.get('LIAB_TYPE') === 'J').length > rows.length / 5, on)
      const lastDue = (row: Map<string, string>) =>
        Temporal.PlainDate.from(isoOf(row.get('FIRST_INST_DATE') ?? '', 'dd/mm/yyyy')).add({
          months: Number(row.get('INST_COUNT')) - 1,
        })
      const isToCome = (row: Map<string, string>) =>
        Temporal.PlainDate.compare(lastDue(row), date) > 0
      assert(rows.some(isToCome), `${on} an instalment is to come`)
    }
  })

  test('no notice is later than the night, whatever the season', async () => {
    for (const date of ['2026-04-02', '2027-02-20', '2028-02-29']) {
      const early = await aSample(600, 3, Temporal.PlainDate.from(date))
      for (const file of early.files) {
        const { profile, rows } = await read(file)
        const { reminderOn, secondReminderOn, finalNoticeOn, effectiveOn } = profile.columns
        for (const column of [reminderOn, secondReminderOn, finalNoticeOn, effectiveOn]) {
          if (column === undefined) continue
          for (const row of rows) {
            const day: string = row.get(column as string) ?? ''
            if (day !== '')
              assert(isoOf(day, profile.dates[0]) < date, `${day} in ${file.path} on ${date}`)
          }
        }
      }
    }
  })

  test('memory does not grow with the sample', async () => {
    // What is still held after the collector has been: how much it lets lie about meanwhile is its own affair.
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const held: number[] = []
    const out = await mkdtemp(join(tmpdir(), 'evenhand-sample-'))
    folders.push(out)
    const progress = () => {
      collect()
      held.push(process.memoryUsage().heapUsed)
    }
    await writeSample({ accounts: 60_000, seed: 1, out, businessDate, progress })
    const [first = 0] = held
    const grown = Math.round((Math.max(...held) - first) / 1_000_000)
    assert(held.length > 8 && grown < 25, `grew by ${grown} MB over ${held.length} looks`)
  })
})

const months = 'JanFebMarAprMayJunJulAugSepOctNovDec'

/** The few forms of date that the sample writes, read back. */
function isoOf(text: string, form: string | undefined): string {
  const [, first = '', second = '', third = ''] = /^(\d+)[-/ ]?(\w+?)[-/ ]?(\d+)$/.exec(text) ?? []
  switch (form) {
    case 'yyyymmdd':
      return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`
    case 'dd/mm/yyyy':
      return `${third}-${second}-${first}`
    case 'yyyy-mm-dd':
      return text
    default:
      return `${third}-${String(months.indexOf(second) / 3 + 1).padStart(2, '0')}-${first}`
  }
}
