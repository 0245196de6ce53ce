import { z } from 'zod'
import { record } from '#administration'
import { asCouncil, type Db } from '#platform/db.ts'
import { type Errors, someText, type Typed } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import {
  notFound,
  page,
  pageRefused,
  pageWithErrors,
  redirect,
  type Request,
  route,
} from '#web/route.ts'
import type { Session } from '#web/session.ts'
import { type RemittanceModel, remittancePage } from './pages/remittance.page.ts'
import { remittancesPage } from './pages/remittances.page.ts'
import { type RowModel, rowPage } from './pages/row.page.ts'
import { postRemittance } from './post-remittance.ts'
import * as refusals from './refusals.ts'
import {
  findRemittance,
  findRow,
  moneyFor,
  queriesOf,
  recentRemittances,
  rowsOf,
} from './remittance.ts'
import { acceptRow, closeRow, putRowAside } from './settle-row.ts'
import { mayTakeBack, takeBackRow } from './take-back-row.ts'
import { largestRemittance, takeRemittance } from './take-remittance.ts'

const rowsOnPage = 100

const listed = async (
  db: Db,
  session: Session,
  again: { readonly typed?: Typed; readonly errors?: Errors } = {},
) =>
  remittancesPage({
    session,
    remittances: await recentRemittances(db, session.council.id),
    ...again,
  })

const remittances = route({
  method: 'GET',
  path: '/receipts/remittances',
  permission: 'receipts:view',
  handle: async ({ db, session }) => page(await listed(db, session)),
})

const take = route({
  method: 'POST',
  path: '/receipts/remittances',
  permission: 'statements:take',
  upload: { largestBytes: largestRemittance + 1 },
  // A browser without the file part sends its name as a field.
  form: z.strictObject({
    agent: someText({ longest: 100, missing: 'Say which agent it is from' }),
    file: z.string().optional(),
  }),
  handle: async ({ database, session, council, today, form, file }) => {
    const again = (errors: Errors, reply: typeof pageRefused) =>
      asCouncil(database, council.id, async db =>
        reply(await listed(db, session, { typed: form.typed, errors })),
      )
    if (!form.ok) return again(form.errors, pageWithErrors)
    if (!file) return again({ file: 'Choose a file' }, pageWithErrors)
    const bytes = await whole(file.bytes)
    if (!bytes)
      return again({ file: refusals.remittanceTooLarge(largestRemittance).says }, pageRefused)
    const taken = await asCouncil(database, council.id, db =>
      takeRemittance(db, {
        councilId: council.id,
        agent: form.value.agent,
        fileName: file.name,
        bytes,
        today,
        actor: session.staffId,
      }),
    )
    if (!taken.ok) return again({ file: taken.refusal.says }, pageRefused)
    const { remittanceId, again: isAgain } = taken.value
    return redirect(`/receipts/remittances/${remittanceId}?done=${isAgain ? 'again' : 'taken'}`)
  },
})

/** Everything that arrives, or nothing where it is too much. */
async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size <= largestRemittance) chunks.push(chunk)
  }
  return size > largestRemittance ? undefined : Buffer.concat(chunks)
}

const notices = {
  taken:
    'The remittance was taken in: every row waits to be posted, or is put aside with what to ask.',
  again: 'This file had been taken in before, as below. Nothing was changed.',
  posted: 'The rows are on their accounts.',
  settled: 'The row is settled.',
} as const

const params = z.object({ remittance: z.guid() })
type Asked = Pick<
  Request<z.infer<typeof params>, unknown, unknown>,
  'db' | 'session' | 'council' | 'params'
>

async function model({ db, session, council, params }: Asked, after = 0): Promise<RemittanceModel> {
  const remittance = (await findRemittance(db, council.id, params.remittance)) ?? notFound()
  const found = await rowsOf(db, council.id, remittance.id, { after, limit: rowsOnPage + 1 })
  const rows = found.slice(0, rowsOnPage)
  return {
    session,
    remittance,
    rows,
    next: found.length > rowsOnPage ? rows.at(-1)?.row : undefined,
    queries: await queriesOf(db, council.id, remittance.id),
    money: remittance.receiptId === null ? await moneyFor(db, council.id, remittance) : [],
  }
}

const remittance = route({
  method: 'GET',
  path: '/receipts/remittances/:remittance',
  permission: 'receipts:view',
  params,
  query: z.object({
    after: z.coerce.number().int().min(0).max(2e9).default(0).catch(0),
    done: noticeIn(notices),
  }),
  handle: async asked => {
    const { db, session, council, query } = asked
    const found = await model(asked, query.after)
    // Who is with an agent, and what they paid: somebody looked at it.
    await record(db, {
      councilId: council.id,
      actor: session.staffId,
      action: 'viewed',
      objectKind: 'remittance',
      objectId: found.remittance.id,
    })
    return page(remittancePage({ ...found, notice: query.done }))
  },
})

const post = route({
  method: 'POST',
  path: '/receipts/remittances/:remittance',
  permission: 'receipts:post',
  params,
  form: z.strictObject({
    receipt: z.union([z.guid(), z.literal('none')], 'Choose which payment it is'),
  }),
  handle: async asked => {
    const { db, session, council, params: at, form } = asked
    const again = async (errors: Errors) =>
      remittancePage({ ...(await model(asked)), typed: form.typed, errors })
    if (!form.ok) return pageWithErrors(await again(form.errors))
    const posted = await postRemittance(db, {
      councilId: council.id,
      remittanceId: at.remittance,
      receiptId: form.value.receipt === 'none' ? undefined : form.value.receipt,
      actor: session.staffId,
    })
    return posted.ok
      ? redirect(`/receipts/remittances/${at.remittance}?done=posted`)
      : pageRefused(await again({ receipt: posted.refusal.says }))
  },
})

const rowParams = z.object({ remittance: z.guid(), row: z.coerce.number().int().min(1).max(2e9) })
type AskedRow = Pick<
  Request<z.infer<typeof rowParams>, unknown, unknown>,
  'db' | 'session' | 'council' | 'params'
>

async function rowModel({ db, session, council, params }: AskedRow): Promise<RowModel> {
  const row = (await findRow(db, council.id, params.remittance, params.row)) ?? notFound()
  return {
    session,
    remittance: (await findRemittance(db, council.id, params.remittance)) ?? notFound(),
    row,
    payments: await mayTakeBack(db, council.id, row),
  }
}

const oneRow = route({
  method: 'GET',
  path: '/receipts/remittances/:remittance/rows/:row',
  permission: 'receipts:view',
  params: rowParams,
  handle: async asked => page(rowPage(await rowModel(asked))),
})

const settleRow = route({
  method: 'POST',
  path: '/receipts/remittances/:remittance/rows/:row',
  permission: 'receipts:post',
  params: rowParams,
  form: z.strictObject({
    what: z.enum(['accept', 'put aside', 'take back', 'close']),
    why: someText({ longest: 500, missing: 'Say how it is known' }),
    reference: someText({ longest: 60 }).default(''),
    payment: z.guid('Choose the payment that they took back').optional(),
  }),
  handle: async asked => {
    const { db, session, council, params: at, form } = asked
    const again = async (errors: Errors) =>
      rowPage({ ...(await rowModel(asked)), typed: form.typed, errors })
    if (!form.ok) return pageWithErrors(await again(form.errors))
    const { what, why, reference, payment } = form.value
    if (what === 'take back' && payment === undefined)
      return pageWithErrors(await again({ payment: 'Choose the payment that they took back' }))
    const of = {
      councilId: council.id,
      remittanceId: at.remittance,
      row: at.row,
      why,
      actor: session.staffId,
    }
    const { field, settle } = {
      accept: { field: 'reference', settle: () => acceptRow(db, { ...of, reference }) },
      'put aside': { field: 'why', settle: () => putRowAside(db, of) },
      'take back': {
        field: 'payment',
        settle: () => takeBackRow(db, { ...of, receiptId: payment ?? '' }),
      },
      close: { field: 'why', settle: () => closeRow(db, of) },
    }[what]
    const settled = await settle()
    return settled.ok
      ? redirect(`/receipts/remittances/${at.remittance}?done=settled`)
      : pageRefused(await again({ [field]: settled.refusal.says }))
  },
})

export const remittanceRoutes = [remittances, take, remittance, post, oneRow, settleRow]
