import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil, type Db } from '#platform/db.ts'
import { claimJob, endTurn } from '#platform/jobs.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import type { Outcome } from '#values/outcome.ts'
import { councilTaxEngland } from '../policies/council-tax.ts'
import { policiesOn } from '../policies-in-force.ts'
import type { Policy } from '../policy.ts'
import { askForSimulation, runSimulation, simulationJob } from '../simulation/keep.ts'
import { aCouncilInArrears, dayOf, onDay, planOn, valueOf } from '../testing/nights.ts'
import { approveDraft, returnDraft } from './decide-draft.ts'
import { findDraft, versionsOf } from './draft.ts'
import { beginDraft, dropDraft, saveDraft } from './keep-draft.ts'
import { contentOf, submitDraft, takeBack } from './submit.ts'
import { allVersions, standingOn, withdrawVersion } from './versions.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const debtType = 'council tax'
const today = dayOf('2026-06-05')
const tomorrow = today.add({ days: 1 })
const now = onDay('2026-06-05').now()

const as = <T>(work: (db: Db) => Promise<T>): Promise<T> => asCouncil(database, councilId, work)
const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'done' : outcome.refusal.code)

const waiting = (days: number): Policy => ({
  ...councilTaxEngland,
  steps: councilTaxEngland.steps.map(step =>
    step.name === 'Reminder'
      ? { ...step, when: [{ fact: 'since due', atLeast: `${days} days` }, ...step.when.slice(1)] }
      : step,
  ),
})

const begun = (policy: Policy, by = 'leader'): Promise<string> =>
  as(async db => valueOf(await beginDraft(db, { councilId, debtType, policy, what: 'Began', by })))

async function simulated(draftId: string): Promise<void> {
  await as(async db => valueOf(await askForSimulation(db, { councilId, draftId, by: 'leader' })))
  const job = await as(db => claimJob(db, councilId, [simulationJob]))
  assert(job)
  const end = await runSimulation(database, job, now)
  await as(db => endTurn(db, job, end))
}

const submitting = (
  draftId: string,
  { from = tomorrow, because = '', version = 1, on = today } = {},
) =>
  as(db => submitDraft(db, { councilId, draftId, version, from, because, today: on, by: 'leader' }))

const approving = (
  draftId: string,
  by = 'approver',
  { contentHash, on = today }: { contentHash?: string; on?: Temporal.PlainDate } = {},
) =>
  as(async db => {
    const draft = await findDraft(db, { councilId, draftId })
    assert(draft)
    return approveDraft(db, {
      councilId,
      draftId,
      contentHash: contentHash ?? contentOf(draft),
      today: on,
      by,
    })
  })

const waitsInForce = (on: Temporal.PlainDate) =>
  as(async db => JSON.stringify((await policiesOn(db, councilId, on))[0]?.policy.steps[0]?.when[0]))

suite('a policy from draft to being in force', () => {
  before(async () => {
    await aCouncilInArrears(database, councilId, 12)
  })

  test('a second save over somebody else’s is refused, and both are kept or still typed', async () => {
    const draftId = await begun(waiting(20))
    const save = (basedOn: number, days: number, by: string) =>
      as(db =>
        saveDraft(db, { councilId, draftId, basedOn, policy: waiting(days), what: 'Waits', by }),
      )
    assert.deepEqual(await save(1, 21, 'one'), { ok: true, value: 2 })
    assert.equal(codeOf(await save(1, 22, 'two')), 'saved-meanwhile')
    assert.deepEqual(await save(2, 22, 'two'), { ok: true, value: 3 })
    const versions = await as(db => versionsOf(db, { councilId, draftId }))
    assert.deepEqual(
      versions.map(({ version, savedBy }) => [version, savedBy]),
      [
        [3, 'two'],
        [2, 'one'],
        [1, 'leader'],
      ],
    )
  })

  test('two saves at once: one is kept, the other is told', async () => {
    const draftId = await begun(waiting(20))
    const codes = await Promise.all(
      [21, 22].map(async days =>
        codeOf(
          await as(db =>
            saveDraft(db, {
              councilId,
              draftId,
              basedOn: 1,
              policy: waiting(days),
              what: 'Waits',
              by: 'one',
            }),
          ),
        ),
      ),
    )
    assert.deepEqual(codes.sort(), ['done', 'saved-meanwhile'])
  })

  test('a draft is not submitted before exactly it was simulated, nor unsound, nor into the past', async () => {
    const draftId = await begun(waiting(20))
    assert.equal(codeOf(await submitting(draftId)), 'not-simulated')
    await simulated(draftId)
    assert.equal(
      codeOf(await submitting(draftId, { from: today.subtract({ days: 1 }) })),
      'in-the-past',
    )
    const policy = { ...waiting(20), steps: [...waiting(20).steps, ...waiting(20).steps] }
    await as(db =>
      saveDraft(db, { councilId, draftId, basedOn: 1, policy, what: 'x', by: 'leader' }),
    )
    assert.equal(codeOf(await submitting(draftId)), 'saved-meanwhile')
    assert.equal(codeOf(await submitting(draftId, { version: 2 })), 'not-sound')
    await as(async db =>
      valueOf(
        await saveDraft(db, {
          councilId,
          draftId,
          basedOn: 2,
          policy: waiting(19),
          what: 'x',
          by: 'leader',
        }),
      ),
    )
    assert.equal(codeOf(await submitting(draftId, { version: 3 })), 'not-simulated')
  })

  test('what the checks ask about needs a reason', async () => {
    const first = councilTaxEngland.steps.slice(0, 1)
    const draftId = await begun({ ...councilTaxEngland, steps: first })
    await simulated(draftId)
    assert.equal(codeOf(await submitting(draftId)), 'say-why')
    assert.equal(codeOf(await submitting(draftId, { because: 'A trial of reminders' })), 'done')
  })

  test('the policy in force again is nothing new', async () => {
    const draftId = await begun(councilTaxEngland)
    assert.equal(codeOf(await submitting(draftId)), 'nothing-new')
  })

  test('somebody with no hand in it approves exactly what they saw; it is in force from its day', async () => {
    const draftId = await begun(waiting(25))
    await simulated(draftId)
    assert.equal(codeOf(await submitting(draftId)), 'done')
    const change = { councilId, draftId, basedOn: 1, policy: waiting(1), what: 'x', by: 'leader' }
    assert.equal(codeOf(await as(db => saveDraft(db, change))), 'not-being-written')
    assert.equal(codeOf(await approving(draftId, 'leader')), 'second-person')
    assert.equal(
      codeOf(await approving(draftId, 'approver', { contentHash: 'another hash' })),
      'content-changed',
    )
    assert.equal(codeOf(await approving(draftId)), 'done')
    assert.equal(codeOf(await approving(draftId)), 'not-submitted')
    assert.match(await waitsInForce(today), /14 days/)
    assert.match(await waitsInForce(tomorrow), /25 days/)
  })

  test('withdrawn until its first day is over, what it was to follow goes on; not once a run is planned under it', async () => {
    const coming = (await as(db => allVersions(db, councilId))).find(
      version => standingOn(version, today) === 'to come',
    )
    assert(coming)
    const withdrawing = (day: Temporal.PlainDate, because: string) =>
      as(db =>
        withdrawVersion(db, { councilId, id: coming.id, today: day, by: 'approver', because }),
      )
    assert.equal(codeOf(await withdrawing(today, '')), 'say-why-withdrawn')
    const dayAfter = tomorrow.add({ days: 1 })
    assert.equal(codeOf(await withdrawing(dayAfter, 'too late')), 'in-force-already')
    const run = await planOn(database, councilId, `${tomorrow}`)
    assert.equal(codeOf(await withdrawing(tomorrow, 'too late')), 'planned-already')
    await database.run(sql`
      update recovery.run set status = 'cancelled' where council_id = ${councilId}::int and id = ${run.id}::uuid`)
    assert.equal(codeOf(await withdrawing(tomorrow, 'a mistake')), 'done')
    const { reviews } = await database.one(
      z.object({ reviews: z.number() }),
      sql`
        select count(*)::int as reviews from recovery.account_state
        where council_id = ${councilId}::int and next_review_on <= ${tomorrow}::date`,
    )
    assert.equal(reviews, 12)
    assert.match(await waitsInForce(tomorrow), /14 days/)
    assert.match(await waitsInForce(tomorrow.add({ years: 5 })), /14 days/)
    assert.equal(codeOf(await withdrawing(today, 'again')), 'in-force-already')
  })

  test('a simulation holds for four weeks: nothing is submitted or approved by an older one', async () => {
    const draftId = await begun(waiting(45))
    await simulated(draftId)
    const [last, over] = [today.add({ days: 28 }), today.add({ days: 29 })]
    const from = today.add({ days: 30 })
    assert.equal(codeOf(await submitting(draftId, { from, on: over })), 'simulated-long-ago')
    assert.equal(codeOf(await submitting(draftId, { from, on: last })), 'done')
    assert.equal(codeOf(await approving(draftId, 'approver', { on: over })), 'simulated-long-ago')
  })

  test('a policy that came into force meanwhile makes the simulation old: nothing is approved by it', async () => {
    // Two are submitted while nothing is to come; the earlier one is approved first.
    const [draftId, sooner] = [await begun(waiting(40)), await begun(waiting(30))]
    await simulated(draftId)
    await simulated(sooner)
    assert.equal(codeOf(await submitting(draftId, { from: today.add({ days: 9 }) })), 'done')
    assert.equal(codeOf(await submitting(sooner, { from: today.add({ days: 2 }) })), 'done')
    assert.equal(codeOf(await approving(sooner)), 'done')
    assert.equal(codeOf(await approving(draftId)), 'another-before')
    const later = { on: today.add({ days: 3 }) }
    assert.equal(codeOf(await approving(draftId, 'approver', later)), 'content-changed')
    const returned = { councilId, draftId, by: 'approver' }
    assert.equal(
      codeOf(await as(db => returnDraft(db, { ...returned, because: '' }))),
      'say-why-returned',
    )
    assert.equal(
      codeOf(await as(db => returnDraft(db, { ...returned, because: 'Try it again' }))),
      'done',
    )
    const draft = await as(db => findDraft(db, { councilId, draftId }))
    assert.deepEqual([draft?.status, draft?.returnedWhy], ['draft', 'Try it again'])
    assert.equal(
      codeOf(await as(db => takeBack(db, { councilId, draftId, by: 'leader' }))),
      'not-submitted',
    )
    assert.equal(
      codeOf(await as(db => dropDraft(db, { councilId, draftId, by: 'leader' }))),
      'done',
    )
    assert.equal(
      codeOf(await as(db => dropDraft(db, { councilId, draftId, by: 'leader' }))),
      'not-being-written',
    )
  })

  test('rolled back: the same as an old version, approved like any other', async () => {
    const old = (await as(db => allVersions(db, councilId))).find(
      version => standingOn(version, today) === 'in force',
    )
    assert(old)
    const again = await begun(old.policy)
    await simulated(again)
    // It is not yet over, but another follows it: going back is another change, from a later day.
    assert.equal(codeOf(await submitting(again, { from: today.add({ days: 1 }) })), 'another-comes')
    assert.equal(
      codeOf(await submitting(again, { from: today.add({ days: 5 }) })),
      'another-before',
    )
  })

  test('no draft for a type of debt without a law here', async () => {
    const begin = { councilId, debtType: 'sweets', policy: waiting(1), what: 'x', by: 'leader' }
    assert.equal(codeOf(await as(db => beginDraft(db, begin))), 'no-law-for')
  })
})
