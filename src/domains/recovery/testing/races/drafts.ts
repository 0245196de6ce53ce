import assert from 'node:assert/strict'
import { asCouncil, type Database } from '#platform/db.ts'
import { claimJob, endTurn } from '#platform/jobs.ts'
import { aServer, fieldsOn, someSession } from '#web/testing.ts'
import { approveDraft } from '../../drafting/decide-draft.ts'
import { findDraft } from '../../drafting/draft.ts'
import { beginDraft, saveDraft } from '../../drafting/keep-draft.ts'
import { ruleRoutes } from '../../drafting/rule-routes.ts'
import { contentOf, submitDraft, takeBack } from '../../drafting/submit.ts'
import { policiesOn } from '../../policies-in-force.ts'
import { councilTaxEngland } from '../../policies/council-tax.ts'
import { fingerprint, type Policy } from '../../policy.ts'
import { askForSimulation, runSimulation, simulationJob } from '../../simulation/keep.ts'
import { aCouncilInArrears, dayOf, onDay, planOn, valueOf } from '../nights.ts'
import { type Actor, inTurns } from './in-turns.ts'
import type { Race, Round } from './race.ts'

const debtType = 'council tax'
const today = dayOf('2026-03-27')
const tomorrow = today.add({ days: 1 })
const now = onDay(`${today}`).now()

/** The policy that is shipped, but for a reason that says whose it is. */
const policyOf = (whose: string): Policy => ({
  ...councilTaxEngland,
  holds: councilTaxEngland.holds.map((hold, n) => (n === 0 ? { ...hold, why: whose } : hold)),
})

const begun = (database: Database, councilId: number) =>
  asCouncil(database, councilId, async db =>
    valueOf(
      await beginDraft(db, {
        councilId,
        debtType,
        policy: policyOf('as it began'),
        what: 'Began',
        by: 'leader',
      }),
    ),
  )

/** A draft that was simulated and submitted: its id, and the hash of what its approver looks at. */
async function submitted({ database, councilId }: Round) {
  await aCouncilInArrears(database, councilId, 2)
  await planOn(database, councilId, `${today}`)
  const draftId = await begun(database, councilId)
  const one = { councilId, draftId, by: 'leader' }
  const as = <T>(work: Parameters<typeof asCouncil<T>>[2]) => asCouncil(database, councilId, work)
  await as(async db => valueOf(await askForSimulation(db, one)))
  const job = await as(db => claimJob(db, councilId, [simulationJob]))
  assert(job)
  const end = await runSimulation(database, job, now)
  await as(db => endTurn(db, job, end))
  return as(async db => {
    valueOf(await submitDraft(db, { ...one, version: 1, from: tomorrow, because: 'Agreed', today }))
    const draft = await findDraft(db, one)
    assert(draft)
    return { draftId, contentHash: contentOf(draft) }
  })
}

/** One approves what was submitted; whoever wrote it takes it back and goes on writing. */
export const approveAgainstEdit: Race = async round => {
  const { database, councilId, random } = round
  const { draftId, contentHash } = await submitted(round)
  const one = { councilId, draftId }
  let [isApproved, isSaved] = [false, false]
  const approves: Actor = async own => {
    const outcome = await asCouncil(own, councilId, db =>
      approveDraft(db, { ...one, contentHash, today, by: 'approver' }),
    )
    isApproved = outcome.ok
  }
  const edits: Actor = async own => {
    await asCouncil(own, councilId, db => takeBack(db, { ...one, by: 'leader' }))
    const saved = await asCouncil(own, councilId, db =>
      saveDraft(db, {
        ...one,
        basedOn: 1,
        policy: policyOf('as it was edited'),
        what: 'Edited',
        by: 'leader',
      }),
    )
    isSaved = saved.ok
  }
  const turns = await inTurns(database, [approves, edits], random)
  assert.notEqual(isApproved, isSaved, 'it is in force as it was approved, or still being written')
  await asCouncil(database, councilId, async db => {
    const policies = await policiesOn(db, councilId, tomorrow)
    const inForce = policies.find(policy => policy.debtType === debtType)
    const isDrafts = inForce?.fingerprint === fingerprint(policyOf('as it began'))
    assert.equal(isDrafts, isApproved, 'in force is what was approved, or what was before')
    const draft = await findDraft(db, one)
    assert.deepEqual([draft?.status, draft?.version], isApproved ? ['approved', 1] : ['draft', 2])
  })
  return { turns, came: isApproved ? 'the approval' : 'the edit' }
}

/** Two officers change the same rule of a draft, each in their own browser. */
export const twoEdits: Race = async ({ database, councilId, random }) => {
  await aCouncilInArrears(database, councilId, 1)
  const draftId = await begun(database, councilId)
  const url = `/policy/drafts/${draftId}/rules/hold-0`
  const pages: Record<string, { readonly status: number; readonly body: string }> = {}
  const edits =
    (whose: string): Actor =>
    async own => {
      const session = someSession()
      const { server } = await aServer({
        database: own,
        routes: ruleRoutes,
        sessions: { officer: { ...session, council: { ...session.council, id: councilId } } },
      })
      const cookie = 'evenhand_session=officer'
      const form = await server.inject({ url, headers: { cookie } })
      const fields = { ...fieldsOn(form.body), why: whose, do: 'save' }
      const { statusCode: status, body } = await server.inject({
        method: 'POST',
        url,
        body: new URLSearchParams({ ...fields, _csrf: session.csrfToken }).toString(),
        headers: {
          host: 'debts.test',
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
          cookie,
        },
      })
      pages[whose] = { status, body }
      await server.close()
    }
  const whose = ['what the first says', 'what the second says'] as const
  const turns = await inTurns(database, whose.map(edits), random)
  const saved = whose.filter(one => pages[one]?.status === 303)
  const draft = await asCouncil(database, councilId, db => findDraft(db, { councilId, draftId }))
  if (saved.length === 2) {
    // One opened the form after the other had saved.
    assert.equal(draft?.version, 3)
    return { turns, came: 'one after the other' }
  }
  const [winner = ''] = saved
  const loser = whose.find(one => one !== winner) ?? ''
  assert.equal(draft?.version, 2, 'one of them saved')
  assert.equal(draft.policy.holds[0]?.why, winner)
  const { body = '' } = pages[loser] ?? {}
  assert.match(body, new RegExp(winner), 'whoever lost sees what was saved')
  assert.equal(fieldsOn(body)['why'], loser, 'and still has what they typed')
  return { turns, came: winner }
}
