import { z } from 'zod'
import { record, recordPageView } from '#administration'
import type { Db } from '#platform/db.ts'
import type { Session } from '#web/session.ts'
import { someText } from '#web/form.ts'
import type { Html } from '#web/html.ts'
import { Refused } from '#web/refused.ts'
import { file, notFound, page, pageWithErrors, redirect, route } from '#web/route.ts'
import { type Listed, lettersPage, pathOf } from './pages/letters.page.ts'
import {
  countLetters,
  letterStates,
  openLetter,
  sentLetters,
  unsentLetters,
  type Wanted,
} from './queries.ts'
import { templates } from './templates.ts'

const template = z.enum(['', ...Object.keys(templates)]).default('')
const state = z.enum(letterStates).default('sent')

async function outbox(
  db: Db,
  session: Session,
  asked: Omit<Wanted, 'councilId'> & Pick<Listed, 'state'>,
  errors: Readonly<Record<string, string | undefined>> = {},
): Promise<Html> {
  const wanted = { ...asked, councilId: session.council.id }
  return lettersPage({
    session,
    ...asked,
    errors,
    sent: asked.state === 'sent' ? await sentLetters(db, wanted) : [],
    unsent: asked.state === 'sent' ? [] : await unsentLetters(db, wanted, asked.state),
    counts: await countLetters(db, session.council.id),
  })
}

const list = route({
  method: 'GET',
  path: '/letters',
  permission: 'letters:view',
  query: z.object({
    state,
    template,
    skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
  }),
  handle: async ({ db, session, query }) =>
    page(await outbox(db, session, { ...query, reference: '' })),
})

// Posted, so that a reference is never part of an address that a log, a history or a referrer keeps.
const find = route({
  method: 'POST',
  path: '/letters',
  permission: 'letters:view',
  form: z.strictObject({ state, template, reference: someText({ longest: 100 }) }),
  handle: async ({ db, session, form }) => {
    if (!form.ok) {
      const { reference = '' } = form.typed
      const nothing = { state: 'sent', template: '', skip: 0 } as const
      return pageWithErrors(await outbox(db, session, { ...nothing, reference }, form.errors))
    }
    if (form.value.reference === '') return redirect(pathOf({ ...form.value, skip: 0 }))
    return page(await outbox(db, session, { ...form.value, skip: 0 }))
  },
})

const confidentialLetter =
  'This letter shows an address that is confidential, so it is not opened. A team leader can open it.'

/** Opening a letter is opening the record of the person it is to. */
const open = route({
  method: 'GET',
  path: '/letters/:letter',
  permission: 'letters:view',
  params: z.object({ letter: z.guid() }),
  handle: async ({ db, session, council, params }) => {
    const letter = (await openLetter(db, council.id, params.letter)) ?? notFound()
    if (letter.isConfidential && !session.permissions.includes('restricted:view'))
      throw new Refused(403, confidentialLetter)
    const by = { councilId: council.id, actor: session.staffId }
    await recordPageView(
      { db, session, council },
      { partyId: letter.partyId, route: '/letters/:letter' },
    )
    await record(db, { ...by, action: 'opened', objectKind: 'letter', objectId: letter.id })
    return file({
      contentType: 'application/pdf',
      name: `letter-${letter.accountReference}-${letter.template}.pdf`,
      bytes: letter.pdf,
    })
  },
})

export const correspondenceRoutes = [list, find, open]
