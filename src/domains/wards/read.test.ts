import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { records } from '#imports'
import { columnsOf } from './columns.ts'
import { postcodeOf } from './postcode.ts'
import { type Kept, readWards } from './read.ts'

const all: Kept = { authority: undefined, districts: new Set() }

async function* textOf(lines: readonly string[]): AsyncGenerator<string> {
  yield lines.join('\n')
}
const read = (lines: readonly string[], kept: Partial<Kept> = {}, most?: number) =>
  readWards(records(textOf(lines), { delimiter: ',', quote: '"' }), { ...all, ...kept }, most)

async function readOf(lines: readonly string[], kept: Partial<Kept> = {}) {
  const found = await read(lines, kept)
  assert(found.ok, found.ok ? '' : found.refusal.says)
  const { wards, names, ...others } = found.value
  return { ...others, wards: Object.fromEntries(wards), names: Object.fromEntries(names) }
}

async function refusalOf(lines: readonly string[], kept: Partial<Kept> = {}, most?: number) {
  const found = await read(lines, kept, most)
  assert(!found.ok)
  assert.match(found.refusal.says, /Nothing was kept: the wards in force stay as they are\.$/)
  return found.refusal.says
}

suite('the columns of a file of wards', () => {
  const cases: Readonly<Record<string, string>> = {
    'pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish': 'pcds osward - oslaua,oscty',
    'pcd,pcd2,pcds,dointr,doterm,usertype,oa21,cty,ced,laua,ward,nhser': 'pcds ward - laua,cty',
    'pcd7,pcd8,pcds,dointr,doterm,cty25cd,ced25cd,lad25cd,wd25cd': 'pcds wd25cd - lad25cd,cty25cd',
    'PCD,WD23CD,WD24CD,WD24NM,LAD24CD': 'PCD WD24CD WD24NM LAD24CD',
    'WD24CD,WD24NM,LAD24CD,LAD24NM': '- WD24CD WD24NM LAD24CD',
    'Ward name,Post code,Ward code': 'Post code Ward code Ward name ',
    'Postcode,Ward code,Ward': 'Postcode Ward code Ward ',
    'Postcode,Ward': 'Postcode Ward - ',
    'Postcode,Ward name': 'Postcode Ward name Ward name ',
    'Name,Address': '- - - ',
  }
  for (const [line, expected] of Object.entries(cases))
    test(line, () => {
      const header = line.split(',')
      const found = columnsOf(header)
      const called = (n: number | undefined) => (n === undefined ? '-' : header[n])
      assert.equal(
        `${called(found.postcode)} ${called(found.wardCode)} ${called(found.wardName)} ${found.authorities.map(called)}`,
        expected,
      )
    })
})

suite('a file of wards', () => {
  const directory = [
    'pcd,pcds,doterm,oscty,oslaua,osward',
    '"TN4 8AB","TN4 8AB","","E10000016","E07000116","E05000001"',
    '"TN4 8AC","TN4 8AC","199606","E10000016","E07000116","E05000002"',
    '"TN4 8AD","TN4 8AD","","E10000016","E07000116",""',
    '"ME1 1AA","ME1 1AA","","E99999999","E06000035","E05000003"',
    '"TN4 8","TN4 8","","E10000016","E07000116","E05000001"',
  ]

  test('of the whole country gives the rows of the council’s authority, those that have ended too, and counts the others', async () => {
    assert.deepEqual(await readOf(directory, { authority: 'E07000116' }), {
      kind: 'postcodes',
      rows: 5,
      wards: { TN48AB: 'E05000001', TN48AC: 'E05000002' },
      names: {},
      elsewhere: 1,
      withoutWard: 1,
      bad: 1,
      twice: 0,
      examples: ['line 6: “TN4 8” is no postcode'],
    })
  })

  test('of a county gives all of its districts', async () => {
    const { wards } = await readOf(directory, { authority: 'E10000016' })
    assert.deepEqual(Object.keys(wards), ['TN48AB', 'TN48AC'])
  })

  test('that tells authorities, where none was named, is kept for the districts that the council knows', async () => {
    const { wards, elsewhere } = await readOf(directory, { districts: new Set(['ME1']) })
    assert.deepEqual([wards, elsewhere], [{ ME11AA: 'E05000003' }, 2])
  })

  test('of the council’s own is kept whole, with its names, blank lines apart', async () => {
    const found = await readOf([
      'Postcode,Ward,Ward name',
      'tn48ab , R,Riverside',
      ',,',
      'TN4  8AC,H,Holme',
    ])
    assert.deepEqual(found.wards, { TN48AB: 'R', TN48AC: 'H' })
    assert.deepEqual(found.names, { R: 'Riverside', H: 'Holme' })
    assert.equal(found.rows, 2)
  })

  test('names what it gives two wards, and the first counts', async () => {
    const found = await readOf(['postcode,ward', 'TN4 8AB,R', 'TN48AB,R', 'TN4 8AB,H'])
    assert.deepEqual([found.wards, found.twice], [{ TN48AB: 'R' }, 1])
    assert.deepEqual(found.examples, ['line 4: TN48AB is in H, and was in R'])
  })

  test('of names gives each ward’s, whatever authority was named', async () => {
    const names = ['WD24CD,WD24NM,WD24NMW', 'W05000001,Llanfor,Llanfor Isaf', 'W05000002,,']
    const found = await readOf(names, { authority: 'W06000002' })
    assert.deepEqual([found.kind, found.names], ['names', { W05000001: 'Llanfor' }])
  })

  test('is refused where nothing can be made of it, in a sentence', async () => {
    assert.match(await refusalOf([]), /no row under its header/)
    assert.match(await refusalOf(['postcode,ward']), /no row under its header/)
    assert.match(await refusalOf(['Name,Address', 'a,b']), /no column of postcodes/)
    assert.match(await refusalOf(['ward', 'R']), /no column of postcodes/)
    assert.match(await refusalOf(['pcds,lat,long', 'TN4 8AB,1,2']), /no column of wards/)
    assert.match(
      await refusalOf(['postcode,ward', 'TN4 8AB,R'], { authority: 'E07000116' }),
      /no column of local authorities/,
    )
    assert.match(await refusalOf(directory), /knows no property and no address yet/)
    assert.match(
      await refusalOf(directory, { authority: 'E07000999' }),
      /5 of 5 are of another authority or district/,
    )
    assert.match(
      await refusalOf(['postcode,ward', 'TN4,R', 'TN4 8AB,']),
      /1 of 2 give no ward; 1 of 2 have no postcode that is one/,
    )
    assert.match(
      await refusalOf(['postcode,ward', 'TN4 8AB,R', 'TN4 8AC,R'], {}, 1),
      /More than 1 postcodes would be kept/,
    )
  })

  test('says of every row what became of it, in any order of columns and however postcodes are written', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            postcode: fc.constantFrom(
              'TN4 8AB',
              'tn48ab',
              'TN4  8AC',
              'SW1A 1AA',
              'ME1 1AA',
              'TN4',
              '',
            ),
            ward: fc.constantFrom('R', 'H', ''),
            authority: fc.constantFrom('E07000116', 'E06000035'),
          }),
          { minLength: 1, maxLength: 30 },
        ),
        fc.shuffledSubarray(['postcode', 'ward', 'lad24cd'] as const, { minLength: 3 }),
        async (rows, order) => {
          const cell = { postcode: 'postcode', ward: 'ward', lad24cd: 'authority' } as const
          const found = await read(
            [order.join(','), ...rows.map(row => order.map(name => row[cell[name]]).join(','))],
            { authority: 'E07000116' },
          )
          const expected = new Map<string, string>()
          for (const row of rows) {
            const postcode = postcodeOf(row.postcode)?.postcode
            if (row.authority !== 'E07000116' || row.ward === '' || postcode === undefined) continue
            if (!expected.has(postcode)) expected.set(postcode, row.ward)
          }
          if (!found.ok) return assert.equal(expected.size, 0)
          const { wards, elsewhere, withoutWard, bad, twice } = found.value
          assert.deepEqual(wards, expected)
          const used = rows.length - elsewhere - withoutWard - bad
          assert(used >= wards.size + twice)
          assert.equal(elsewhere, rows.filter(row => row.authority !== 'E07000116').length)
        },
      ),
    ))
})
