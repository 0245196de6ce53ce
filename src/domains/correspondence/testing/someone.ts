import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { post } from '#debts'
import { aCouncilWithAccounts, someEntry } from '#debts/testing'
import {
  decideDetail,
  detailsOf,
  endMark,
  join,
  markDetail,
  type Marking,
  marksOf,
  takeIn,
} from '#parties'
import { asCouncil, type Database, type Db } from '#platform/db.ts'
import { sql } from '#platform/sql.ts'
import { LetterRefused, writeLetter } from '../write-letter.ts'

export const councilId = 1
export const actor = 'system:test'
export const today = Temporal.Now.plainDateISO('Europe/London')

export type Someone = {
  readonly accountId: string
  readonly personId: string
  readonly addressId: string
}

/** A council whose people are known to the source “test”, and what tests of where letters go do with them. */
export async function peopleToReach(database: Database) {
  const council = await aCouncilWithAccounts(database, councilId, 60)
  await database.run(sql`
    update administration.council set address = E'Civic Centre\nTestham QX1 1AA', telephone = '01632 960001'
    where council_id = 1`)
  const inCouncil = <T>(work: (db: Db) => Promise<T>) => asCouncil(database, councilId, work)

  let used = 0

  /** Somebody who owes £500 to the source “test”, which says that they live at “n High Street”. */
  async function someone(): Promise<Someone> {
    const accountId = council.accounts[used++] ?? ''
    return inCouncil(async db => {
      const entry = someEntry(council, accountId, { reference: accountId, amount: 500_00n })
      await post(db, { councilId, entry, actor })
      await db.run(sql`
        insert into parties.source_record (council_id, id, source, person_number, party_id, name, as_at)
        select 1, gen_random_uuid(), 'test', reference, lead_party_id, 'Ada Price', '2020-01-01'
        from debts.account where council_id = 1 and id = ${accountId}::uuid`)
      return db.one(
        z.object({ accountId: z.string(), personId: z.string(), addressId: z.string() }),
        sql`
          select account.id as account_id, account.lead_party_id as person_id, address.id as address_id
          from debts.account as account
          join parties.address as address on address.council_id = 1 and address.party_id = account.lead_party_id
          where account.council_id = 1 and account.id = ${accountId}::uuid`,
      )
    })
  }

  /** Another source's file tells of somebody: under a party of their own, or of an older record's with the same number. */
  const told = (personNumber: string, line: string, asAt = today) =>
    inCouncil(async db => {
      await takeIn(db, {
        councilId,
        records: sql`
          select 1 as row_no, 'housing'::text as source, ${personNumber}::text as person_number, 'person'::text as kind,
            'Ada Price'::text as name, null::date as date_of_birth, null::text as national_insurance_number,
            null::text as company_number, array[${line}, 'Testham']::text[] as lines, 'QX1 9ZZ'::text as postcode,
            '01632 960222'::text as telephone, null::text as email, false as is_placeholder,
            false as has_odd_characters, null::date as deceased_on`,
        fileId: '00000000-0000-4000-8000-000000000001',
        actor,
        asAt,
      })
      return db.one(
        z.object({ id: z.string() }),
        sql`
          select party_id as id from parties.source_record
          where council_id = 1 and source = 'housing' and person_number = ${personNumber}::text and superseded_at is null`,
      )
    })

  /** Somebody whom housing knows too, at “line”. */
  async function knownToHousing(line: string) {
    const them = await someone()
    const housing = await told(`H${used}`, line)
    await inCouncil(async db => {
      const joined = await join(db, {
        councilId,
        one: them.personId,
        other: housing.id,
        why: 'they say so',
        actor,
      })
      assert(joined.ok && joined.value.personId === them.personId)
    })
    return { ...them, housingId: housing.id, number: `H${used}` }
  }

  const letterTo = ({ accountId, personId }: Someone) => ({
    councilId,
    actionId: randomUUID(),
    accountId,
    partyId: personId,
    notice: 'reminder',
    claimed: 100_00n,
    issuedOn: today,
  })

  /** Where a letter about them went: the lines of its envelope; or the code of what stopped it. */
  async function sent(them: Someone): Promise<string> {
    try {
      await inCouncil(db => writeLetter(db, letterTo(them)))
    } catch (problem) {
      assert(problem instanceof LetterRefused, String(problem))
      return problem.refusal.code
    }
    const { facts } = await database.one(
      z.object({ facts: z.object({ addressee: z.string(), addressLines: z.array(z.string()) }) }),
      sql`
        select facts from correspondence.letter
        where council_id = 1 and party_id = ${them.personId}::uuid order by dispatched_at desc limit 1`,
    )
    return facts.addressLines.join(', ')
  }

  /** The database itself, asked for a letter to an address whatever the code would say. */
  const forced = ({ accountId, personId }: Someone, addressId: string) =>
    inCouncil(db =>
      db.run(sql`
        insert into correspondence.letter
          (council_id, id, action_id, account_id, party_id, address_id, template, template_version, title, channel, facts,
           generated_at, dispatched_at, sha256, pages)
        values (1, gen_random_uuid(), gen_random_uuid(), ${accountId}::uuid, ${personId}::uuid, ${addressId}::uuid, 'reminder',
          1, 'x', 'post', '{}', now(), now(), repeat('0', 64), 1)`),
    )

  const mark = (them: Someone, detailId: string, mark: Marking) =>
    inCouncil(db =>
      markDetail(db, {
        councilId,
        personId: them.personId,
        detailId,
        mark,
        onDay: today,
        because: 'it came back',
        actor,
      }),
    )
  const known = (them: Someone) => inCouncil(db => detailsOf(db, councilId, them.personId))
  const proposed = async (them: Someone) =>
    (await known(them)).filter(({ isProposed, kind }) => isProposed && kind === 'address')
  const decide = async (
    them: Someone,
    decision: 'accepted' | 'rejected',
    gateway = 'they agreed',
  ) => {
    const [detail] = await proposed(them)
    return inCouncil(db =>
      decideDetail(db, {
        councilId,
        personId: them.personId,
        detailId: detail?.id ?? randomUUID(),
        decision,
        because: 'they rang',
        gateway,
        actor,
      }),
    )
  }
  const takeBack = async (them: Someone) =>
    inCouncil(async db => {
      for (const { id, endedAt } of await marksOf(db, councilId, them.personId))
        if (!endedAt)
          assert(
            await endMark(db, {
              councilId,
              personId: them.personId,
              markId: id,
              why: 'it was wrong',
              actor,
            }),
          )
    })

  return {
    inCouncil,
    someone,
    told,
    knownToHousing,
    sent,
    forced,
    mark,
    known,
    proposed,
    decide,
    takeBack,
  }
}
