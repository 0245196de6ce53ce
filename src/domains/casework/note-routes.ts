import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { recordPageView } from '#administration'
import type { Db } from '#platform/db.ts'
import { type Errors, someText } from '#web/form.ts'
import { notFound, page, pageRefused, pageWithErrors, redirect, route } from '#web/route.ts'
import { isToldThings, tellSource } from '#write-back'
import { type Asked, readCase } from './case-head.ts'
import { notesOn, writeNote } from './note.ts'
import { notePage } from './pages/note.page.ts'
import { pin, unpin } from './pin.ts'

const person = z.object({ person: z.guid() })
const empty = z.literal('').transform(() => undefined)

/** The note to be corrected, if it is this person's and stands. */
const standing = async ({ db, council }: Asked, personId: string, noteId: string) =>
  (await notesOn(db, { councilId: council.id, partyId: personId }, 500)).find(
    ({ id, correctedById }) => id === noteId && correctedById === null,
  )

const write = route({
  method: 'GET',
  path: '/people/:person/notes/new',
  permission: 'contacts:record',
  params: person,
  query: z.object({ corrects: z.guid().optional() }),
  handle: async asked => {
    const { params, query } = asked
    const theirs = await readCase(asked, params.person)
    await recordPageView(asked, { partyId: theirs.party.id, route: '/people/:person/notes/new' })
    const noteId = randomUUID()
    if (query.corrects === undefined) return page(notePage({ ...theirs, noteId }))
    const corrects = (await standing(asked, theirs.party.id, query.corrects)) ?? notFound()
    const typed = { says: corrects.says, account: corrects.accountId ?? '' }
    return page(notePage({ ...theirs, noteId, corrects, typed }))
  },
})

/** Asked before anything is kept: a note goes to the source of one account, which must be told things at all. */
async function whyNotToSource(
  db: Db,
  { councilId, accountId }: { readonly councilId: number; readonly accountId: string | undefined },
): Promise<Errors | undefined> {
  if (accountId === undefined) return { account: 'Choose the account whose source is to read it' }
  return (await isToldThings(db, councilId, accountId))
    ? undefined
    : { tell: 'That account’s source is only read here, so it cannot be told. Leave this out' }
}

const keep = route({
  method: 'POST',
  path: '/people/:person/notes',
  permission: 'contacts:record',
  params: person,
  form: z.strictObject({
    note: z.guid(),
    corrects: z.union([empty, z.guid()]),
    account: z.union([empty, z.guid()]),
    says: someText({ longest: 4000, missing: 'Write the note' }),
    tell: z.literal('source').optional(),
  }),
  handle: async asked => {
    const { db, params, form, session, council, now, today } = asked
    const theirs = await readCase(asked, params.person)
    const { personId } = theirs.party
    const corrects = form.typed['corrects']
      ? await standing(asked, personId, form.typed['corrects'])
      : undefined
    const again = {
      ...theirs,
      noteId: form.typed['note'] ?? randomUUID(),
      corrects,
      typed: form.typed,
    }
    if (!form.ok) return pageWithErrors(notePage({ ...again, errors: form.errors }))
    const { note: id, account, says, corrects: correctsId, tell } = form.value
    if (account !== undefined && !theirs.accounts.some(({ id }) => id === account))
      return pageWithErrors(
        notePage({ ...again, errors: { account: 'Choose one of their accounts' } }),
      )
    const cannotTell =
      tell && (await whyNotToSource(db, { councilId: council.id, accountId: account }))
    if (cannotTell) return pageWithErrors(notePage({ ...again, errors: cannotTell }))
    const written = await writeNote(db, {
      councilId: council.id,
      id,
      personId,
      accountId: account,
      says,
      correctsId,
      actor: session.staffId,
      now,
    })
    if (!written.ok)
      return pageRefused(notePage({ ...again, errors: { says: written.refusal.says } }))
    if (tell && account !== undefined)
      await tellSource(db, {
        councilId: council.id,
        accountId: account,
        kind: 'note',
        key: `note/${id}`,
        on: today,
        says,
        by: session.staffId,
      })
    return redirect(`/people/${personId}?done=noted`)
  },
})

const pins = route({
  method: 'POST',
  path: '/people/:person/pins',
  permission: 'contacts:record',
  params: person,
  form: z.strictObject({ entry: z.guid(), pinned: z.enum(['yes', 'no']) }),
  handle: async asked => {
    const { db, form, session, council } = asked
    const { party } = await readCase(asked, asked.params.person)
    if (!form.ok) return notFound()
    const { entry: entryId, pinned } = form.value
    const theirs = {
      councilId: council.id,
      personId: party.personId,
      entryId,
      actor: session.staffId,
    }
    await (pinned === 'yes' ? pin(db, theirs) : unpin(db, theirs))
    return redirect(`/people/${party.personId}?done=${pinned === 'yes' ? 'pinned' : 'unpinned'}`)
  },
})

export const noteRoutes = [write, keep, pins]
