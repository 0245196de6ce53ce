import { z } from 'zod'
import { record } from '#administration'
import { accountToOpen } from '#debts'
import type { Outcome } from '#values/outcome.ts'
import { someText, type Typed } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import {
  notFound,
  page,
  pageRefused,
  pageWithErrors,
  redirect,
  type Reply,
  type Request,
  route,
} from '#web/route.ts'
import { exceptions, findMessage } from './messages.ts'
import { exceptionsPage } from './pages/exceptions.page.ts'
import { type MessageModel, messagePage } from './pages/message.page.ts'
import { closeMessage, correctMessage, sendAgain, setOwner } from './settle.ts'

const notices = {
  corrected: 'It goes to its source again with the next file.',
  again: 'It goes to its source again with the next file.',
  closed: 'It is closed.',
  owner: 'Changed.',
} as const
const done = noticeIn(notices)

const list = route({
  method: 'GET',
  path: '/sources/exceptions',
  permission: 'source-messages:view',
  query: z.object({ done }),
  handle: async ({ db, session, council, today, query }) =>
    page(
      exceptionsPage({
        session,
        today,
        messages: await exceptions(db, council.id),
        notice: query.done,
      }),
    ),
})

const params = z.object({ message: z.guid() })
type Asked = Pick<
  Request<z.infer<typeof params>, unknown, unknown>,
  'db' | 'session' | 'council' | 'today' | 'params'
>

async function messageModel({ db, session, council, params: at }: Asked): Promise<MessageModel> {
  return { session, message: (await findMessage(db, council.id, at.message)) ?? notFound() }
}

const one = route({
  method: 'GET',
  path: '/sources/messages/:message',
  permission: 'source-messages:view',
  params,
  query: z.object({ done }),
  handle: async asked => {
    const model = await messageModel(asked)
    const { db, council, session, today } = asked
    // Whoever may not open the account may not open what is said of it.
    await accountToOpen(db, council.id, model.message.accountId, today)
    await record(db, {
      councilId: council.id,
      actor: session.staffId,
      action: 'viewed',
      objectKind: 'source message',
      objectId: model.message.id,
    })
    return page(messagePage({ ...model, notice: asked.query.done }))
  },
})

/** How a settled message is answered: back to the list, or to the message with why not. */
async function settled(
  asked: Asked,
  outcome: Outcome<unknown>,
  as: keyof typeof notices,
  typed: Typed = {},
): Promise<Reply> {
  if (outcome.ok) return redirect(`/sources/exceptions?done=${as}`)
  return pageRefused(
    messagePage({ ...(await messageModel(asked)), typed, refusal: outcome.refusal.says }),
  )
}

const ofMessage = ({ council, session, params: at }: Asked) => ({
  councilId: council.id,
  messageId: at.message,
  actor: session.staffId,
})

const correct = route({
  method: 'POST',
  path: '/sources/messages/:message/correct',
  permission: 'source-messages:settle',
  params,
  form: z.strictObject({
    reference: someText({ longest: 60, missing: 'Enter the account' }),
    says: someText({ longest: 4000 }).default(''),
    because: someText({ longest: 500, missing: 'Say what was wrong' }),
  }),
  handle: async asked => {
    const { form } = asked
    if (!form.ok)
      return pageWithErrors(
        messagePage({ ...(await messageModel(asked)), typed: form.typed, errors: form.errors }),
      )
    await messageModel(asked)
    const outcome = await correctMessage(asked.db, { ...ofMessage(asked), ...form.value })
    return settled(asked, outcome, 'corrected', form.typed)
  },
})

const again = route({
  method: 'POST',
  path: '/sources/messages/:message/again',
  permission: 'source-messages:settle',
  params,
  handle: async asked => {
    await messageModel(asked)
    return settled(asked, await sendAgain(asked.db, ofMessage(asked)), 'again')
  },
})

const close = route({
  method: 'POST',
  path: '/sources/messages/:message/close',
  permission: 'source-messages:settle',
  params,
  form: z.strictObject({ why: someText({ longest: 500, missing: 'Say why it is closed' }) }),
  handle: async asked => {
    const { form } = asked
    if (!form.ok)
      return pageWithErrors(
        messagePage({ ...(await messageModel(asked)), typed: form.typed, errors: form.errors }),
      )
    await messageModel(asked)
    const outcome = await closeMessage(asked.db, { ...ofMessage(asked), why: form.value.why })
    return settled(asked, outcome, 'closed', form.typed)
  },
})

const own = route({
  method: 'POST',
  path: '/sources/messages/:message/owner',
  permission: 'source-messages:settle',
  params,
  form: z.strictObject({ take: z.enum(['yes', 'no']) }),
  handle: async asked => {
    const { db, session, form, params: at } = asked
    await messageModel(asked)
    if (form.ok)
      await setOwner(db, {
        ...ofMessage(asked),
        owner: form.value.take === 'yes' ? session.staffId : null,
      })
    return redirect(`/sources/messages/${at.message}?done=owner`)
  },
})

export const messageRoutes = [list, one, correct, again, close, own]
