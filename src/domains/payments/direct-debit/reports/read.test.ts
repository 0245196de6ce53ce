import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { adviceKinds, reasonFor, reasonsOf } from '../reasons.ts'
import { someAdvices, someArudd, someDdica, someInputReport } from '../testing/reports.ts'
import { readReport } from './read.ts'

function read(bytes: Uint8Array) {
  const report = readReport(bytes)
  assert(report.ok, report.ok ? '' : report.refusal.says)
  return report.value
}

const refusalOf = (bytes: Uint8Array | string) => {
  const report = readReport(Buffer.from(bytes))
  return report.ok ? 'read' : report.refusal.says
}

const item = { ref: 'CT70012345', returnCode: '0128', valueOf: '65.00' }
const day = (text: string) => Temporal.PlainDate.from(text)

suite('Bacs reports', () => {
  test('ARUDD: what was returned, its reason the first of four characters', () => {
    const report = read(
      someArudd({ items: [item, { ...item, returnCode: '1012', valueOf: '1,060.00' }] }),
    )
    assert.deepEqual(report, {
      is: 'ARUDD',
      serviceUserNumber: '987654',
      reportedOn: day('2026-12-04'),
      number: undefined,
      returned: [
        { reference: item.ref, reason: '0', amount: 65_00n, collectedOn: day('2026-12-01') },
        { reference: item.ref, reason: '1', amount: 1060_00n, collectedOn: day('2026-12-01') },
      ],
    })
  })

  test('ARUDD that does not add up is refused, and so is another currency', () => {
    const wrong = someArudd({ items: [item], totals: { numberOf: '1', valueOf: '65.01' } })
    assert.match(refusalOf(wrong), /totals.*not what the debits come to.*Nothing/)
    const short = someArudd({ items: [item], totals: { numberOf: '2', valueOf: '65.00' } })
    assert.match(refusalOf(short), /totals/)
    const euros = Buffer.from(someArudd({ items: [item] }))
      .toString('latin1')
      .replace('GBP', 'EUR')
    assert.match(refusalOf(euros), /not in pounds/)
    assert.match(refusalOf(someArudd({ items: [{ ...item, valueOf: '65' }] })), /decimal places/)
  })

  test('ADDACS: each advice with its number and, where the account moved, where to', () => {
    const report = read(
      someAdvices({
        kind: 'ADDACS',
        first: 7,
        last: 8,
        records: [
          {
            reference: 'CT70012345',
            'reason-code': '1',
            aosn: '7',
            'effective-date': '2026-12-03',
          },
          {
            reference: 'CT70054321',
            'reason-code': '3',
            aosn: '8',
            'payer-new-sort-code': '11-00-01',
            'payer-new-account-number': '12345672',
          },
        ],
      }),
    )
    assert(report.is === 'ADDACS')
    assert.deepEqual([report.firstNumber, report.lastNumber], [7, 8])
    assert.deepEqual(report.advices[0]?.effectiveOn, day('2026-12-03'))
    assert.deepEqual(report.advices[1]?.newAccount, {
      sortCode: '110001',
      accountNumber: '12345672',
    })
  })

  test('AUDDIS: files that were taken, files that were not, and instructions sent back', () => {
    const file = { 'record-type': 'V', 'vol-serial-number': '000042', 'accepted-ddi': '3' }
    const report = read(
      someAdvices({
        kind: 'AUDDIS',
        records: [
          { ...file, 'rejected-ddi': '1' },
          { 'record-type': 'N', reference: 'CT70012345', 'reason-code': '5' },
        ],
      }),
    )
    assert(report.is === 'AUDDIS')
    assert.deepEqual(report.files, [
      { serial: '000042', accepted: 3, rejected: 1, isRejected: false },
    ])
    assert.equal(report.advices.length, 1)
    const rejected = read(
      someAdvices({ kind: 'AUDREJ', records: [{ ...file, 'record-type': 'R' }] }),
    )
    assert(rejected.is === 'AUDDIS' && rejected.files[0]?.isRejected)
  })

  test('DDICA: claims and claims taken back, with what they are about', () => {
    const claim = { reference: 'CT70012345', reason: '5', collected: '2026-12-01', amount: '65.00' }
    const report = read(
      someDdica({ claims: [{ ...claim, amount: '1,065.00' }], cancelled: [claim] }),
    )
    assert(report.is === 'DDICA')
    assert.deepEqual(
      report.claims.map(({ isCancelled, collections }) => [isCancelled, collections[0]?.amount]),
      [
        [false, 1065_00n],
        [true, 65_00n],
      ],
    )
    assert.match(refusalOf(someDdica({ claims: [claim], total: '66.00' })), /not what the claims/)
  })

  test('input report: what was taken and what was not', () => {
    const report = read(
      someInputReport({ serial: '000042', debits: { count: 2, pounds: '165.00' }, errors: 3 }),
    )
    assert(report.is === 'input')
    assert.deepEqual(report.accepted.debits, { count: 2, total: 165_00n })
    assert.deepEqual(report.rejected.debits, { count: 0, total: 0n })
    assert.deepEqual([report.serial, report.errors], ['000042', 3])
  })

  test('every reason has a sentence and an effect; one that nobody knows refuses the whole report', () => {
    for (const kind of adviceKinds) {
      for (const [code, reason] of Object.entries(reasonsOf(kind))) {
        assert.equal(reasonFor(kind, code), reason)
        assert(reason.says.length > 10 && reason.effect !== undefined)
      }
    }
    for (const code of ['Z', '0128', '__proto__', 'constructor'])
      assert.equal(reasonFor('ARUDD', code), undefined)
    assert.match(refusalOf(someArudd({ items: [item, { ...item, returnCode: 'Z000' }] })), /“Z”/)
    const advice = { reference: 'CT70012345', 'reason-code': '4' }
    assert.match(refusalOf(someAdvices({ kind: 'ADDACS', records: [advice] })), /reason code “4”/)
  })

  test('the payer’s death, a moved account, no money: each does what it should', () => {
    assert.equal(reasonFor('ARUDD', '0')?.effect, 'present again')
    for (const kind of ['ARUDD', 'ADDACS', 'AUDDIS'] as const)
      assert.equal(reasonFor(kind, '2')?.effect, 'deceased')
    for (const code of ['3', 'C', 'E'])
      assert.equal(reasonFor('ADDACS', code)?.effect, 'new details')
    for (const code of ['5', '6', 'B']) assert.equal(reasonFor('ARUDD', code)?.effect, 'cancel')
    assert.equal(reasonFor('ADDACS', 'R')?.effect, 'reinstate')
  })
})

suite('Bacs reports that mean harm', () => {
  const good = Buffer.from(someArudd({ items: [item] })).toString('latin1')
  const withType = (type: string) => good.replace('<!-- a look-alike -->', type)

  test('a document type is refused, whatever it declares, and quickly', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(50)}">${Array.from({ length: 9 }, (_, n) => `<!ENTITY a${n} "${`&a${n === 0 ? '' : n - 1};`.repeat(10)}">`).join('')}]>`
    const before = performance.now()
    for (const type of [
      bomb,
      '<!DOCTYPE x SYSTEM "http://127.0.0.1:9999/x.dtd">',
      '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
    ])
      assert.match(refusalOf(withType(type)), /document type/)
    assert(performance.now() - before < 1000)
    assert.match(refusalOf(good.replace('ref="CT70012345"', 'ref="&x;"')), /not well-formed/)
  })

  test('what is cut off, nested without end, of another kind or of a lying encoding is refused', () => {
    assert.match(refusalOf(good.slice(0, -40)), /not well-formed/)
    assert.match(refusalOf(''), /not well-formed|no element/)
    assert.match(refusalOf('<a>'.repeat(100_000)), /nested more deeply/)
    assert.match(refusalOf('<rss><channel/></rss>'), /not a Bacs report/)
    assert.match(refusalOf('<BACSDocument><Data/></BACSDocument>'), /of a kind that is not read/)
    const lying = Buffer.from(good.replace('ISO-8859-1', 'UTF-8'), 'latin1')
    assert.match(refusalOf(lying), /not of the encoding/)
    assert.match(refusalOf(good.replace('ISO-8859-1', 'UTF-7')), /not of the encoding/)
    assert.match(refusalOf(Buffer.alloc(20_000_001, 32)), /larger than any/)
  })

  test('a comment cannot split an amount in two', () => {
    const claim = { reference: 'CT70012345', reason: '5', collected: '2026-12-01', amount: '65.00' }
    const text = Buffer.from(someDdica({ claims: [claim] })).toString()
    const split = text.replaceAll('65.00', '6<!-- 0 -->5<![CDATA[.00]]>')
    const report = read(Buffer.from(split))
    assert(report.is === 'DDICA')
    assert.equal(report.claims[0]?.collections[0]?.amount, 65_00n)
  })

  test('a refusal never repeats what is in the file', () => {
    const secret = good.replace('valueOf="65.00"', 'valueOf="MRS SMITH 12345679"')
    const says = refusalOf(secret)
    assert.match(says, /line \d+/)
    assert.doesNotMatch(says, /SMITH|12345679/)
  })

  test(
    'the hostile files end refused',
    {
      skip: !existsSync('../shared/hostile/xml') && 'the hostile files are not beside this folder',
    },
    async () => {
      const files = await Array.fromAsync(glob('../shared/hostile/xml/*.xml'))
      assert(files.length > 5)
      for (const file of files) assert.notEqual(refusalOf(await readFile(file)), 'read', file)
    },
  )
})
