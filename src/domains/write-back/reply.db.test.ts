import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { aDatabase } from '#platform/testing/database.ts'
import { sql } from '#platform/sql.ts'
import { aReply, aTellingCouncil, codeOf, saysOf, valueOf } from './testing/index.ts'

const database = await aDatabase()
after(() => database.close())

let councils = 0

/** A council whose source was sent two payments, of £20 and £30. */
async function sent(settings = {}) {
  const council = await aTellingCouncil(database, ++councils, 2, settings)
  await council.pay(0, 'p1', 20_00n)
  await council.pay(1, 'p2', 30_00n)
  await council.keep()
  return { ...council, fileId: valueOf(await council.make()) }
}
const states = async ({ messages }: Awaited<ReturnType<typeof sent>>) =>
  (await messages()).map(({ state }) => state)

suite('a file', () => {
  test('has a header, a line for each message, and totals; and is made once', async () => {
    const council = await sent()
    assert.equal(
      await council.textOf(council.fileId),
      [
        `H,evenhand-write-back,1,${council.slug},test,1,2026-11-27`,
        'M,1,1,payment,1,2026-11-20,-2000,bank,,,',
        'M,2,1,payment,2,2026-11-20,-3000,bank,,,',
        'T,2,-5000',
        '',
      ].join('\r\n'),
    )
    assert.equal(codeOf(await council.make()), 'nothing-waits')
  })

  test('what is more than one takes goes into the next, with the next serial number', async () => {
    const council = await sent()
    for (const n of [1, 2, 3]) await council.pay(0, `q${n}`, 1_00n)
    await council.keep()
    const first = await council.textOf(valueOf(await council.make('2026-11-27', 2)))
    const second = await council.textOf(valueOf(await council.make('2026-11-27', 2)))
    assert.match(first, /^H,.*,2,2026-11-27\r\nM,3.*\r\nM,4.*\r\nT,2,-200\r\n$/)
    assert.match(second, /^H,.*,3,2026-11-27\r\nM,5.*\r\nT,1,-100\r\n$/)
  })

  test('what takes a payment back names the message that told of it', async () => {
    const council = await sent()
    await council.takeBackPayment('p1')
    await council.keep()
    const text = await council.textOf(valueOf(await council.make()))
    assert.match(text, /M,3,1,taken back,1,2026-11-21,2000,bank,,1,/)
  })

  test('the database refuses a number or a serial that leaves a gap, and an end that is undone', async () => {
    const council = await sent()
    const attempt = (query: ReturnType<typeof sql>) => council.inCouncil(db => db.run(query))
    await assert.rejects(
      attempt(sql`
        insert into write_back.file (council_id, id, source, serial, made_on, made_by, messages, total, sha256)
        values (${council.councilId}::int, gen_random_uuid(), 'test', 3, '2026-11-27', 'x', 1, 0, repeat('0', 64))`),
      /follow each other/,
    )
    await assert.rejects(
      attempt(sql`
        insert into write_back.message (council_id, id, source, number, kind, account_id, effect_key, reference, happened_on, queued_by)
        values (${council.councilId}::int, gen_random_uuid(), 'test', 4, 'note', ${council.accounts[0] ?? null}::uuid, 'x', '1', '2026-11-27', 'x')`),
      /follow each other/,
    )
    valueOf(await council.reply([{ number: 1, amount: -20_00n }]))
    await assert.rejects(
      attempt(sql`
        update write_back.message set state = 'waiting' where council_id = ${council.councilId}::int and number = 1`),
      /never waiting afterwards/,
    )
  })
})

suite('a reply', () => {
  test('acknowledges what was accepted and puts what was rejected on the list of exceptions, with code and reason', async () => {
    const council = await sent()
    const answers = [
      { number: 1, amount: -20_00n },
      { number: 2, amount: -30_00n, no: 'No such account, "2"' },
    ]
    const text = aReply(council.slug, answers).replaceAll('account, "2"', 'account, ""2""')
    assert.equal(valueOf(await council.take(text)).again, false)
    assert.deepEqual(await states(council), ['acknowledged', 'rejected'])
    assert.equal((await council.messages())[1]?.answerWhy, 'No such account, "2"')
    assert.equal(valueOf(await council.take(text)).again, true)
  })

  const good = (slug: string) =>
    aReply(slug, [
      { number: 1, amount: -20_00n },
      { number: 2, amount: -30_00n },
    ])
  const hostile: readonly (readonly [string, (slug: string) => string | Uint8Array, RegExp])[] = [
    ['is empty', () => '', /empty/],
    ['is not text', () => new Uint8Array([0x48, 0xff, 0xfe, 0x00]), /not utf-8/],
    ['is to another council', slug => good(slug).replace(slug, 'elsewhere'), /another council/],
    ['is of another source', slug => good(slug).replace(',test,', ',other,'), /told nothing here/],
    ['is something else', () => 'name,amount\r\nAda,1\r\n', /not the header of a reply/],
    ['has no trailer', slug => good(slug).replace(/T,.*\r\n/, ''), /no trailer/],
    [
      'has totals that do not agree',
      slug => good(slug).replace('T,2,0', 'T,3,0'),
      /does not agree/,
    ],
    ['has lines after its trailer', slug => `${good(slug)}A,1,1,-2000\r\n`, /after the trailer/],
    ['answers an unknown message', slug => aReply(slug, [{ number: 9, amount: 1n }]), /never sent/],
    [
      'answers a sending that there was not',
      slug => aReply(slug, [{ number: 1, attempt: 2, amount: -20_00n }]),
      /there was not/,
    ],
    [
      'has another amount',
      slug => aReply(slug, [{ number: 1, amount: -20_01n }]),
      /another amount/,
    ],
    [
      'answers twice',
      slug =>
        aReply(slug, [
          { number: 1, amount: -20_00n },
          { number: 1, amount: -20_00n, no: 'no' },
        ]),
      /earlier line/,
    ],
    [
      'rejects without a code',
      slug => aReply(slug, [{ number: 1, amount: -20_00n, no: '' }]).replace('E1', ''),
      /without a code/,
    ],
    ['has an unclosed quote', slug => `${good(slug)}R,1,1,,E1,"open`, /quote/],
    ['has no day', slug => good(slug).replace('2026-11-27', '2026-11-31'), /no day/],
    [
      'lists an account twice',
      slug => `H,evenhand-balances,1,${slug},test,1,2026-11-30\r\nB,1,5\r\nB,1,6\r\nT,2,11\r\n`,
      /names an account/,
    ],
    [
      'lists what is no pence',
      slug => `H,evenhand-balances,1,${slug},test,1,2026-11-30\r\nB,1,5.00\r\nT,1,5\r\n`,
      /not whole pence/,
    ],
    ['has a number that is none', slug => good(slug).replace('A,1,', 'A,1e1,'), /which message/],
  ]
  for (const [what, make, says] of hostile) {
    test(`that ${what} is refused with a sentence, kept, and changes nothing`, async () => {
      const council = await sent()
      assert.match(saysOf(await council.take(make(council.slug))), says)
      assert.deepEqual(await states(council), ['sent', 'sent'])
      const kept = await council.inCouncil(db =>
        db.run(sql`
          select from write_back.reply as reply join write_back.reply_part as part
            on part.council_id = ${council.councilId}::int and part.reply_id = reply.id
          where reply.council_id = ${council.councilId}::int and reply.state = 'refused'`),
      )
      // What has no bytes has nothing to keep.
      assert.equal(kept, what === 'is empty' ? 0 : 1)
    })
  }

  test('answered by another reply, or under its number, is refused', async () => {
    const council = await sent()
    valueOf(await council.reply([{ number: 1, amount: -20_00n }]))
    assert.match(
      saysOf(await council.reply([{ number: 2, amount: -30_00n }], 1)),
      /number 1 of that source/,
    )
    assert.match(
      saysOf(await council.reply([{ number: 1, amount: -20_00n, no: 'no' }], 2)),
      /another reply has answered/,
    )
    assert.deepEqual(await states(council), ['acknowledged', 'sent'])
  })

  test('larger than any is refused before it is read', async () => {
    const council = await sent()
    assert.equal(codeOf(await council.take('x'.repeat(200), undefined, 100)), 'reply-too-large')
  })
})

suite('what is not answered in time', () => {
  test('is sent again as the same message while its settings say so, and is then an exception', async () => {
    const council = await sent({ attempts: 2 })
    await council.keep('2026-12-02')
    assert.deepEqual(await states(council), ['sent', 'sent'])
    await council.keep('2026-12-03')
    assert.deepEqual(await states(council), ['waiting', 'waiting'])
    const again = await council.textOf(valueOf(await council.make('2026-12-03')))
    assert.match(again, /M,1,2,payment/)
    await council.keep('2026-12-09')
    assert.deepEqual(await states(council), ['unanswered', 'unanswered'])
    // Answers that come late are answers all the same; a rejection of what was sent before the last is not the last word.
    valueOf(
      await council.reply([
        { number: 1, attempt: 1, amount: -20_00n },
        { number: 2, attempt: 1, amount: -30_00n, no: 'Closed that day' },
      ]),
    )
    assert.deepEqual(await states(council), ['acknowledged', 'unanswered'])
    valueOf(await council.reply([{ number: 2, attempt: 2, amount: -30_00n, no: 'Closed' }], 2))
    assert.deepEqual(await states(council), ['acknowledged', 'rejected'])
  })
})
