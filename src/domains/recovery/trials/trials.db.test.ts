import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import type { Outcome } from '#values/outcome.ts'
import { findDraft } from '../drafting/draft.ts'
import { saveDraft } from '../drafting/keep-draft.ts'
import { councilTaxEngland } from '../policies/council-tax.ts'
import { publishPolicy } from '../policies-in-force.ts'
import { aCouncilInArrears, dayOf, valueOf } from '../testing/nights.ts'
import { aSimulatedDraft, aTrial, remindingAfter, someTerms, trialOf } from '../testing/trials.ts'
import { type Ask, askForTrial } from './ask.ts'
import { approveTrial, concludeTrial, stopTrial } from './decide.ts'
import { contentOf, standingOf } from './trial.ts'

const database = await aDatabase()
after(() => database.close())

const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'done' : outcome.refusal.code)
const from = '2026-04-10'

const asking = (councilId: number, draftId: string, differences: Partial<Ask> = {}) =>
  asCouncil(database, councilId, db =>
    askForTrial(db, someTerms(councilId, draftId, from, differences)),
  )

const approving = async (
  councilId: number,
  trialId: string,
  { by = 'approver', on = from, contentHash = '' } = {},
) => {
  const hash = contentHash || contentOf(await trialOf(database, councilId, trialId))
  return asCouncil(database, councilId, db =>
    approveTrial(db, { councilId, trialId, contentHash: hash, today: dayOf(on), by }),
  )
}

const stopping = (councilId: number, trialId: string, because = 'Enough', on = from) =>
  asCouncil(database, councilId, db =>
    stopTrial(db, { councilId, trialId, because, today: dayOf(on), by: 'another leader' }),
  )

const concluding = (
  councilId: number,
  trialId: string,
  conclusion: 'adopted' | 'dropped',
  { on = from, because = 'As we saw' } = {},
) =>
  asCouncil(database, councilId, db =>
    concludeTrial(db, { councilId, trialId, conclusion, because, today: dayOf(on), by: 'leader' }),
  )

const publishing = (councilId: number, days: number, on: string) =>
  asCouncil(database, councilId, db =>
    publishPolicy(db, {
      councilId,
      debtType: 'council tax',
      policy: remindingAfter(days),
      from: dayOf(on),
      draftedBy: 'leader',
      approvedBy: 'approver',
    }),
  )

suite('a trial from being asked for to what is made of it', () => {
  test('what is tried is checked and simulated as it stands, and its terms make sense', async () => {
    await aCouncilInArrears(database, 1, 3)
    const draftId = await aSimulatedDraft(database, 1, { policy: remindingAfter(25), on: from })
    const refusedFor = async (differences: Partial<Ask>) =>
      codeOf(await asking(1, draftId, differences))
    assert.equal(await refusedFor({ version: 2 }), 'saved-since')
    assert.equal(await refusedFor({ from: dayOf('2026-04-09'), today: dayOf(from) }), 'in-the-past')
    assert.equal(await refusedFor({ weeks: 6, days: 43 }), 'counted-too-long')
    assert.equal(
      await refusedFor({ draftId: '00000000-0000-4000-8000-000000000000' }),
      'no-such-draft',
    )
    const later = { from: dayOf('2026-05-20'), today: dayOf('2026-05-20') }
    assert.equal(await refusedFor(later), 'simulated-long-ago')
    assert.equal(await refusedFor({ weeks: 6, days: 42 }), 'done')
    const same = await aSimulatedDraft(database, 1, { policy: councilTaxEngland, on: from })
    assert.equal(codeOf(await asking(1, same)), 'same-as-in-force')
    const change = { draftId, basedOn: 1, policy: remindingAfter(26), what: 'x', by: 'leader' }
    await asCouncil(database, 1, async db =>
      valueOf(await saveDraft(db, { councilId: 1, ...change })),
    )
    assert.equal(await refusedFor({ version: 2 }), 'not-simulated')
    const steps = [...remindingAfter(25).steps, ...remindingAfter(25).steps]
    const twice = { ...remindingAfter(25), steps }
    const unsound = await aSimulatedDraft(database, 1, { policy: twice, on: from })
    assert.equal(codeOf(await asking(1, unsound)), 'not-sound')
    await publishing(1, 30, '2026-05-01')
    const third = await aSimulatedDraft(database, 1, { policy: remindingAfter(25), on: from })
    assert.equal(codeOf(await asking(1, third)), 'policy-comes')
    assert.equal(codeOf(await asking(1, third, { weeks: 3, days: 21 })), 'done')
  })

  test('somebody who wrote none of it approves it; the database refuses one person both', async () => {
    await aCouncilInArrears(database, 2, 3)
    const draftId = await aSimulatedDraft(database, 2, { policy: remindingAfter(25), on: from })
    const trialId = valueOf(await asking(2, draftId, { by: 'another leader' }))
    assert.equal(codeOf(await approving(2, trialId, { by: 'another leader' })), 'second-person')
    assert.equal(codeOf(await approving(2, trialId, { by: 'leader' })), 'second-person')
    assert.equal(codeOf(await approving(2, trialId, { contentHash: 'another' })), 'overtaken')
    assert.equal(codeOf(await approving(2, trialId, { on: '2026-04-11' })), 'day-passed')
    const past = (by: string) =>
      asCouncil(database, 2, db =>
        db.run(sql`
          update recovery.trial set approved_by = ${by}::text, approved_at = clock_timestamp(), seed = 'chosen'
          where council_id = 2 and id = ${trialId}::uuid`),
      )
    await assert.rejects(past('another leader'), /approved_by_another/)
    await assert.rejects(past('leader'), /wrote none of what is tried/)
    assert.equal(codeOf(await approving(2, trialId)), 'done')
    assert.equal(codeOf(await approving(2, trialId)), 'not-waiting')
    // Nobody draws again, and nobody changes what was approved.
    await assert.rejects(past('another approver'), /kept as it was decided/)
    await assert.rejects(
      asCouncil(database, 2, db =>
        db.run(
          sql`update recovery.trial set share = 1 where council_id = 2 and id = ${trialId}::uuid`,
        ),
      ),
      /permission denied/,
    )
  })

  test('one trial of a type of debt at a time; what was refused is in nobody’s way', async () => {
    await aCouncilInArrears(database, 3, 3)
    const trial = await aTrial(database, 3, { from })
    const draftId = await aSimulatedDraft(database, 3, { policy: remindingAfter(21), on: from })
    assert.equal(codeOf(await asking(3, draftId)), 'another-trial')
    const after = { from: trial.endsOn.subtract({ days: 1 }), today: dayOf(from) }
    assert.equal(codeOf(await asking(3, draftId, after)), 'another-trial')
    // Two that wait for approval are no harm; the second to be approved is one too many.
    valueOf(await stopping(3, trial.id))
    const one = valueOf(await asking(3, draftId))
    const other = valueOf(await asking(3, draftId))
    assert.equal(codeOf(await approving(3, one)), 'done')
    assert.equal(codeOf(await approving(3, other)), 'another-trial')
    assert.equal(codeOf(await stopping(3, other, '')), 'say-why-stopped')
    assert.equal(codeOf(await stopping(3, other)), 'done')
    assert.equal(standingOf(await trialOf(database, 3, other), dayOf(from)), 'refused')
    assert.equal(codeOf(await approving(3, other)), 'not-waiting')
    assert.equal(codeOf(await stopping(3, other)), 'over-already')
  })

  test('what is in force changed while it waited: nobody approves it', async () => {
    await aCouncilInArrears(database, 4, 3)
    const draftId = await aSimulatedDraft(database, 4, { policy: remindingAfter(25), on: from })
    const trialId = valueOf(await asking(4, draftId))
    await publishing(4, 30, from)
    assert.equal(codeOf(await approving(4, trialId)), 'overtaken')
  })

  test('it is concluded once, when it is over; adopted it is a draft like any other', async () => {
    await aCouncilInArrears(database, 5, 3)
    const trial = await aTrial(database, 5, { from })
    const [lastDay, over] = [`${trial.endsOn.subtract({ days: 1 })}`, `${trial.endsOn}`]
    assert.equal(codeOf(await concluding(5, trial.id, 'adopted', { on: lastDay })), 'not-over')
    assert.equal(
      codeOf(await concluding(5, trial.id, 'adopted', { on: over, because: '' })),
      'say-why-concluded',
    )
    const draftId = valueOf(await concluding(5, trial.id, 'adopted', { on: over }))
    assert(draftId)
    const draft = await asCouncil(database, 5, db => findDraft(db, { councilId: 5, draftId }))
    assert.equal(draft?.fingerprint, trial.fingerprint)
    assert.equal(draft?.status, 'draft')
    assert.equal(codeOf(await concluding(5, trial.id, 'dropped', { on: over })), 'not-over')
    assert.equal(standingOf(await trialOf(database, 5, trial.id), dayOf(over)), 'adopted')
    const { inForce } = await database.one(
      z.object({ inForce: z.number() }),
      sql`select count(*)::int as in_force from recovery.policy_version
        where council_id = 5 and fingerprint = ${trial.fingerprint}::text`,
    )
    assert.equal(inForce, 0)
  })

  test('stopped, it may be dropped, and begins nothing', async () => {
    await aCouncilInArrears(database, 6, 3)
    const trial = await aTrial(database, 6, { from })
    valueOf(await stopping(6, trial.id))
    assert.equal(valueOf(await concluding(6, trial.id, 'dropped')), undefined)
    assert.equal(standingOf(await trialOf(database, 6, trial.id), dayOf(from)), 'dropped')
  })
})
