import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { recordDeath } from '#parties'
import { aDatabase } from '#platform/testing/database.ts'
import { type HoldKind, placeHold } from '#protections'
import { NoAnswer, payOver } from '../pay.ts'
import { agreeing } from '../testing/agreements.ts'
import { aPayingCouncil, losing, survived, valueOf } from '../testing/council.ts'
import type { CardAgreement } from './agreement.ts'
import { cancelAgreement } from './cancel.ts'

const database = await aDatabase()
after(() => database.close())
const council = await aPayingCouncil(database, 1, 20)
const { councilId, inCouncil } = council
const { day, agreed, takings, night, take, lookAtTaken } = agreeing(database, council)

const hold = (partyId: string, kind: HoldKind) =>
  inCouncil(async db => {
    const startsAt = Temporal.Instant.from('2026-05-30T09:00:00Z')
    valueOf(
      await placeHold(db, {
        councilId,
        partyId,
        kind,
        startsAt,
        receivedAt: startsAt,
        reason: 'A test',
        actor: 'officer',
      }),
    )
  })
const die = (partyId: string) =>
  inCouncil(db =>
    recordDeath(db, {
      councilId,
      partyId,
      on: day('2026-06-15'),
      actor: 'officer',
      toldBy: 'the family',
    }),
  )

/** What protects a payer, and what is said of a payment that it called off. */
const protections = [
  ['a breathing space', (payer: string) => hold(payer, 'breathing space'), /^A breathing space/],
  [
    'a mental health crisis',
    (payer: string) => hold(payer, 'mental health crisis'),
    /^A mental health crisis/,
  ],
  ['an insolvency', (payer: string) => hold(payer, 'insolvency'), /is insolvent$/],
  ['a death', die, /has died$/],
] as const

suite('a card that was agreed', () => {
  for (const [name, protect, says] of protections) {
    test(`is asked for nothing after ${name}, by the job or by the night`, async () => {
      for (const comes of ['the job', 'the night'] as const) {
        const { accountId, partyId, id } = await agreed()
        await protect(partyId)
        if (comes === 'the night') await night('2026-07-01')
        else await take(id, '2026-07-01')
        const [first] = await takings(id)
        assert.equal(first?.state, 'called off', comes)
        assert.match(first.calledOffWhy ?? '', says)
        await take(id, '2026-07-01')
        await lookAtTaken(id, '2026-07-01')
        assert.equal(await council.balance(accountId), 900_00n)
      }
    })
  }

  /** Asked for on its day, when the line to GOV.UK Pay broke: before Pay heard the question, or after. */
  const broken = async (id: string, heard: boolean) => {
    const over = payOver(question => {
      if (!question.path.startsWith('/v1/payments') || question.method !== 'POST')
        return council.carry(question)
      if (!heard) throw new NoAnswer('lost')
      return losing(council.carry, () => true)(question)
    })
    await take(id, '2026-07-01', { over }).catch(survived)
  }
  const cancel = ({ id }: CardAgreement) =>
    inCouncil(async db =>
      valueOf(
        await cancelAgreement(db, { councilId, id, why: 'They asked for it', actor: 'officer' }),
      ),
    )
  const since = [
    ['it was cancelled', cancel],
    ...protections.map(
      ([name, protect]) => [name, ({ partyId }: CardAgreement) => protect(partyId)] as const,
    ),
  ] as const
  for (const [name, happen] of since) {
    test(`is not asked again when an answer was lost and then there was: ${name}`, async () => {
      const unheard = await agreed()
      await broken(unheard.id, false)
      await happen(unheard)
      for (let tries = 0; tries < 2; tries += 1) await take(unheard.id, '2026-07-01')
      await lookAtTaken(unheard.id, '2026-07-01')
      assert.equal(await council.balance(unheard.accountId), 900_00n)
      // What Pay had taken by then came, and is on the account.
      const heard = await agreed()
      await broken(heard.id, true)
      await happen(heard)
      await take(heard.id, '2026-07-01')
      await lookAtTaken(heard.id, '2026-07-01')
      assert.equal(await council.balance(heard.accountId), 850_00n)
    })
  }

  test('is asked again when an answer was lost and nothing has happened since', async () => {
    const { accountId, id } = await agreed()
    await broken(id, false)
    await take(id, '2026-07-01')
    await lookAtTaken(id, '2026-07-01')
    assert.equal(await council.balance(accountId), 850_00n)
  })
})
