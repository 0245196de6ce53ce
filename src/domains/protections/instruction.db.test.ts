import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { aCouncilWithAccounts } from '#debts/testing'
import { asCouncil } from '#platform/db.ts'
import { aDatabase } from '#platform/testing/database.ts'
import {
  endInstruction,
  hasLapsed,
  instruct,
  instructionsFor,
  type NewInstruction,
} from './instruction.ts'

const database = await aDatabase()
after(() => database.close())
const { parties } = await aCouncilWithAccounts(database, 1, 2)
const [theirs = '', another = ''] = parties
const today = Temporal.PlainDate.from('2026-11-26')

const anInstruction = (differences: Partial<NewInstruction> = {}): NewInstruction => ({
  councilId: 1,
  partyId: theirs,
  becauseOf: 'support need',
  says: 'Large print',
  detail: '',
  lapsesOn: today.add({ months: 6 }),
  today,
  actor: 'system:test',
  ...differences,
})

suite('what to do differently with somebody', () => {
  test('is looked at again within a year, is on the list, and a risk is no support need', () =>
    asCouncil(database, 1, async db => {
      for (const [differences, code] of [
        [{ lapsesOn: today.subtract({ days: 1 }) }, 'lapses-before-today'],
        [{ lapsesOn: today.add({ years: 1, days: 1 }) }, 'lapses-too-late'],
        [{ says: 'Be kind' }, 'not-an-instruction'],
        [{ says: 'Two officers at every visit' }, 'not-an-instruction'],
      ] as const) {
        const kept = await instruct(db, anInstruction(differences))
        assert.equal(kept.ok || kept.refusal.code, code)
      }
      assert.deepEqual(await instructionsFor(db, { councilId: 1, partyId: theirs }), [])
      for (const lapsesOn of [today, today.add({ years: 1 })])
        assert((await instruct(db, anInstruction({ lapsesOn }))).ok)
    }))

  test('lapses the day after its day and is still shown; it is ended once, under its own person', () =>
    asCouncil(database, 1, async db => {
      const kept = await instruct(db, anInstruction({ partyId: another, lapsesOn: today }))
      assert(kept.ok)
      const [one] = await instructionsFor(db, { councilId: 1, partyId: another })
      assert(one)
      assert(!hasLapsed(one, today))
      assert(hasLapsed(one, today.add({ days: 1 })))
      const end = (personId: string) =>
        endInstruction(db, {
          councilId: 1,
          personId,
          instructionId: kept.value,
          why: 'no longer needed',
          actor: 'system:test',
        })
      assert.equal(await end(theirs), false)
      assert.equal(await end(another), true)
      assert.equal(await end(another), false)
      assert.deepEqual(await instructionsFor(db, { councilId: 1, partyId: another }), [])
    }))
})
