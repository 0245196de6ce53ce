import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { z } from 'zod'
import { asCouncil, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { verifyChain } from '../chain.ts'
import { aCouncil, setFigure } from '../testing/index.ts'
import { definitionOf, figureInWords, figureNames, figures } from './catalogue.ts'
import {
  agreeFigure,
  changesThatStand,
  endFigureChange,
  figureChanges,
  proposeFigure,
} from './change.ts'
import { figure, figuresOf } from './in-force.ts'

const database = await aDatabase()
after(() => database.close())

const name = 'figures-old'
const propose = (db: Db, councilId: number, value: number, by = 'one') =>
  proposeFigure(db, { councilId, name, by, value, because: 'Our files come each morning' })
const codeOf = (outcome: Awaited<ReturnType<typeof agreeFigure>>) =>
  outcome.ok ? 'done' : outcome.refusal.code

async function proposed(db: Db, councilId: number, value: number): Promise<string> {
  const outcome = await propose(db, councilId, value)
  assert(outcome.ok)
  return outcome.value
}

suite('the figures a council sets', () => {
  test('each is usual within its own bounds, and said in words', () => {
    for (const each of figureNames) {
      const { usual, least, most, label, says } = definitionOf(each)
      assert(least <= usual && usual <= most, each)
      assert(label.length > 10 && says.endsWith('.'), each)
    }
    assert.equal(
      new Set(figureNames.map(each => definitionOf(each).label)).size,
      figureNames.length,
    )
    assert.deepEqual(
      [
        figureInWords('figures-old', 1),
        figureInWords('figures-old', 7),
        figureInWords('brake-accounts', 10),
        figureInWords('large-and-late', 500_00),
        figureInWords('experience-enough', 20),
      ],
      ['1 day', '7 days', '10%', '£500.00', '20'],
    )
  })

  test('are the usual ones until two people set another, and another council’s are its own', async () => {
    await aCouncil(database, 1)
    await aCouncil(database, 2)
    const read = (councilId: number) =>
      asCouncil(database, councilId, async db => ({
        all: (await figuresOf(db, councilId))[name],
        one: (
          await db.one(
            z.object({ days: z.number() }),
            sql`select ${figure(councilId, name)} as days`,
          )
        ).days,
      }))
    assert.deepEqual(await read(1), { all: 7, one: 7 })
    const id = await asCouncil(database, 1, db => proposed(db, 1, 3))
    assert.deepEqual(await read(1), { all: 7, one: 7 })
    await asCouncil(database, 1, async db => {
      const of = { councilId: 1, name, changeId: id } as const
      assert.equal(
        codeOf(await agreeFigure(db, { ...of, by: 'one' })),
        'administration/figure-own-proposal',
      )
      assert.equal(codeOf(await agreeFigure(db, { ...of, by: 'another' })), 'done')
      assert.equal(
        codeOf(await agreeFigure(db, { ...of, by: 'another' })),
        'administration/figure-decided-already',
      )
    })
    assert.deepEqual(await read(1), { all: 3, one: 3 })
    await asCouncil(database, 1, db => setFigure(db, 1, name, 5))
    assert.deepEqual(await read(1), { all: 5, one: 5 })
    assert.deepEqual(await read(2), { all: 7, one: 7 })
    await asCouncil(database, 1, async db => {
      await proposed(db, 1, 9)
      const standing = await changesThatStand(db, 1)
      assert.deepEqual(
        standing.map(({ value, agreedBy }) => [value, agreedBy]),
        [
          [5, 'another'],
          [9, null],
        ],
      )
    })
    await asCouncil(database, 1, async db => {
      const chain = await verifyChain(db, 1)
      assert.equal(chain.brokenAt, undefined)
    })
  })

  test('are refused beyond their bounds, as they are, and while another change waits', async () => {
    await aCouncil(database, 3)
    await asCouncil(database, 3, async db => {
      const says = async (value: number) => {
        const outcome = await propose(db, 3, value)
        assert(!outcome.ok)
        return outcome.refusal.says
      }
      const { least, most } = figures[name]
      for (const value of [least - 1, most + 1, Number.NaN, 7.5]) {
        assert.equal(
          await says(value),
          'This figure is from 1 day to 31 days. Nothing was proposed.',
        )
      }
      assert.match(await says(7), /in force already/)
      await proposed(db, 3, most)
      assert.match(await says(least), /waits to be agreed/)
      assert.equal((await figureChanges(db, 3, name)).length, 1)
    })
  })

  test('a change is taken back or refused with why, stays as it was decided, and leaves room for the next', async () => {
    await aCouncil(database, 4)
    await asCouncil(database, 4, async db => {
      const of = { councilId: 4, name, why: 'It would act on old figures' } as const
      const first = await proposed(db, 4, 20)
      assert.equal(codeOf(await endFigureChange(db, { ...of, by: 'one', changeId: first })), 'done')
      const second = await proposed(db, 4, 21)
      assert.equal(
        codeOf(await endFigureChange(db, { ...of, by: 'another', changeId: second })),
        'done',
      )
      assert.equal(
        codeOf(await agreeFigure(db, { councilId: 4, name, by: 'another', changeId: second })),
        'administration/figure-decided-already',
      )
      // Another figure's page cannot decide it.
      const third = await proposed(db, 4, 22)
      const elsewhere = {
        councilId: 4,
        name: 'help-first',
        by: 'another',
        changeId: third,
      } as const
      assert.equal(
        codeOf(await agreeFigure(db, elsewhere)),
        'administration/figure-decided-already',
      )
      assert.equal((await figuresOf(db, 4))[name], 7)
      assert.deepEqual(
        (await figureChanges(db, 4, name)).map(({ endedBy }) => endedBy),
        [null, 'another', 'one'],
      )
    })
    const decided = sql`update administration.figure_change set agreed_by = 'x', agreed_at = now() where council_id = 4 and ended_at is not null`
    await assert.rejects(database.run(decided), /stays as it is/)
    const alone = sql`update administration.figure_change set agreed_by = 'one', agreed_at = now() where council_id = 4 and ended_at is null`
    await assert.rejects(database.run(alone), /agreed_by_a_second_person/)
  })
})
