import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { read, refusedBecause } from './testing.ts'

const mt940 = (lines: readonly string[], { opening = '100,00', closing = '150,00' } = {}) =>
  [
    '{1:F01XX}{2:O940}{4:',
    ':20:REF1',
    ':25:20-20-15 55555555',
    ':28C:7/1',
    `:60F:C260601GBP${opening}`,
    ...lines,
    `:62F:C260602GBP${closing}`,
    '-}',
  ].join('\r\n')

suite('MT940', () => {
  test('a line and its narrative, with CR for a credit and RC for one taken back', async () => {
    const [statement] = await read(
      mt940([
        ':61:2606020602CR70,00NTRFNONREF//BANK1',
        ':86:166?00CREDIT?20EREF+7001234?21SVWZ+Council tax ?22June?32ANN?33 EXAMPLE',
        ':61:260602RC20,00NRTINONREF//BANK2',
        ':86:RETURNED 7001234',
      ]),
    )
    assert(statement?.closes.isShownToFoot)
    const [credit, back] = statement.entries
    assert.deepEqual(
      [credit?.side, credit?.amount.minor, credit?.bankReference],
      ['credit', 70_00n, 'BANK1'],
    )
    assert.deepEqual(credit?.details[0]?.references, ['7001234'])
    assert.equal(credit?.details[0]?.counterparty, 'ANN EXAMPLE')
    assert.equal(credit?.details[0]?.remittance, 'Council tax June')
    assert.deepEqual([back?.side, back?.isReversal], ['debit', true])
  })

  test('an item sent back says so, whichever way the money went', async () => {
    const [statement] = await read(
      mt940([':61:2606020602C70,00NRTI7001234', ':61:2606020602D20,00FRTI7001234']),
    )
    assert.deepEqual(
      statement?.entries.map(({ side, details }) => [side, details[0]?.returnReason]),
      [
        ['credit', 'RTI'],
        ['debit', 'RTI'],
      ],
    )
  })

  test('30 February is the last of February and is said; a month that does not exist refuses the file', async () => {
    const [statement] = await read(mt940([':61:260230C50,NTRFNONREF']))
    assert.equal(`${statement?.entries[0]?.valueOn}`, '2026-02-28')
    assert.match(statement?.entries[0]?.doubts[0] ?? '', /260230, which does not exist/)
    await refusedBecause(mt940([':61:261330C50,NTRFNONREF']), /day does not exist/)
  })

  test('booked in January of next year for a value in December', async () => {
    const [statement] = await read(mt940([':61:2512310102C50,00NTRFNONREF']))
    assert.equal(`${statement?.entries[0]?.bookedOn}`, '2026-01-02')
  })

  test('cut off, out of place or not footing: refused', async () => {
    await refusedBecause(mt940([]), /a difference of 50\.00 GBP/)
    await refusedBecause(mt940([':61:2606020602C50,00NTRF']).split(':62F:')[0] ?? '', /cut off/)
    await refusedBecause(
      `${mt940([':61:2606020602C50,00NTRF'])}\n:61:2606020602C50,00NTRF\n`,
      /outside any statement/,
    )
    await refusedBecause(mt940([':61:2606020602C50.00NTRF']), /cannot be read/)
    await refusedBecause(mt940([`:86:${'x'.repeat(200_000)}`]), /longer than/)
  })

  test('Latin-1 is read where it is not UTF-8', async () => {
    const text = mt940([':61:2606020602C50,00NTRF', ':86:MÜLLER'])
    assert.equal(
      (await read(Buffer.from(text, 'latin1')))[0]?.entries[0]?.details[0]?.remittance,
      'MÜLLER',
    )
  })

  test('an interim report does not pretend that its lines are final, and its totals are checked', async () => {
    const interim = (total: string) =>
      [
        ':20:R',
        ':25:1',
        ':28C:1',
        ':34F:GBPD0,',
        ':13D:2606021200+0100',
        ':61:260602C9,00NTRFX',
        `:90C:1GBP${total}`,
      ].join('\n')
    const [report] = await read(interim('9,00'))
    assert.deepEqual([report?.opens.kind, report?.entries[0]?.status], ['report', 'pending'])
    await refusedBecause(interim('8,00'), /credits come to 8\.00 GBP, and 9\.00 GBP came/)
  })
})

const bai2 = (
  transactions: readonly string[],
  { total, records = 3 + transactions.length - 1 }: { total: number; records?: number },
) =>
  [
    '01,BANK,COUNCIL,260602,0600,1,,,2/',
    '02,COUNCIL,BANK,1,260601,,GBP,2/',
    '03,12345678,GBP,010,10000,,,015,15000,,/',
    ...transactions,
    `49,${total},${records}/`,
    `98,${total},1,${records + 2}/`,
    `99,${total},1,${records + 4}/`,
  ].join('\n')

suite('BAI2', () => {
  test('text keeps its commas and goes on in 88; totals and counts foot', async () => {
    const [statement] = await read(
      bai2(['16,195,5000,Z,BANK1,7001234,PAID BY ANN, FOR JUNE', '88,AND JULY/'], {
        total: 30_000,
        records: 4,
      }),
    )
    assert(statement?.closes.isShownToFoot)
    const [entry] = statement.entries
    assert.deepEqual(
      [entry?.side, entry?.amount, entry?.bankReference],
      ['credit', { minor: 5000n, currency: 'GBP' }, 'BANK1'],
    )
    assert.deepEqual(entry?.details[0]?.references, ['7001234'])
    assert.equal(entry?.details[0]?.remittance, 'PAID BY ANN, FOR JUNE AND JULY')
  })

  test('a total, a count or an ending that is wrong refuses the file', async () => {
    const paid = ['16,195,5000,Z,,,X/']
    await refusedBecause(bai2(paid, { total: 30_001 }), /a difference of 0\.01/)
    await refusedBecause(bai2(paid, { total: 30_000, records: 9 }), /counts 9 and 3 came/)
    await refusedBecause(bai2(paid, { total: 30_000 }).replace(/99,.*$/, ''), /cut off/)
    await refusedBecause(bai2(['16,195,-5000,Z,,,X/'], { total: 20_000 }), /cannot be read/)
  })

  test('an interim group is not final; a test, or one that deletes what was sent, is refused', async () => {
    const paid = bai2(['16,195,5000,Z,,,X/'], { total: 30_000 })
    const group = (status: number, modifier: number) =>
      paid.replace(',1,260601,,GBP,2/', `,${status},260601,,GBP,${modifier}/`)
    for (const [modifier, kind] of [
      [1, 'report'],
      [2, 'statement'],
      [3, 'report'],
      [4, 'statement'],
    ] as const)
      assert.equal((await read(group(1, modifier)))[0]?.opens.kind, kind)
    await refusedBecause(group(4, 2), /this group is a test/)
    await refusedBecause(group(2, 2), /deletes what it sent before/)
  })
})

const ofx = (transaction: string) =>
  `OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>GBP<BANKACCTFROM><BANKID>202015<ACCTID>55555555</BANKACCTFROM><BANKTRANLIST><DTSTART>20260601<DTEND>20260602${transaction}</BANKTRANLIST><LEDGERBAL><BALAMT>150.00<DTASOF>20260602</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`

suite('OFX', () => {
  const paid =
    '<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260602<TRNAMT>50,00<FITID>1<NAME>ANN &amp; CO<MEMO>7001234</STMTTRN>'
  test('SGML and XML say the same', async () => {
    const closed = ofx(paid).replaceAll(/<([A-Z]+)>([^<]+)/g, '<$1>$2</$1>')
    for (const text of [ofx(paid), closed]) {
      const [statement] = await read(text)
      const [entry] = statement?.entries ?? []
      assert.deepEqual(
        [statement?.opens.account, entry?.amount.minor, entry?.details[0]?.counterparty],
        ['202015-55555555', 50_00n, 'ANN & CO'],
      )
      assert.equal(statement?.closes.isShownToFoot, false)
    }
  })

  test('an amount in another currency is of that one; one that the bank changed is not', async () => {
    const inEuros = (tag: string) =>
      ofx(paid.replace('<NAME>', `<${tag}><CURRATE>1.1<CURSYM>EUR</${tag}><NAME>`))
    for (const [tag, currency] of [
      ['CURRENCY', 'EUR'],
      ['ORIGCURRENCY', 'GBP'],
    ] as const)
      assert.equal((await read(inEuros(tag)))[0]?.entries[0]?.amount.currency, currency)
  })

  test('no day, an amount that is none, a document type or a missing end: refused', async () => {
    await refusedBecause(ofx(paid.replace('20260602', '20260231')), /no day that exists/)
    await refusedBecause(ofx(paid.replace('50,00', '$50')), /not an amount/)
    await refusedBecause(ofx(paid).replace('</OFX>', ''), /cut off/)
    await refusedBecause(ofx(`<!DOCTYPE x>${paid}`), /document type/)
  })
})
