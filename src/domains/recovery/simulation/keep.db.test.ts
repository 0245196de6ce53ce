import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { asCouncil, type Db } from '#platform/db.ts'
import { claimJob, endTurn } from '#platform/jobs.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { type Draft, findDraft } from '../drafting/draft.ts'
import { beginDraft, dropDraft, saveDraft } from '../drafting/keep-draft.ts'
import { councilTaxEngland } from '../policies/council-tax.ts'
import { aCouncilInArrears, onDay, valueOf } from '../testing/nights.ts'
import {
  askForSimulation,
  findSimulation,
  runSimulation,
  simulationJob,
  simulationsOf,
} from './keep.ts'

const database = await aDatabase()
after(() => database.close())
const councilId = 1
const debtType = 'council tax'
const now = onDay('2026-06-05').now()

const as = <T>(work: (db: Db) => Promise<T>): Promise<T> => asCouncil(database, councilId, work)

const begun = (name: string): Promise<string> =>
  as(async db => {
    const policy = { ...councilTaxEngland, name }
    return valueOf(
      await beginDraft(db, { councilId, debtType, policy, what: 'Began', by: 'leader' }),
    )
  })

const draftOf = (draftId: string): Promise<Draft> =>
  as(async db => {
    const draft = await findDraft(db, { councilId, draftId })
    assert(draft)
    return draft
  })

const asking = (draftId: string) =>
  as(db => askForSimulation(db, { councilId, draftId, by: 'leader' }))
const simulationsNow = async (draftId: string) => {
  const draft = await draftOf(draftId)
  return as(db => simulationsOf(db, councilId, draft))
}
/** A worker's turn: the id of the simulation it took. */
async function turn(): Promise<string> {
  const job = await as(db => claimJob(db, councilId, [simulationJob]))
  assert(job)
  const end = await runSimulation(database, job, now)
  await as(db => endTurn(db, job, end))
  return job.key
}

suite('a simulation that is asked for and done by a worker', () => {
  before(async () => {
    await aCouncilInArrears(database, councilId, 12)
  })

  test('a simulation is of exactly one content, and the worker that lost it writes nothing', async () => {
    const draftId = await begun('One')
    // Two presses at once ask for one.
    const [one, other] = await Promise.all([asking(draftId), asking(draftId)])
    assert(one.ok)
    assert.deepEqual(one, other)
    const job = await as(db => claimJob(db, councilId, [simulationJob]))
    assert(job)
    await assert.rejects(
      runSimulation(database, { ...job, fence: job.fence - 1n }, now),
      /Another worker/,
    )
    const kept = await as(db => findSimulation(db, { councilId, id: job.key }))
    assert.equal(kept?.finishedAt, null)
    await runSimulation(database, job, now)
    const finished = await as(db => findSimulation(db, { councilId, id: job.key }))
    assert.equal(finished?.result?.accounts, 12)
  })

  test('a simulation that takes too long has failed at once, and says so', async () => {
    // Somebody else who holds a table up, which takes two connections.
    if (database.engine === 'PGlite') return
    const draftId = await begun('Another')
    valueOf(await asking(draftId))
    const job = await as(db => claimJob(db, councilId, [simulationJob]))
    assert(job)
    const end = await database.transaction(async db => {
      await db.script('lock table parties.party in access exclusive mode')
      return runSimulation(database, job, now, { timeoutSeconds: 1 })
    })
    assert.equal(end.is, 'failed')
    await as(db => endTurn(db, job, end))
    const { asked } = await simulationsNow(draftId)
    assert.deepEqual([asked?.id, asked?.state], [job.key, 'failed'])
  })

  test('a finished one is still shown when a later one waits or has failed', async () => {
    const draftId = await begun('Twice')
    valueOf(await asking(draftId))
    const first = await turn()
    valueOf(await asking(draftId))
    assert.equal((await simulationsNow(draftId)).asked?.state, 'queued')
    const job = await as(db => claimJob(db, councilId, [simulationJob]))
    assert(job)
    await as(db => endTurn(db, job, { is: 'failed', problem: 'A fault' }))
    const { finished, asked } = await simulationsNow(draftId)
    assert.deepEqual([finished?.id, asked?.id, asked?.state], [first, job.key, 'failed'])
    valueOf(await asking(draftId))
    const third = await turn()
    const now = await simulationsNow(draftId)
    assert.deepEqual([now.finished?.id, now.asked], [third, undefined])
  })

  test('one that a save or giving up has overtaken is not done, and what is not written is not simulated', async () => {
    const draftId = await begun('Overtaken')
    valueOf(await asking(draftId))
    const policy = { ...councilTaxEngland, name: 'Overtaken again' }
    const save = { councilId, draftId, basedOn: 1, policy, what: 'x', by: 'leader' }
    await as(async db => valueOf(await saveDraft(db, save)))
    const id = await turn()
    const kept = await as(db => findSimulation(db, { councilId, id }))
    assert.deepEqual([kept?.state, kept?.finishedAt], ['done', null])
    const back = { ...save, basedOn: 2, policy: { ...policy, name: 'Overtaken' } }
    await as(async db => valueOf(await saveDraft(db, back)))
    assert.deepEqual(await simulationsNow(draftId), { finished: undefined, asked: undefined })
    await as(async db => valueOf(await dropDraft(db, { councilId, draftId, by: 'leader' })))
    const refusedNow = await asking(draftId)
    assert(!refusedNow.ok && refusedNow.refusal.code === 'not-being-written')
  })
})
