import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { bacsText, whyNotReference } from './characters.ts'
import { type Debit, type Instruction, standard18, type Submission } from './standard18.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

const payer = {
  name: 'Zoë O’Hara-Núñez',
  account: { sortCode: '100001', accountNumber: '12345679' },
}

const debit = (different: Partial<Debit> = {}): Debit => ({
  presentation: 'regular',
  reference: 'CT70012345',
  payer,
  amount: 123_45n,
  on: day('2026-12-31'),
  ...different,
})

const instruction = (different: Partial<Instruction> = {}): Instruction => ({
  is: 'new',
  reference: 'CT70012345',
  payer,
  ...different,
})

const submission = (different: Partial<Submission> = {}): Submission => ({
  serviceUser: {
    number: '987654',
    name: 'Northleigh Council',
    account: { sortCode: '100002', accountNumber: '00000019' },
  },
  serial: '000042',
  createdOn: day('2026-12-29'),
  processingOn: day('2026-12-31'),
  instructions: [],
  debits: [],
  ...different,
})

function written(different: Partial<Submission>) {
  const file = standard18(submission(different))
  assert(file.ok, 'the file is written')
  return { ...file.value, text: file.value.bytes.toString('latin1') }
}

const refusalOf = (different: Partial<Submission>) => {
  const file = standard18(submission(different))
  return file.ok ? undefined : file.refusal.says
}

const zeroes = '00000000000'

suite('Standard 18', () => {
  test('a day’s file, to the byte', () => {
    const { text } = written({
      instructions: [instruction({ is: 'cancelled' }), instruction()],
      debits: [
        debit({ presentation: 'first' }),
        debit({ amount: 1n }),
        debit({ presentation: 're-presentation', amount: 100_00n }),
        debit({ presentation: 'final', amount: 99999_99n }),
      ],
    })
    const them = '10000112345679'
    const us = '10000200000019    '
    const who = 'NORTHLEIGH COUNCIL'
    const about = 'CT70012345        ZOE O HARA-NUNEZ  '
    assert.deepEqual(text.split('\n'), [
      'VOL1000042                               987654                                1',
      `HDR1A987654S  198765400004200010001${' '.repeat(6)} 26363 27059 000000${' '.repeat(20)}`,
      `HDR2F0200000100${' '.repeat(35)}00${' '.repeat(28)}`,
      `UHL1 26365999999    000000001 DAILY  001${' '.repeat(40)}`,
      `${them}00C${us}${zeroes}${who}${about}`,
      `${them}00N${us}${zeroes}${who}${about}`,
      `${them}001${us}00000012345${who}${about}`,
      `${them}017${us}00000000001${who}${about}`,
      `${them}018${us}00000010000${who}${about}`,
      `${them}019${us}00009999999${who}${about}`,
      `1000020000001909910000200000019    00010022345DD 000042         CONTRA            ${who}`,
      'EOF1A987654S  198765400004200010001       26363 27059 000001                    ',
      `EOF2F0200000100${' '.repeat(35)}00${' '.repeat(28)}`,
      `UTL10000010022345000001002234500000040000001${' '.repeat(8)}0000002${' '.repeat(21)}`,
      '',
    ])
  })

  test('several days: each record has its day, each day its contra, and the label has none', () => {
    const { text, totals } = written({
      debits: [
        debit({ on: day('2027-01-04'), amount: 5n }),
        debit(),
        debit({ on: day('2027-01-04'), amount: 7n }),
      ],
    })
    const [, , header2, userHeader, ...rest] = text.split('\n')
    assert.equal(header2?.slice(4, 15), 'F0200000106')
    assert.equal(userHeader?.slice(4, 37), '      999999    000000004 MULTI  ')
    const records = rest.slice(0, 5)
    assert(records.every(record => record.length === 106))
    assert.deepEqual(
      records.map(record => [
        record.slice(15, 17),
        Number(record.slice(35, 46)),
        record.slice(100),
      ]),
      [
        ['17', 12345, ' 26365'],
        ['99', 12345, ' 26365'],
        ['17', 5, ' 27004'],
        ['17', 7, ' 27004'],
        ['99', 12, ' 27004'],
      ],
    )
    assert.deepEqual(totals, {
      instructions: 0,
      debits: 3,
      debitTotal: 12357n,
      credits: 2,
      creditTotal: 12357n,
    })
  })

  test('a file of instructions alone has no contra, no money, and counts them', () => {
    const { text } = written({ instructions: [instruction({ is: 'converted' })] })
    assert.match(text, /00S/)
    assert.doesNotMatch(text, /CONTRA/)
    assert.equal(
      text.split('\n').at(-2),
      `UTL1${'0'.repeat(40)}${' '.repeat(8)}0000001${' '.repeat(21)}`,
    )
  })

  test('property: every record has its width, totals are what the records come to, and it is always the same', () => {
    const debits = fc.array(
      fc.record({
        amount: fc.bigInt({ min: 1n, max: 10_000_000n }),
        on: fc.constantFrom(day('2026-12-31'), day('2027-01-04'), day('2027-01-05')),
        name: fc.string({ minLength: 1, unit: 'binary' }).map(name => `A${name}`),
      }),
      { minLength: 1, maxLength: 60 },
    )
    fc.assert(
      fc.property(debits, chosen => {
        const different = {
          debits: chosen.map(({ name, ...rest }) => debit({ ...rest, payer: { ...payer, name } })),
        }
        const { text, bytes } = written(different)
        const lines = text.split('\n').slice(0, -1)
        const width = new Set(chosen.map(({ on }) => String(on))).size > 1 ? 106 : 100
        for (const line of lines)
          assert.equal(line.length, /^(VOL|HDR|UHL|EOF|UTL)\d/.test(line) ? 80 : width)
        assert.match(text, /^[A-Z0-9.&/\- \n]+$/)
        const amounts = (code: string) =>
          lines
            // A trailer whose total ends in 017 has the same figures in the same place.
            .filter(line => line.length === width && line.slice(14, 17) === `0${code}`)
            .reduce((total, line) => total + BigInt(line.slice(35, 46)), 0n)
        assert.equal(amounts('17'), amounts('99'))
        const trailer = lines.at(-1) ?? ''
        assert.equal(BigInt(trailer.slice(4, 17)), amounts('17'))
        assert.equal(BigInt(trailer.slice(17, 30)), amounts('99'))
        assert.equal(Number(trailer.slice(30, 37)), chosen.length)
        assert(bytes.equals(written(different).bytes))
      }),
      { numRuns: 40 },
    )
  })

  test('blocks are counted: twenty records of 100 in each', () => {
    const blocks = (count: number) =>
      written({ debits: Array.from({ length: count }, () => debit()) })
        .text.split('\n')
        .find(line => line.startsWith('EOF1'))
        ?.slice(54, 60)
    // The contra record is one more.
    assert.equal(blocks(19), '000001')
    assert.equal(blocks(20), '000002')
  })

  test('what Bacs would send back is not written', () => {
    assert.match(refusalOf({}) ?? '', /nothing to submit/)
    assert.match(refusalOf({ debits: [debit({ amount: 0n })] }) ?? '', /a penny or more/)
    assert.match(refusalOf({ debits: [debit({ amount: -1n })] }) ?? '', /a penny or more/)
    assert.match(refusalOf({ debits: [debit({ amount: 100_000_000_000n })] }) ?? '', /less than/)
    const large = debit({ amount: 99_999_999_999n })
    assert.match(refusalOf({ debits: [large, large] }) ?? '', /contra/)
    assert.match(refusalOf({ debits: [debit({ reference: 'CT1' })] }) ?? '', /6 to 18/)
    const nameless = debit({ payer: { ...payer, name: '名前' } })
    assert.match(refusalOf({ debits: [nameless] }) ?? '', /name/)
    const short = debit({ payer: { ...payer, account: { ...payer.account, sortCode: '10000' } } })
    assert.match(refusalOf({ debits: [short] }) ?? '', /sort code/)
    assert.match(refusalOf({ serial: '42', debits: [debit()] }) ?? '', /serial/)
  })

  test('names lose what Bacs does not carry; references are refused instead', () => {
    assert.equal(bacsText('Zoë  O’Hara_Núñez & Söhne Ltd.'), 'ZOE O HARA NUNEZ &')
    assert.equal(whyNotReference('CT70012345'), undefined)
    for (const wrong of ['', 'CT700', 'ct70012345', 'CT7001234567890123X', 'AAAAAAA', 'DDIC12345'])
      assert.equal(whyNotReference(wrong)?.code, 'not-a-reference', wrong)
    for (const wrong of [' T70012345', 'CT7001234 ', 'CT70012345\n', '-T70012345'])
      assert.equal(whyNotReference(wrong)?.code, 'not-a-reference', JSON.stringify(wrong))
  })
})
