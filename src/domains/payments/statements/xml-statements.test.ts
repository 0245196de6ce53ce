import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { amountInWords, readAmount } from './amount.ts'
import { formatOf } from './read.ts'
import { camt, camtEntry, read, refusedBecause } from './testing.ts'

suite('amounts', () => {
  test('have the decimals of their currency, and no float comes near them', () => {
    assert.deepEqual(readAmount('69.80', 'GBP', '.'), { ok: true, minor: 6980n, isLong: false })
    assert.deepEqual(readAmount('2700', 'JPY', '.'), { ok: true, minor: 2700n, isLong: false })
    assert.deepEqual(readAmount('1,5', 'KWD', ','), { ok: true, minor: 1500n, isLong: false })
    assert.deepEqual(readAmount('10.00000', 'GBP', '.'), { ok: true, minor: 1000n, isLong: true })
    for (const text of ['10.005', '-1.00', '1.2.3', '1e5', '', '£1', '１', '1'.repeat(16), '1 000'])
      assert(!readAmount(text, 'GBP', '.').ok, text)
    assert.equal(amountInWords({ minor: -5n, currency: 'GBP' }), '-0.05 GBP')
  })

  test('property: what is written is what is read', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 15n - 1n),
        fc.constantFrom('GBP', 'JPY', 'KWD'),
        (minor, currency) => {
          const text = amountInWords({ minor, currency }).replace(` ${currency}`, '')
          assert.deepEqual(readAmount(text, currency, '.'), { ok: true, minor, isLong: false })
        },
      ),
    )
  })
})

suite('camt', () => {
  test('the balances and the entries agree, and a reversal is not turned round twice', async () => {
    const [statement] = await read(
      camt(
        [
          camtEntry(),
          camtEntry({
            side: 'DBIT',
            amount: '20.00',
            extra: '<RvslInd>true</RvslInd>',
            reference: 'R2',
          }),
        ],
        {
          opening: '100.00',
          closing: '130.00',
        },
      ),
    )
    assert(statement?.closes.isShownToFoot)
    assert.equal(statement.opens.account, 'GB33BUKB20201555555555')
    const [credit, reversal] = statement.entries
    assert.equal(credit?.details[0]?.remittance, 'CT0001001')
    assert.equal(`${credit?.bookedOn}`, '2026-06-02')
    assert.deepEqual([reversal?.side, reversal?.isReversal], ['debit', true])
  })

  test('pending entries do not count, and a statement that does not foot says by how much', async () => {
    await read(camt([camtEntry({ status: 'PDNG' })], { opening: '1.00', closing: '1.00' }))
    await refusedBecause(
      camt([camtEntry()], { opening: '1.00', closing: '50.00' }),
      /a difference of -1\.00 GBP/,
    )
  })

  test('an account in two currencies foots in each, or says in which it does not', async () => {
    const inEuros = (code: string, amount: string) =>
      `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`
    const both = (closing: string, ...more: readonly string[]) =>
      camt(
        [
          inEuros('OPBD', '10.00'),
          inEuros('CLBD', closing),
          camtEntry(),
          camtEntry({ currency: 'EUR', amount: '20.00' }),
          ...more,
        ],
        { opening: '100.00', closing: '150.00' },
      )
    const [statement] = await read(both('30.00'))
    assert(statement?.closes.isShownToFoot)
    assert.deepEqual(
      [statement.closes.opening?.currency, statement.closes.closing?.minor],
      ['GBP', 150_00n],
    )
    await refusedBecause(both('31.00'), /a difference of 1\.00 EUR/)
    await refusedBecause(
      both('30.00', camtEntry({ currency: 'USD' })),
      /is in GBP and has an entry in USD/,
    )
    await refusedBecause(
      both('30.00', inEuros('CLBD', '31.00')),
      /more than one balance CLBD in EUR/,
    )
  })

  test('a batch whose payments come to it is its payments; one whose do not is whole, and is said', async () => {
    const payment = (amount: string, reference: string) =>
      `<TxDtls><Refs><EndToEndId>${reference}</EndToEndId></Refs><Amt Ccy="GBP">${amount}</Amt></TxDtls>`
    const batch = (second: string) =>
      camt([
        camtEntry({
          details: `<Btch><NbOfTxs>2</NbOfTxs></Btch>${payment('30.00', 'A')}${payment(second, 'B')}`,
        }),
      ])
    const [whole] = await read(batch('20.00'))
    assert.deepEqual(
      whole?.entries[0]?.details.map(({ amount, references }) => [amount.minor, references[0]]),
      [
        [30_00n, 'A'],
        [20_00n, 'B'],
      ],
    )
    const [odd] = await read(batch('19.00'))
    assert.equal(odd?.entries[0]?.details.length, 1)
    assert.match(
      odd?.entries[0]?.doubts[0] ?? '',
      /come to 49\.00 GBP, and the bank booked 50\.00 GBP/,
    )
  })

  test('an amount split by a comment or written by numbered characters is all of it', async () => {
    const [statement] = await read(
      camt([camtEntry({ amount: '10<!-- x -->0.00' }), camtEntry({ amount: '&#49;0.00' })]),
    )
    assert.deepEqual(
      statement?.entries.map(({ amount }) => amount.minor),
      [100_00n, 10_00n],
    )
  })

  test('what cannot be an amount of this currency is the fault of its entry alone', async () => {
    const [statement] = await read(
      camt([camtEntry(), camtEntry({ amount: '-10.00' }), camtEntry({ amount: '10.000' })]),
    )
    assert.deepEqual(
      statement?.entries.map(({ fault }) => fault === undefined),
      [true, false, false],
    )
  })

  test('nothing outside the file is read, and no entity grows', async () => {
    const doctype = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    const good = camt([camtEntry()])
    await refusedBecause(good.replace('?>', `?>${doctype}`), /document type/)
    await refusedBecause(good.replace('CT0001001', '&x;'), /not well-formed/)
    await refusedBecause(good.replace('<Id>S1</Id>', '<a>'.repeat(5000)), /nested deeper/)
    await refusedBecause(good.slice(0, -30), /not well-formed/)
    await refusedBecause(good.replace('CT0001001', 'x'.repeat(30_000)), /longer than/)
    await refusedBecause(good.replace('CT0001001', '\0'), /NUL/)
    await refusedBecause(good.replace('UTF-8', 'UTF-16'), /written in UTF-16, and it is not/)
    await refusedBecause('<html></html>', /no bank statement/)
  })

  test('an envelope, a prefix, UTF-16 and Latin-1 are read; a byte that does not belong is not', async () => {
    const plain = camt([camtEntry({ name: 'Müller' })])
    const inside = plain.replace(/^<\?xml.*?\?>/, '')
    for (const text of [
      `<message><AppHdr><Fr/></AppHdr>${inside}</message>`,
      plain
        .replaceAll(/<(\/?)(\w)/g, '<$1c:$2')
        .replace('xmlns=', 'xmlns:c=')
        .replace('<?c:xml', '<?xml'),
      Buffer.from(`\ufeff${plain.replace('UTF-8', 'UTF-16')}`, 'utf16le'),
      Buffer.from(plain.replace('UTF-8', 'ISO-8859-1'), 'latin1'),
    ])
      assert.equal((await read(text))[0]?.entries[0]?.details[0]?.counterparty, 'Müller')
    await refusedBecause(Buffer.from(plain, 'latin1'), /not utf-8/i)
  })
})

suite('what a file is', () => {
  test('is told from its bytes', () => {
    const of = (text: string) => formatOf(Buffer.from(text))
    assert.deepEqual(
      [
        of('<?xml version="1.0"?><Document>'),
        of('\n\nOFXHEADER:100'),
        of('01,A,B'),
        of('{1:F}{4:\n:20:X'),
        of('Date,Amount'),
      ],
      ['camt', 'OFX', 'BAI2', 'MT940', undefined],
    )
  })

  test('one that does not say is refused, with what to do', () =>
    refusedBecause('Date,Amount\n', /say which bank/))
})
