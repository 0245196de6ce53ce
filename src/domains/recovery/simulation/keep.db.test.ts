import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { asCouncil, type Db } from '#platform/db.ts'
import { claimJob, endTurn } from '#platform/jobs.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { type Draft, findDraft } from '../drafting/draft.ts'
import { beginDraft } from '../drafting/keep-draft.ts'
import { councilTaxEngland } from '../policies/council-tax.ts'
import { aCouncilInArrears, onDay, valueOf } from '../testing/nights.ts'
import { askForSimulation, findSimulation, runSimulation, simulationJob } from './keep.ts'

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

suite('a simulation that is asked for and done by a worker', () => {
  before(async () => {
    await aCouncilInArrears(database, councilId, 12)
  })

  test('a simulation is of exactly one content, and the worker that lost it writes nothing', async () => {
    const draftId = await begun('One')
    const { version, fingerprint } = await draftOf(draftId)
    await as(async db => {
      const asked = { councilId, draftId, version, fingerprint, by: 'leader' }
      const id = await askForSimulation(db, asked)
      assert.equal(await askForSimulation(db, asked), id)
    })
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
    const { version, fingerprint } = await draftOf(draftId)
    const asked = { councilId, draftId, version, fingerprint, by: 'leader' }
    await as(db => askForSimulation(db, asked))
    const job = await as(db => claimJob(db, councilId, [simulationJob]))
    assert(job)
    const end = await database.transaction(async db => {
      await db.script('lock table parties.party in access exclusive mode')
      return runSimulation(database, job, now, { timeoutSeconds: 1 })
    })
    assert.equal(end.is, 'failed')
    await as(db => endTurn(db, job, end))
    const kept = await as(db => findSimulation(db, { councilId, id: job.key }))
    assert.deepEqual([kept?.state, kept?.finishedAt], ['failed', null])
  })
})
