import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { aDatabase } from '#platform/testing/database.ts'
import { camt, camtEntry } from '../statements/testing.ts'
import { closingsOfMonth, gapInWords, gapsOfMonth } from './follows-on.ts'
import { aReceivingCouncil } from './testing/council.ts'

const database = await aDatabase()
after(() => database.close())

let councils = 0
const priya = { reference: '70000012H', name: 'Priya Okafor' }
const receiving = () => aReceivingCouncil(database, ++councils, [priya])
type Council = Awaited<ReturnType<typeof receiving>>

/** A payment of £50 that has no reference of the bank's: two of them are told apart by nothing. */
const cash = camtEntry({ remittance: priya.reference, reference: '' })
const page = (opening: number, entries: readonly string[] = [cash]) =>
  camt(entries, { opening: `${opening}.00`, closing: `${opening + 50 * entries.length}.00` })
/** Two files' statements in one file. */
const together = (...files: readonly string[]) => {
  const [first = ''] = files
  const statements = files.map(file => /<Stmt>.*<\/Stmt>/.exec(file)?.[0] ?? '')
  return first.replace(/<Stmt>.*<\/Stmt>/, statements.join(''))
}
const took = async (council: Council, ...files: readonly string[]) => {
  for (const file of files) {
    const taken = await council.take(file)
    assert(taken.ok, taken.ok ? '' : taken.refusal.says)
  }
}
const states = async (council: Council) => (await council.lines()).map(({ state }) => state).sort()

suite('statements of one account', () => {
  test('that follow each other in a day each have their own, though nothing tells two payments apart', async () => {
    const council = await receiving()
    await took(council, page(100), page(150), page(200))
    assert.equal(await council.balance(0), 350_00n)
    // Whichever comes again, alone or with others, has nothing new.
    await took(
      council,
      `${page(150)}\n`,
      `${page(100)}\n`,
      together(page(100), page(150)),
      together(page(150), page(200)),
      together(page(200), page(250)),
    )
    assert.equal(await council.balance(0), 300_00n)
    assert.equal(await council.bank(), 200_00n)
  })

  test('that are sent again in other words are not posted again: what may be the same waits for somebody', async () => {
    const council = await receiving()
    const named = (name: string, reference = 'A') =>
      camtEntry({ remittance: priya.reference, name, reference })
    await took(council, page(100, [named('P OKAFOR')]), page(100, [named('Priya Okafor')]))
    assert.equal(await council.balance(0), 450_00n)
    const [waits] = (await council.lines()).filter(({ state }) => state === 'to explain')
    assert.match(waits?.why ?? '', /begins with the same balance before.*may be the same/)

    // What it has besides is new, in whatever order it stands.
    const other = await receiving()
    await took(
      other,
      page(100, [named('P OKAFOR')]),
      page(100, [named('Ann', 'B'), named('P OKAFOR')]),
    )
    assert.equal(await other.balance(0), 400_00n)
    assert.deepEqual(await states(other), ['receipt', 'receipt', 'told before'])
  })

  test('that stand in one file twice count once; two that follow each other are two', async () => {
    const council = await receiving()
    await took(council, together(page(100), page(100)))
    assert.equal(await council.balance(0), 450_00n)
    assert.match(
      (await council.lines()).map(({ why }) => why).join(''),
      /The file has this statement twice/,
    )
    const back = camt([camtEntry({ side: 'DBIT', remittance: 'OUT' })], {
      opening: '150.00',
      closing: '100.00',
    })
    const other = await receiving()
    await took(other, together(page(100), back, page(100)))
    assert.equal(await other.balance(0), 400_00n)
  })

  test('of one that moved nothing, or where nothing shows which was first, an alike line is the same', async () => {
    const council = await receiving()
    const out = camtEntry({ side: 'DBIT', remittance: 'OUT', reference: 'O' })
    const swept = camt([cash, out], { opening: '0.00', closing: '0.00' })
    await took(council, swept, `${swept}\n`)
    await took(council, page(500))
    assert.equal(await council.balance(0), 450_00n)
  })

  test('between which one is missing say so until it has come, and the board says what the bank has', async () => {
    const council = await receiving()
    const { councilId, inCouncil } = council
    const june = Temporal.PlainYearMonth.from('2026-06')
    const gaps = async () =>
      (await inCouncil(db => gapsOfMonth(db, councilId, june))).map(gapInWords)
    const of = (day: number, opening: number) => {
      const on = (n: number) => `2026-06-0${n}`
      const entry = camtEntry({ remittance: priya.reference, reference: `R${day}`, on: on(day) })
      const balances = { opening: `${opening}.00`, closing: `${opening + 50}.00` }
      return camt([entry], { ...balances, from: on(day - 1), to: on(day) })
    }
    await took(council, of(2, 100), of(3, 150), of(5, 250))
    assert.equal(await council.balance(0), 350_00n)
    assert.deepEqual(await gaps(), [
      'Collection account: the statement of 4 June 2026 opens at £250.00, and the last before it, of 3 June 2026, closed at £200.00. A statement between them is missing: ask the bank for it. Until it has come, look before anybody is chased: they may have paid.',
    ])
    await took(council, of(7, 300))
    assert.equal((await gaps()).length, 1)
    await took(council, of(4, 200))
    assert.deepEqual(await gaps(), [])
    assert.deepEqual(
      (await inCouncil(db => closingsOfMonth(db, councilId, june))).map(one => ({ ...one })),
      [
        {
          account: 'Collection account',
          closedOn: Temporal.PlainDate.from('2026-06-07'),
          closed: 350_00n,
        },
      ],
    )
    // What is sent again, or was said day by day before, is no gap.
    const week = camt([camtEntry({ remittance: 'a week', amount: '250.00', on: '2026-06-07' })], {
      opening: '100.00',
      closing: '350.00',
      from: '2026-06-01',
      to: '2026-06-07',
    })
    await took(council, `${of(3, 150)}\n`, week)
    assert.deepEqual(await gaps(), [])
  })

  test('of one day are no gap, and each has its own, though the later came first', async () => {
    const council = await receiving()
    await took(council, page(150), page(100), page(200))
    const june = Temporal.PlainYearMonth.from('2026-06')
    const of = council.councilId
    assert.deepEqual(await council.inCouncil(db => gapsOfMonth(db, of, june)), [])
    const [closing] = await council.inCouncil(db => closingsOfMonth(db, of, june))
    assert.equal(closing?.closed, 250_00n)
    assert.equal(await council.balance(0), 350_00n)
    assert.equal(await council.bank(), 150_00n)
  })
})
