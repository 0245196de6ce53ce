import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import { writeLetter } from '#correspondence'
import { accountToOpen } from '#debts'
import { asCouncil, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { releaseRun } from '#recovery'
import { aCouncilInArrears, approveOn, drain, onDay, planOn } from '#recovery/testing'
import type { Outcome } from '#values/outcome.ts'
import { formatDate } from '#values/dates.ts'
import { noonOn } from '../escalations/testing.ts'
import { periodInWords } from '../pages/person.page.ts'
import { lacking } from './in-words.ts'
import { noticesThatWent, standingOf } from './notices.ts'
import { inSections, missingFrom, readPack, typesetPackOf } from './pack.ts'
import { type RecordedService, recordService, takeServiceBack } from './record-service.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const council = await aCouncilInArrears(database, councilId, 8)
await aCouncilInArrears(database, 2, 1)
await database.run(sql`
  update administration.council set address = E'Civic Centre\nTestham QX1 1AA', telephone = '01632 960001'`)
// Letters go on the day they are written, so the days count from today.
const today = Temporal.Now.plainDateISO('Europe/London')
const run = await planOn(database, councilId, `${today}`)
await approveOn(database, councilId, run, `${today}`)
await releaseRun(database, { councilId, runId: run.id, clock: onDay(`${today}`) })
await drain(database, councilId, `${today}`, writeLetter)

const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)
const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'done' : outcome.refusal.code)
const noticesOf = (accountId: string) =>
  inCouncil(db => noticesThatWent(db, { councilId, accountId }))
const at = (days: number) => noonOn(`${today.add({ days })}`)

let used = 0
/** An account to which a reminder went today. */
async function aReminded() {
  const accountId = council.accounts[used++] ?? ''
  const [notice] = await noticesOf(accountId)
  assert(notice)
  const keep = (differences: Partial<RecordedService> = {}, day = 1) =>
    inCouncil(db =>
      recordService(db, {
        councilId,
        accountId,
        service: {
          id: randomUUID(),
          noticeId: notice.id,
          way: 'handed over',
          onDay: today.add({ days: 1 }),
          atTime: '14:30',
          postClass: undefined,
          place: '4 Mill Lane, Testham',
          byWhom: 'Ada Officer',
          receivedBy: 'Ben Price',
          reference: '',
          says: '',
          because: '',
          ...differences,
        },
        actor: 'officer',
        ...at(day),
      }),
    )
  const now = async () => {
    const [found] = await noticesOf(accountId)
    assert(found)
    return found
  }
  const pack = (day = 1) =>
    inCouncil(async db => {
      const account = await accountToOpen(db, councilId, accountId, at(day).today)
      return readPack(db, {
        council: { id: councilId, name: 'Testham' },
        account,
        period: periodInWords(account),
        today: at(day).today,
      })
    })
  return { accountId, notice, keep, now, pack }
}

suite('how a notice was served', () => {
  test('is known of our own as far as it can be: to whom, where, when, under which key, and the digest of what went', async () => {
    const { notice, accountId } = await aReminded()
    assert.equal(notice.title, 'reminder')
    assert.equal(`${notice.issuedOn}`, `${today}`)
    assert((notice.address ?? []).length > 1)
    assert.match(notice.sha256 ?? '', /^[0-9a-f]{64}$/)
    assert(notice.effectKey !== null && notice.handedOverAt !== null)
    assert.match(lacking(notice) ?? '', /^No evidence that the reminder of .* was served: nobody/)
    assert.equal(
      (await asCouncil(database, 2, db => noticesThatWent(db, { councilId: 2, accountId }))).length,
      0,
    )
  })

  test('is recorded once, is replaced with a reason only, and what is taken back leaves what stood before', async () => {
    const { keep, now, accountId } = await aReminded()
    const id = randomUUID()
    assert.equal(codeOf(await keep({ id })), 'done')
    assert.equal(codeOf(await keep({ id })), 'done')
    assert.equal((await now()).evidence.length, 1)
    assert.equal(lacking(await now()), undefined)
    const posted = {
      way: 'certificate of posting',
      onDay: today,
      postClass: 'first class',
      reference: 'CP 12',
    } as const
    assert.equal(codeOf(await keep(posted)), 'because')
    assert.equal(codeOf(await keep({ ...posted, because: 'The certificate was found' })), 'done')
    const standing = standingOf(await now())
    assert.equal(standing?.way, 'certificate of posting')
    const back = (serviceId: string) =>
      inCouncil(db =>
        takeServiceBack(db, {
          councilId,
          accountId,
          serviceId,
          because: 'Of another letter',
          actor: 'officer',
          ...at(2),
        }),
      )
    assert.equal(codeOf(await back(id)), 'not-standing')
    assert.equal(codeOf(await back(standing?.id ?? '')), 'done')
    assert.equal(standingOf(await now())?.id, id)
    assert.equal(codeOf(await back(id)), 'done')
    assert.equal(standingOf(await now()), undefined)
    assert.equal((await now()).evidence.length, 2, 'nothing is lost')
    for (const table of ['service', 'service_taken_back'])
      await assert.rejects(
        database.run(
          table === 'service'
            ? sql`delete from casework.service`
            : sql`delete from casework.service_taken_back`,
        ),
      )
  })

  test('is refused where a court could not use it, or the day cannot be', async () => {
    const { keep, now } = await aReminded()
    assert.equal(codeOf(await keep({ onDay: today.add({ days: 3 }) })), 'onDay')
    assert.equal(codeOf(await keep({ onDay: today.subtract({ days: 1 }) })), 'onDay')
    assert.equal(codeOf(await keep({ place: '' })), 'place')
    assert.equal(codeOf(await keep({ byWhom: '' })), 'byWhom')
    assert.equal(codeOf(await keep({ way: 'certificate of posting', reference: 'x' })), 'postClass')
    assert.equal(codeOf(await keep({ way: 'process server' })), 'reference')
    assert.equal(codeOf(await keep({ way: 'came back' })), 'says')
    assert.equal(codeOf(await keep({ noticeId: randomUUID() })), 'no-such-notice')
    assert.equal((await now()).evidence.length, 0)
  })

  test('that did not happen is said: a letter that came back, and an address that was marked since', async () => {
    const { keep, now, notice } = await aReminded()
    await keep({ way: 'came back', says: 'Returned, gone away. Asked housing where they are.' })
    assert.equal(
      lacking(await now()),
      `No evidence that the reminder of ${formatDate(today)} was served: it came back.`,
    )
    const other = await aReminded()
    await database.run(sql`
      update parties.address set undeliverable_on = ${today.add({ days: 2 })}::date
      where council_id = 1 and id = (
        select address_id from correspondence.letter where council_id = 1 and id = ${other.notice.letterId}::uuid)`)
    assert.match(lacking(await other.now()) ?? '', /its address was marked as gone away/)
    assert.equal(notice.markedOn, null)
  })
})

/** Poppler’s, which CI installs. Without it the text is not read back. */
const hasReader = spawnSync('pdftotext', ['-v']).error === undefined
const readBack = (pdf: Uint8Array): string => {
  const read = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' })
  assert.equal(read.status, 0, read.stderr)
  return read.stdout.replace(/\s+/g, ' ')
}

suite('the pack of an account', () => {
  test('is one PDF with contents, page numbers, the evidence, what is missing, a certificate, and the letter as it went', async () => {
    const { keep, pack, notice } = await aReminded()
    await keep({ says: 'She said\nthat it was 李.' })
    const made = await pack()
    const typeset = await inCouncil(db => typesetPackOf(db, councilId, made))
    assert.equal(typeset.sha256, (await inCouncil(db => typesetPackOf(db, councilId, made))).sha256)
    if (!hasReader) return
    const text = readBack(typeset.pdf)
    for (const said of [
      'Contents',
      'Notice pack: Council tax',
      'What happened',
      'Notices, and evidence of their service',
      'Handed over on',
      'by Ada Officer',
      'What is missing',
      'Certificate of service, to be signed',
      'Your council tax is late',
      'She said that it was [U+674E]',
      `SHA-256 ${notice.sha256}`,
      `Page ${typeset.pages} of ${typeset.pages}`,
    ])
      assert(text.includes(said), `${said} is not in: ${text}`)
  })

  test('encloses no letter that shows a confidential address, nor the address, and says so', async () => {
    const { pack, notice } = await aReminded()
    await database.run(sql`
      update parties.address set is_confidential = true
      where council_id = 1 and id = (
        select address_id from correspondence.letter where council_id = 1 and id = ${notice.letterId}::uuid)`)
    const made = await pack()
    const [first = ''] = notice.address?.slice(1) ?? []
    assert.notEqual(first, '')
    assert(!JSON.stringify(inSections(made)).includes(first))
    assert(missingFrom(made).some(one => one.includes('the address on it is confidential')))
    const { pdf } = await inCouncil(db => typesetPackOf(db, councilId, made))
    if (hasReader) assert(!readBack(pdf).includes('Your council tax is late'))
  })

  test('of many ledger lines has the newest five hundred, and says what is left out', async () => {
    const made = await inCouncil(async db => {
      const account = await accountToOpen(db, councilId, council.accounts[0] ?? '', today)
      const pack = await readPack(db, {
        council: { id: councilId, name: 'Testham' },
        account,
        period: '',
        today,
      })
      const [line] = pack.statement
      assert(line)
      return { ...pack, statement: Array.from({ length: 503 }, () => line) }
    })
    assert(
      missingFrom(made).includes(
        'The ledger has 503 lines; this has the newest 500, and what the earlier ones came to.',
      ),
    )
    const said = JSON.stringify(inSections(made))
    assert(said.includes('The earlier lines came to £3,000.00.'), said.slice(0, 500))
  })
})
