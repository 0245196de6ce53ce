import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil, type Database } from './db.ts'
import { type Effect, queueEffects, settleEffect } from './effects.ts'
import { type EffectKind, sendWaiting } from './outbox.ts'
import { sql } from './sql.ts'
import { aDatabase } from './testing/database.ts'

const database = await aDatabase()
after(() => database.close())

// A council of its own for each test, so that none sees another's work.
let lastCouncil = 0
const aCouncil = () => ++lastCouncil

const state = z.object({ state: z.string(), problem: z.string().nullable() })
const effectOf = (councilId: number) =>
  database.one(
    state,
    sql`select state, problem from platform.effect where council_id = ${councilId}::int`,
  )
const lapse = async (councilId: number) => {
  const over = sql`lease_until = clock_timestamp() - interval '1 second'`
  await database.run(sql`update platform.job set ${over} where council_id = ${councilId}::int`)
  await database.run(sql`update platform.effect set ${over} where council_id = ${councilId}::int`)
}
const queue = (councilId: number, keys: readonly string[], kind = 'letter') =>
  asCouncil(database, councilId, db =>
    queueEffects(db, {
      councilId,
      effects: sql`
        select key as effect_key, ${kind}::text as kind, null::uuid as action_id, '{}'::jsonb as payload
        from unnest(${[...keys]}::text[]) as key`,
    }),
  )
/** Sends and says so in one transaction, as whatever stays in our own database does. */
const settles =
  (sent: string[]): EffectKind['send'] =>
  async (within: Database, effect: Effect) => {
    await asCouncil(within, effect.councilId, async db => {
      const { councilId, id, fence } = effect
      assert(await settleEffect(db, { councilId, id, fence, state: 'sent' }), 'the lease was lost')
    })
    sent.push(effect.effectKey)
  }
const faults: unknown[] = []
const onFault = (fault: unknown) => void faults.push(fault)

suite('outbox', () => {
  test('the same key again changes nothing, and two senders send each thing once', async () => {
    const councilId = aCouncil()
    const keys = Array.from({ length: 50 }, () => randomUUID())
    assert.equal(await queue(councilId, keys), 50)
    assert.equal(await queue(councilId, keys), 0)
    const sent: string[] = []
    const sendAll = async () => {
      while (
        (await sendWaiting(database, councilId, { letter: { send: settles(sent) } }, { onFault })) >
        0
      );
    }
    await Promise.all([sendAll(), sendAll(), sendAll()])
    assert.deepEqual(sent.toSorted(), keys.toSorted())
  })

  test('one that cannot be sent waits longer each time, says why, and holds nobody up', async () => {
    const councilId = aCouncil()
    await queue(councilId, ['bad', 'good'])
    const sent: string[] = []
    const send: EffectKind['send'] = async (within, effect) => {
      if (effect.effectKey === 'bad') throw new Error('The letter has no address.')
      await settles(sent)(within, effect)
    }
    assert.equal(await sendWaiting(database, councilId, { letter: { send } }, { onFault }), 2)
    assert.deepEqual(sent, ['good'])
    // It waits: another turn at once finds nothing.
    assert.equal(await sendWaiting(database, councilId, { letter: { send } }, { onFault }), 0)
    assert.deepEqual(
      await database.one(
        state,
        sql`select state, problem from platform.effect where council_id = ${councilId}::int and effect_key = 'bad'`,
      ),
      { state: 'queued', problem: 'The letter has no address.' },
    )
  })

  test('what stays in our own database and was interrupted did not happen: it is done again, once', async () => {
    const councilId = aCouncil()
    await queue(councilId, ['a'])
    let stale: Effect | undefined
    await sendWaiting(
      database,
      councilId,
      { letter: { send: async (_, it) => void (stale = it) } },
      { onFault },
    )
    assert.equal((await effectOf(councilId)).state, 'sending')
    await lapse(councilId)
    const sent: string[] = []
    await sendWaiting(database, councilId, { letter: { send: settles(sent) } }, { onFault })
    await lapse(councilId)
    await sendWaiting(database, councilId, { letter: { send: settles(sent) } }, { onFault })
    assert.deepEqual(sent, ['a'])
    const { id, fence } = stale ?? assert.fail()
    const late = await asCouncil(database, councilId, db =>
      settleEffect(db, { councilId, id, fence, state: 'cancelled' }),
    )
    assert.equal(late, false, 'the late write of the first sender is refused')
  })

  /** A carrier outside: it remembers what it accepted, and fails to say so when told to. */
  const carrier = () => {
    const accepted: string[] = []
    const kind = (after: 'answers' | 'dies' | 'loses it'): EffectKind => ({
      send: async (within, effect) => {
        if (after === 'loses it') throw new Error('No answer.')
        accepted.push(effect.effectKey)
        if (after === 'dies') return
        await settles([])(within, effect)
      },
      lookUp: async (_, { effectKey }) => (accepted.includes(effectKey) ? 'sent' : 'not sent'),
    })
    return { accepted, kind }
  }

  test('killed between sending and saying so: asked about, and never sent again', async () => {
    const councilId = aCouncil()
    await queue(councilId, ['x'], 'post')
    const { accepted, kind } = carrier()
    await sendWaiting(database, councilId, { post: kind('dies') }, { onFault })
    await lapse(councilId)
    await sendWaiting(database, councilId, { post: kind('answers') }, { onFault })
    assert.deepEqual(accepted, ['x'])
    assert.deepEqual(await effectOf(councilId), { state: 'sent', problem: null })
  })

  test('an answer that was lost leaves it unknown; asked, it was not there, and it goes', async () => {
    const councilId = aCouncil()
    await queue(councilId, ['y'], 'post')
    const { accepted, kind } = carrier()
    await sendWaiting(database, councilId, { post: kind('loses it') }, { onFault })
    assert.equal((await effectOf(councilId)).state, 'unknown')
    await lapse(councilId)
    while ((await effectOf(councilId)).state !== 'sent') {
      await sendWaiting(database, councilId, { post: kind('answers') }, { onFault })
      await lapse(councilId)
    }
    assert.deepEqual(accepted, ['y'])
  })

  test('a worker that does not know a kind leaves it alone, and one that cannot be asked about waits', async () => {
    const councilId = aCouncil()
    await queue(councilId, ['z'], 'post')
    const { kind } = carrier()
    await sendWaiting(database, councilId, { post: kind('dies') }, { onFault })
    await lapse(councilId)
    const sent: string[] = []
    assert.equal(
      await sendWaiting(database, councilId, { letter: { send: settles(sent) } }, { onFault }),
      0,
    )
    assert.equal((await effectOf(councilId)).state, 'sending')
    const deaf: EffectKind = {
      send: settles(sent),
      lookUp: async () => {
        throw new Error('The carrier does not answer.')
      },
    }
    await queue(councilId, ['next'], 'letter')
    const kinds = { post: deaf, letter: { send: settles(sent) } }
    await sendWaiting(database, councilId, kinds, { onFault })
    assert.deepEqual(sent, ['next'])
  })

  test('stopping finishes the one in hand and gives the others back', async () => {
    const councilId = aCouncil()
    await queue(councilId, ['1', '2', '3'])
    const sent: string[] = []
    const isStopping = () => sent.length > 0
    await sendWaiting(
      database,
      councilId,
      { letter: { send: settles(sent) } },
      { onFault, isStopping },
    )
    assert.equal(sent.length, 1)
    await sendWaiting(database, councilId, { letter: { send: settles(sent) } }, { onFault })
    assert.deepEqual(sent.toSorted(), ['1', '2', '3'])
  })
})
