import { z } from 'zod'
import { recordView } from '#administration'
import { someText } from '#web/form.ts'
import { file, notFound, page, route } from '#web/route.ts'
import { auditOpened, countLetters, openLetter, recentLetters } from './letters.ts'
import { lettersPage } from './pages/letters.page.ts'

const list = route({
  method: 'GET',
  path: '/letters',
  permission: 'letters:view',
  query: z.object({ skip: z.coerce.number().int().min(0).max(1_000_000).default(0) }),
  handle: async ({ db, session, council, query }) =>
    page(
      lettersPage({
        session,
        letters: await recentLetters(db, {
          councilId: council.id,
          reference: '',
          skip: query.skip,
        }),
        total: await countLetters(db, council.id),
        reference: '',
        skip: query.skip,
      }),
    ),
})

const find = route({
  method: 'POST',
  path: '/letters',
  permission: 'letters:view',
  form: z.strictObject({ reference: someText({ longest: 100 }) }),
  handle: async ({ db, session, council, form }) => {
    const reference = form.ok ? form.value.reference : ''
    return page(
      lettersPage({
        session,
        letters: await recentLetters(db, { councilId: council.id, reference, skip: 0 }),
        total: await countLetters(db, council.id),
        reference,
        skip: 0,
      }),
    )
  },
})

const open = route({
  method: 'GET',
  path: '/letters/:letter',
  permission: 'letters:view',
  params: z.object({ letter: z.uuid() }),
  handle: async ({ db, session, council, params }) => {
    const letter = (await openLetter(db, council.id, params.letter)) ?? notFound()
    const by = { councilId: council.id, actor: session.staffId }
    await recordView(db, {
      ...by,
      partyId: letter.partyId,
      purpose: 'casework',
      route: '/letters/:letter',
    })
    await auditOpened(db, { ...by, letterId: letter.id })
    return file({
      contentType: 'application/pdf',
      name: `letter-${letter.id}.pdf`,
      bytes: letter.pdf,
    })
  },
})

export const correspondenceRoutes = [list, find, open]
