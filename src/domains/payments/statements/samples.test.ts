import assert from 'node:assert/strict'
import { createReadStream, existsSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { suite, test } from 'node:test'
import { wholeStatements } from './read.ts'

// Real and public files of banks, where they are beside the project. What each must come to is what an independent count
// says of it (their SOURCES.md and FACTS-mt940.txt).
const folder = join(import.meta.dirname, '../../../../../shared/samples/bank')

type Ends =
  | {
      readonly statements: number
      readonly entries: number
      readonly details?: number
      readonly net?: string
      readonly reversals?: number
      /** How many were shown to foot. */
      readonly shown: number
    }
  | { readonly refused: RegExp }

const doesNotFoot = (difference: string): Ends => ({
  refused: new RegExp(`a difference of ${difference.replace('.', '\\.')}`),
})
const mixed: Ends = { refused: /opens in EUR and closes in SEK/ }
const report = { statements: 1, entries: 1, details: 1, net: 'SEK -20000000', shown: 0 }
const notice = report

const ends: Readonly<Record<string, Ends>> = {
  'bai2/sample-parseError.txt': { refused: /does not say|not a statement/ },
  'bai2/sample1.txt': { statements: 2, entries: 17, net: 'CAD 0', shown: 0 },
  'bai2/sample2.txt': { statements: 5, entries: 4, net: 'USD 30950000', shown: 0 },
  'bai2/sample3.txt': { statements: 15, entries: 26, net: 'USD -19705', shown: 15 },
  'bai2/sample4-continuations-newline-delimited.txt': doesNotFoot('-12601693417.22'),
  'bai2/sample5-issue113.txt': doesNotFoot('-12601693417.22'),
  'camt/camt052.v1.xml': report,
  'camt/camt052.v2.other-account.xml': report,
  'camt/camt052.v2.with-account-name.xml': report,
  'camt/camt052.v2.xml': report,
  'camt/camt052.v4.xml': report,
  'camt/camt052.v6.Amt-zero.xml': report,
  'camt/camt052.v6.xml': report,
  'camt/camt052.v8.xml': report,
  'camt/camt053.v2.all-balance-types.xml': doesNotFoot('-5.82 EUR'),
  'camt/camt053.v2.five.decimals.xml': doesNotFoot('0.05 EUR'),
  'camt/camt053.v2.minimal.ultimate.xml': mixed,
  'camt/camt053.v2.minimal.xml': mixed,
  'camt/camt053.v2.multi.statement.xml': { statements: 2, entries: 2, net: 'EUR 185', shown: 2 },
  'camt/camt053.v2.with-account-name.xml': { statements: 1, entries: 1, net: 'EUR 885', shown: 0 },
  'camt/camt053.v2.with-party-ids.xml': mixed,
  'camt/camt053.v2.wrong.xml': { refused: /no bank statement in it/ },
  'camt/camt053.v3.xml': mixed,
  'camt/camt053.v4.xml': mixed,
  'camt/camt053.v8.xml': mixed,
  'camt/camt054.v2.with-account-name.xml': notice,
  'camt/camt054.v2.xml': notice,
  'camt/camt054.v4.xml': notice,
  'camt/camt054.v8-with-UETR.xml': notice,
  'camt/camt054.v8-with-financial-institution.xml': notice,
  'camt/camt054.v8.xml': notice,
  'camt/camt53.only-Dt-with-DtTm.xml': { statements: 1, entries: 0, shown: 0 },
  'camt/golden-camt053_duplicate_same_day.xml': {
    statements: 1,
    entries: 2,
    net: 'EUR -900',
    shown: 0,
  },
  'camt/golden-camt053_garbled_amount.xml': { refused: /“12\.\.34” is not a number/ },
  'camt/golden-camt053_multicurrency.xml': {
    statements: 2,
    entries: 3,
    net: 'EUR 75025,USD -9999',
    shown: 2,
  },
  'camt/golden-camt053_no_namespace.xml': { statements: 1, entries: 1, net: 'GBP 25000', shown: 1 },
  'camt/viafintech-053-valid_example.xml': {
    statements: 1,
    entries: 4,
    details: 5,
    net: 'EUR -1000',
    shown: 1,
  },
  'camt/viafintech-053-valid_example_v4.xml': {
    statements: 1,
    entries: 13,
    details: 32,
    reversals: 2,
    net: 'CHF 53761',
    shown: 1,
  },
  'camt/viafintech-053-valid_example_v8.xml': { refused: /is in CHF and has an entry in EUR/ },
  'camt/viafintech-053-valid_example_with_batch.xml': doesNotFoot('12774.14 EUR'),
  'camt/viafintech-053-valid_example_with_datetime.xml': {
    statements: 1,
    entries: 1,
    net: 'USD 19586',
    shown: 0,
  },
  'camt/viafintech-053-valid_example_with_debit.xml': doesNotFoot('66.12 EUR'),
  'camt/viafintech-053-valid_example_with_instdamt.xml': doesNotFoot('-100.00 CHF'),
  'camt/viafintech-053-valid_example_with_other_id.xml': { statements: 1, entries: 0, shown: 0 },
  'camt/viafintech-054-valid_example.xml': {
    statements: 1,
    entries: 4,
    details: 5,
    reversals: 2,
    net: 'CHF 5903',
    shown: 0,
  },
  'mt940/cmxl-abnamro.sta': doesNotFoot('-2038.00 EUR'),
  'mt940/cmxl-deutsche_bank.sta': {
    statements: 3,
    entries: 16,
    net: 'DEM 8730,EUR 220000,PLN 1004000',
    shown: 3,
  },
  'mt940/cmxl-handelsbank.sta': { statements: 2, entries: 0, shown: 2 },
  'mt940/cmxl-headers.sta': { refused: /its day does not exist/ },
  'mt940/cmxl-iso8859-1.sta': { statements: 1, entries: 2, net: 'EUR 220000', shown: 1 },
  'mt940/cmxl-mt940.sta': {
    statements: 4,
    entries: 27,
    net: 'DEM 17460,EUR 220000,PLN 1004000',
    shown: 4,
  },
  'mt940/cmxl-mt942.sta': { statements: 2, entries: 2, net: 'EUR 1958400', shown: 0 },
  'mt940/cmxl-windows-line-breaks.sta': { statements: 1, entries: 2, net: 'EUR 220000', shown: 1 },
  'mt940/cmxl-with-colon-after-line-break.sta': { refused: /no closing balance/ },
  'mt940/cmxl-with-detailed-end-balance.sta': doesNotFoot('4.00 EUR'),
  'mt940/wolph-ASNB-mt940.txt': { statements: 31, entries: 8, net: 'EUR 5694', shown: 31 },
  'mt940/wolph-betterplace-sepa_mt9401.sta': {
    statements: 26,
    entries: 97,
    net: 'EUR -926913590',
    reversals: 2,
    shown: 26,
  },
  'mt940/wolph-betterplace-with_binary_character.sta': {
    statements: 2,
    entries: 4,
    net: 'EUR -17906675',
    shown: 2,
  },
  'mt940/wolph-citi-mt940.txt': { statements: 1, entries: 5, net: 'USD -114275', shown: 1 },
  'mt940/wolph-jejik-abnamro.sta': doesNotFoot('-2038.00 EUR'),
  'mt940/wolph-jejik-ing.sta': doesNotFoot('49.06 EUR'),
  'mt940/wolph-jejik-postfinance.sta': doesNotFoot('0.20 CHF'),
  'mt940/wolph-jejik-rabobank-iban.sta': { statements: 2, entries: 4, net: 'EUR -7000', shown: 2 },
  'mt940/wolph-mBank-mt940.sta': { statements: 1, entries: 3, net: 'PLN 3', shown: 1 },
  'mt940/wolph-sberbank-171011_01234945.sta': {
    statements: 1,
    entries: 3,
    net: 'HUF -943700',
    shown: 1,
  },
  'mt940/wolph-self-provided-february_30.sta': {
    statements: 1,
    entries: 1,
    net: 'EUR -600',
    shown: 1,
  },
  'mt940/wolph-self-provided-malformed_details.sta': doesNotFoot('234.01 EUR'),
  'mt940/wolph-self-provided-multiline.sta': { refused: /outside any statement/ },
  'mt940/wolph-self-provided-whitespace.sta': doesNotFoot('234.01 EUR'),
  'ofx/ofxparse-account_listing_aggregation.ofx': { refused: /no statement in it/ },
  'ofx/ofxparse-anzcc.ofx': { statements: 1, entries: 1, net: 'AUD -550', shown: 0 },
  'ofx/ofxparse-bank_medium.ofx': { statements: 1, entries: 3, net: 'CAD -34527', shown: 0 },
  'ofx/ofxparse-bank_small.ofx': { refused: /no statement in it/ },
  'ofx/ofxparse-checking.ofx': { statements: 1, entries: 3, net: 'USD -5950', shown: 0 },
  'ofx/ofxparse-fail-date_missing.ofx': { refused: /has no day that exists/ },
  'ofx/ofxparse-fail-decimal_error.ofx': { refused: /“\$120” is not an amount/ },
  'ofx/ofxparse-fail-empty_balance.ofx': { statements: 1, entries: 1, net: 'CAD 12000', shown: 0 },
  'ofx/ofxparse-multiple_accounts.ofx': { statements: 2, entries: 0, shown: 0 },
  'ofx/ofxparse-ofx-v102-empty-tags.ofx': { statements: 1, entries: 1, net: 'AUD 1234', shown: 0 },
  'ofx/ofxparse-suncorp.ofx': { statements: 1, entries: 1, net: 'AUD -1685', shown: 0 },
  'ofx/ofxtools-stmtrs.ofx': { statements: 1, entries: 2, net: 'USD -50000', shown: 0 },
  'ofx/ofxtools-stmtrs_euro.ofx': { statements: 1, entries: 2, net: 'USD -50000', shown: 0 },
}

const missing = !existsSync(folder) && '../shared is not beside the project'

suite('real files of banks', { skip: missing }, () => {
  test('every one of them is known here', async () => {
    const files = await Array.fromAsync(glob(`${folder}/{bai2,camt,mt940,ofx}/*`))
    assert.deepEqual(files.map(file => relative(folder, file)).sort(), Object.keys(ends).sort())
  })

  for (const [name, end] of Object.entries(ends)) {
    test(`${name} ${'refused' in end ? 'is refused' : 'is read'}`, async () => {
      const reading = wholeStatements(() => createReadStream(join(folder, name)))
      if ('refused' in end) {
        await assert.rejects(reading, { name: 'StatementRefused', message: end.refused })
        return
      }
      const statements = await reading
      const entries = statements.flatMap(statement => statement.entries)
      const net = new Map<string, bigint>()
      for (const { side, amount } of entries)
        net.set(
          amount.currency,
          (net.get(amount.currency) ?? 0n) + (side === 'credit' ? amount.minor : -amount.minor),
        )
      assert.equal(statements.length, end.statements)
      assert.equal(entries.length, end.entries)
      if (end.details !== undefined)
        assert.equal(entries.flatMap(({ details }) => details).length, end.details)
      assert.equal(
        [...net].map(([currency, amount]) => `${currency} ${amount}`).join(),
        end.net ?? '',
      )
      assert.equal(entries.filter(({ isReversal }) => isReversal).length, end.reversals ?? 0)
      assert.equal(statements.filter(({ closes }) => closes.isShownToFoot).length, end.shown)
    })
  }
})
