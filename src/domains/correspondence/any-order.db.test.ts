import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { endMark, marksOf } from '#parties'
import { sql } from '#platform/sql.ts'
import { aDatabase } from '#platform/testing/database.ts'
import { actor, councilId, peopleToReach } from './testing/someone.ts'

const database = await aDatabase()
after(() => database.close())
const { decide, inCouncil, known, knownToHousing, mark, sent, told } = await peopleToReach(database)

const happens = fc.oneof(
  fc.record({ is: fc.constant('file' as const), house: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    is: fc.constant('mark' as const),
    which: fc.nat(4),
    as: fc.constantFrom('not theirs' as const, 'gone away' as const, 'confidential' as const),
  }),
  fc.record({
    is: fc.constant('decide' as const),
    decision: fc.constantFrom('accepted' as const, 'rejected' as const),
  }),
  fc.record({ is: fc.constant('take back' as const), which: fc.nat(4) }),
)

/** How much is kept of somebody's details, ended or not. */
const kept = (personId: string) =>
  database.one(
    z.object({ details: z.number(), marks: z.number() }),
    sql`
      select (select count(*)::int from parties.detail as detail
          join parties.party on party.council_id = 1 and party.id = detail.party_id
          where detail.council_id = 1 and party.person_id = ${personId}::uuid) as details,
        (select count(*)::int from parties.detail_mark as mark
          join parties.party on party.council_id = 1 and party.id = mark.party_id
          where mark.council_id = 1 and party.person_id = ${personId}::uuid) as marks`,
  )

test('property: whatever order marks, files and decisions come in, nothing is lost and no letter goes to a marked address', () =>
  fc.assert(
    fc.asyncProperty(fc.array(happens, { minLength: 1, maxLength: 7 }), async events => {
      const them = await knownToHousing('1 Test Road')
      let before = await kept(them.personId)
      for (const event of events) {
        const addresses = (await known(them)).filter(({ kind }) => kind === 'address')
        if (event.is === 'file') await told(them.number, `${event.house} Test Road`)
        if (event.is === 'decide') await decide(them, event.decision)
        if (event.is === 'mark')
          await mark(them, addresses[event.which % addresses.length]?.id ?? '', event.as)
        if (event.is === 'take back')
          await inCouncil(async db => {
            const standing = (await marksOf(db, councilId, them.personId)).filter(
              ({ endedAt }) => !endedAt,
            )
            const one = standing[event.which % Math.max(standing.length, 1)]
            if (one)
              await endMark(db, {
                councilId,
                personId: them.personId,
                markId: one.id,
                why: 'tried',
                actor,
              })
          })
        const now = await kept(them.personId)
        assert(now.details >= before.details && now.marks >= before.marks, 'nothing is lost')
        before = now

        const marked = (await known(them)).filter(({ marks }) =>
          marks.some(({ mark }) => mark !== 'accepted' && mark !== 'rejected'),
        )
        const went = await sent(them)
        assert(
          !marked.some(({ text }) => text === went),
          `a letter went to ${went} after ${JSON.stringify(events)}`,
        )
      }
    }),
    { numRuns: 25, endOnFailure: true },
  ))
