import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { camt, camtEntry } from '../statements/testing.ts'
import { addBankAccount } from './bank-accounts.ts'
import { inSuspense } from './receipt.ts'
import { aReceivingCouncil, type Owed } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())

let councils = 0
const receiving = (...owed: readonly Owed[]) => aReceivingCouncil(database, ++councils, owed)
const priya = { reference: '70000012H', name: 'Priya Okafor' }
const owen = { reference: '70000013D', name: 'Owen Castle' }
const invoice = { reference: 'INV00000077', name: 'Quill and Sons Ltd', source: 'sundry' }
const bare = { reference: '20260601', name: 'Nadia Frost', source: 'garages' }

suite('receipts', () => {
  test('go to the account whose reference they give, however it is written', async () => {
    const council = await receiving(priya, owen, invoice)
    await council.takeCredits(
      { remittance: 'Council tax 7000 0012-h', amount: '50.00', reference: 'A' },
      { remittance: 'INV 00000077', amount: '500.00', reference: 'B' },
    )
    assert.deepEqual(
      [await council.balance(0), await council.balance(1), await council.balance(2)],
      [450_00n, 500_00n, 0n],
    )
    assert.deepEqual(
      (await council.postings()).map(({ way }) => way),
      ['checked reference', 'reference'],
    )
    assert.equal(await council.suspense(), 0n)
  })

  test('that give a card number keep its last four and no more, outside the sealed file', async () => {
    const council = await receiving(priya)
    await council.takeCredits({
      remittance: '70000012H card 4444 3333 2222 1111 0627',
      name: 'P OKAFOR 4444333322221111',
      reference: 'VISA4444333322221111',
    })
    // Where the words are cut off, no card number is cut in two either.
    await council.takeCredits({
      remittance: '70000012H',
      name: `${'P'.repeat(187)} 4444333322221111`,
      reference: 'SECOND',
    })
    assert.equal(await council.balance(0), 400_00n)
    const kept = await council.inCouncil(db =>
      db.many(
        z.object({ text: z.string() }),
        sql`
          select row_to_json(line.*)::text as text from payments.bank_line as line where council_id = ${council.councilId}::int
          union all select row_to_json(receipt.*)::text from payments.receipt as receipt where council_id = ${council.councilId}::int
          union all select row_to_json(posting.*)::text from payments.receipt_posting as posting where council_id = ${council.councilId}::int
          union all select row_to_json(entry.*)::text from debts.entry as entry where council_id = ${council.councilId}::int`,
      ),
    )
    const all = kept.map(({ text }) => text).join(' ')
    assert.doesNotMatch(all, /4444[ -]?3333/)
    assert.match(all, /70000012H card \*{12}1111 0627/)
    const { sealed } = await council.inCouncil(db =>
      db.one(
        z.object({ sealed: z.number() }),
        sql`select count(*)::int as sealed from payments.statement_file_part where council_id = ${council.councilId}::int`,
      ),
    )
    assert.equal(sealed, 2)
  })

  test('that give bare figures need the name or the amount to agree', async () => {
    const council = await receiving(bare, owen)
    await council.takeCredits(
      { remittance: 'paid 20260601', amount: '12.34', name: 'A Stranger', reference: 'A' },
      { remittance: 'paid 20260601', amount: '12.35', name: 'Mrs N Frost', reference: 'B' },
      { remittance: 'paid 20260601', amount: '50.00', name: 'A Stranger', reference: 'C' },
    )
    assert.deepEqual(
      (await council.receipts()).map(({ amount, state }) => [amount, state]),
      [
        [12_34n, 'in suspense'],
        [12_35n, 'posted'],
        [50_00n, 'posted'],
      ],
    )
  })

  test('with a slip in the reference need a name that agrees, and never go by the amount alone', async () => {
    const council = await receiving(priya, owen)
    await council.takeCredits(
      { remittance: '70000021H', amount: '50.00', name: 'P OKAFOR', reference: 'A' },
      { remittance: '70000031D', amount: '50.00', name: 'Somebody Else', reference: 'B' },
      { remittance: '7000013D', amount: '7.77', name: 'Owen Castle', reference: 'C' },
      { remittance: '7000013D', amount: '8.88', name: 'R Castle', reference: 'D' },
    )
    assert.deepEqual(
      (await council.postings()).map(({ amount, way, accountId }) => [
        amount,
        way,
        council.accounts.indexOf(accountId),
      ]),
      [
        [7_77n, 'mistyped reference', 1],
        [50_00n, 'mistyped reference', 0],
      ],
    )
    assert.equal(await council.suspense(), 58_88n)
  })

  test('without a reference go by a whole name that one person has, and an amount that is due', async () => {
    const council = await receiving(priya, owen, { reference: '70000014X', name: 'Owen Castle' })
    await council.takeCredits(
      { remittance: 'thank you', amount: '50.00', name: 'MISS PRIYA OKAFOR', reference: 'A' },
      { remittance: 'thank you', amount: '49.00', name: 'Priya Okafor', reference: 'B' },
      { remittance: 'thank you', amount: '50.00', name: 'Owen Castle', reference: 'C' },
      { remittance: 'thank you', amount: '50.00', name: 'P Okafor', reference: 'D' },
    )
    assert.deepEqual(
      (await council.postings()).map(({ amount, way }) => [amount, way]),
      [[50_00n, 'name and amount']],
    )
    assert.equal(await council.suspense(), 149_00n)
  })

  test('two alike in one file are two; the same file, or another with the same line, changes nothing', async () => {
    const council = await receiving(priya)
    const twice = camt([
      camtEntry({ remittance: priya.reference }),
      camtEntry({ remittance: priya.reference }),
    ])
    assert((await council.take(twice)).ok)
    assert.equal(await council.balance(0), 400_00n)
    const again = await council.take(twice)
    assert(again.ok && again.value.again)
    // The next day's file repeats one and has a new one.
    const next = await council.take(
      camt([
        camtEntry({ remittance: priya.reference }),
        camtEntry({ remittance: priya.reference, amount: '10.00' }),
      ]),
    )
    assert(next.ok && !next.value.again)
    assert.equal(await council.balance(0), 390_00n)
    assert.deepEqual((await council.lines()).map(({ state }) => state).sort(), [
      'receipt',
      'receipt',
      'receipt',
      'told before',
    ])
  })

  test('said again by a file of another kind wait for somebody to look', async () => {
    const council = await receiving(priya)
    await council.takeCredits({ remittance: priya.reference })
    const mt940 = [
      ':20:S1',
      ':25:20201555555555',
      ':28C:7/1',
      ':60F:C260601GBP100,00',
      ':61:2606020602C50,00NTRFNONREF//R1',
      `:86:${priya.reference}`,
      ':62F:C260602GBP150,00',
      '-',
    ].join('\r\n')
    const taken = await council.take(mt940)
    assert(taken.ok, taken.ok ? '' : taken.refusal.says)
    assert.equal(await council.balance(0), 450_00n)
    assert.match(
      (await council.lines()).find(({ state }) => state === 'to explain')?.why ?? '',
      /may be the same/,
    )
  })

  test('of an account that is not the council’s are refused, kept, and taken once it is added', async () => {
    const council = await receiving(priya)
    const other = camt([camtEntry({ remittance: priya.reference })], {
      account: 'GB33BUKB20201599999999',
    })
    const refused = await council.take(other)
    assert(!refused.ok)
    assert.match(refused.refusal.says, /ending 9999.*not among the council’s bank accounts/)
    assert.equal(await council.balance(0), 500_00n)
    assert.deepEqual(await council.lines(), [])
    const added = await council.inCouncil(db =>
      addBankAccount(db, {
        councilId: council.councilId,
        number: 'GB33 BUKB 2020 1599 9999 99',
        name: 'Rents',
        actor: 'system:test',
      }),
    )
    assert(added.ok)
    const taken = await council.take(other)
    assert(taken.ok && !taken.value.again)
    assert.equal(await council.balance(0), 450_00n)
  })

  test('of several together are never one payer’s because the bank names one: they wait, and what is odd is said', async () => {
    const council = await receiving(priya)
    const named = (parts: string) =>
      `${parts}<TxDtls><Refs><EndToEndId>${priya.reference}</EndToEndId></Refs><Amt Ccy="GBP">50.00</Amt></TxDtls>`
    await council.takeCredits(
      { amount: '250.00', details: named('<Btch><NbOfTxs>5</NbOfTxs></Btch>'), reference: 'A' },
      { amount: '80.00', details: named(''), reference: 'B' },
      { amount: '49.50', details: named(''), reference: 'C' },
    )
    // The last came with the bank's charge taken off: it is hers.
    assert.deepEqual([await council.balance(0), await council.suspense()], [450_50n, 330_00n])
    assert.deepEqual(
      (await council.lines()).map(({ why }) => why),
      [
        'It is a batch of 5 payments, and the bank does not say which.',
        'Its payments come to 50.00 GBP, and the bank booked 80.00 GBP.',
        'Its payments come to 50.00 GBP, and the bank booked 49.50 GBP.',
      ],
    )
    const waiting = await council.inCouncil(db => inSuspense(db, council.councilId))
    assert.deepEqual(
      waiting.map(({ amount, saidOfLine }) => [amount, saidOfLine.split(' ').length > 5]),
      [
        [250_00n, true],
        [80_00n, true],
      ],
    )
  })

  test('that do not foot post nothing', async () => {
    const council = await receiving(priya)
    const refused = await council.take(
      camt([camtEntry({ remittance: priya.reference })], { opening: '0.00', closing: '51.00' }),
    )
    assert(!refused.ok)
    assert.match(refused.refusal.says, /difference/)
    assert.equal(await council.balance(0), 500_00n)
  })

  test('of more than is owed pay the account that was named, then the oldest of the same people’s, then stay in credit', async () => {
    const council = await receiving(priya, owen)
    await database.run(sql`
      update debts.account set lead_party_id = ${council.parties[0] ?? null}::uuid where council_id = ${council.councilId}::int`)
    await database.run(sql`
      update debts.liability set party_id = ${council.parties[0] ?? null}::uuid where council_id = ${council.councilId}::int`)
    await council.takeCredits(
      { remittance: priya.reference, amount: '600.00', reference: 'A' },
      { remittance: priya.reference, amount: '500.00', reference: 'B' },
    )
    // A hundred of one goes on to the other account, and what is over of both stays where it was said to go.
    assert.deepEqual([await council.balance(0), await council.balance(1)], [-100_00n, 0n])
    assert.equal(
      (await council.receipts()).every(({ state }) => state === 'posted'),
      true,
    )
  })

  test('are posted though a card provider is named in them, unless they are its own and the council takes cards', async () => {
    const council = await receiving(priya, owen)
    const waiting = async () =>
      (await council.lines()).filter(({ state }) => state === 'to explain').length
    await council.takeCredits(
      { remittance: '70000012H Stripe Cottage', amount: '50.00', reference: 'A' },
      { remittance: '70000013D', name: 'Stripe Farm Ltd', amount: '50.00', reference: 'B' },
      { remittance: 'from Worldpay Road', name: 'A Nobody', amount: '1.00', reference: 'C' },
    )
    assert.deepEqual([await council.balance(0), await council.balance(1)], [450_00n, 450_00n])
    assert.deepEqual([await waiting(), await council.suspense()], [0, 1_00n])
    await council.takeCredits(
      { remittance: 'settlement', name: 'STRIPE PAYMENTS UK', amount: '9.00', reference: 'D' },
      { remittance: 'Worldpay 20260731', name: '', amount: '8.00', reference: 'E' },
    )
    assert.deepEqual([await waiting(), await council.suspense()], [2, 1_00n])
    await database.run(sql`
      update administration.council set is_training = false where council_id = ${council.councilId}::int`)
    await council.takeCredits({
      remittance: 'settlement',
      name: 'STRIPE PAYMENTS UK',
      amount: '7.00',
      reference: 'F',
    })
    assert.deepEqual([await waiting(), await council.suspense()], [2, 8_00n])
  })
})
