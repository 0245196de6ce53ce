import { z } from 'zod'
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
import { addBankAccount, bankAccounts } from './bank-accounts.ts'
import { bankCsvProfilesOf } from './bank-csv-profiles.ts'
import {
  countLine,
  explainLine,
  findLine,
  linesOfFile,
  linesToExplain,
  mayHaveReturned,
} from './bank-lines.ts'
import { bySource, cameIn, differences, findStatementFile, recentStatementFiles } from './board.ts'
import { closingsOfMonth, gapsOfFile, gapsOfMonth } from './follows-on.ts'
import { returnReceipt } from './move-receipt.ts'
import { bankAccountsPage } from './pages/bank-accounts.page.ts'
import { type LineModel, linePage, linesPage } from './pages/lines.page.ts'
import { reconciliationPage } from './pages/reconciliation.page.ts'
import { statementPage, statementsPage } from './pages/statements.page.ts'
import { takeStatement } from './take-statement.ts'

const largestUpload = 200_000_000
const linesOnPage = 100

const listed = async (
  db: Db,
  session: Session,
  again: { readonly typed?: Typed; readonly errors?: Errors } = {},
) =>
  statementsPage({
    session,
    files: await recentStatementFiles(db, session.council.id),
    banks: await bankCsvProfilesOf(db, session.council.id),
    ...again,
  })

const statements = route({
  method: 'GET',
  path: '/receipts/statements',
  permission: 'receipts:view',
  handle: async ({ db, session }) => page(await listed(db, session)),
})

const take = route({
  method: 'POST',
  path: '/receipts/statements',
  permission: 'statements:take',
  upload: { largestBytes: largestUpload },
  // A browser without the file part sends its name as a field.
  form: z.strictObject({ bank: z.string().max(40).default(''), file: z.string().optional() }),
  handle: async ({ database, session, council, today, form, file }) => {
    const again = (errors: Errors, reply: typeof pageRefused) =>
      asCouncil(database, council.id, async db =>
        reply(await listed(db, session, { typed: form.typed, errors })),
      )
    const bank = form.ok ? form.value.bank : ''
    const profile =
      bank === ''
        ? undefined
        : (await asCouncil(database, council.id, db => bankCsvProfilesOf(db, council.id))).find(
            ({ name }) => name === bank,
          )
    if (!form.ok || (bank !== '' && !profile))
      return again({ bank: 'Choose what it is' }, pageWithErrors)
    if (!file) return again({ file: 'Choose a file' }, pageWithErrors)
    const taken = await takeStatement(database, {
      councilId: council.id,
      fileName: file.name,
      bytes: file.bytes,
      profile,
      today,
      actor: session.staffId,
    })
    if (!taken.ok) return again({ file: taken.refusal.says }, pageRefused)
    const { fileId, again: isAgain } = taken.value
    return redirect(`/receipts/statements/${fileId}?done=${isAgain ? 'again' : 'taken'}`)
  },
})

const notices = {
  taken: 'The statement was taken in: every line is accounted for, as below.',
  again: 'This file had been taken in before, as below. Nothing was changed.',
} as const

const statement = route({
  method: 'GET',
  path: '/receipts/statements/:file',
  permission: 'receipts:view',
  params: z.object({ file: z.guid() }),
  query: z.object({
    after: z.coerce.number().int().min(0).max(2e9).default(0).catch(0),
    done: noticeIn(notices),
  }),
  handle: async ({ db, session, council, params, query }) => {
    const file = (await findStatementFile(db, council.id, params.file)) ?? notFound()
    const found = await linesOfFile(db, {
      councilId: council.id,
      fileId: file.id,
      after: query.after,
      limit: linesOnPage + 1,
    })
    const lines = found.slice(0, linesOnPage)
    return page(
      statementPage({
        session,
        file,
        lines,
        gaps: await gapsOfFile(db, council.id, file.id),
        next: found.length > linesOnPage ? lines.at(-1)?.line : undefined,
        notice: query.done,
      }),
    )
  },
})

const lines = route({
  method: 'GET',
  path: '/receipts/lines',
  permission: 'receipts:view',
  query: z.object({ done: z.literal('explained').optional().catch(undefined) }),
  handle: async ({ db, session, council, query }) =>
    page(
      linesPage({
        session,
        lines: await linesToExplain(db, council.id),
        notice: query.done && 'The line is accounted for.',
      }),
    ),
})

const lineParams = z.object({ line: z.guid() })
type AskedLine = Pick<
  Request<z.infer<typeof lineParams>, unknown, unknown>,
  'db' | 'session' | 'council' | 'params'
>

async function lineModel({ db, session, council, params }: AskedLine): Promise<LineModel> {
  const line = (await findLine(db, council.id, params.line)) ?? notFound()
  return { session, line, candidates: await mayHaveReturned(db, council.id, line.id) }
}

const oneLine = route({
  method: 'GET',
  path: '/receipts/lines/:line',
  permission: 'receipts:view',
  params: lineParams,
  handle: async asked => page(linePage(await lineModel(asked))),
})

const explain = route({
  method: 'POST',
  path: '/receipts/lines/:line',
  permission: 'receipts:post',
  params: lineParams,
  form: z.strictObject({
    what: z.union([z.guid(), z.enum(['payment', 'other'])], { error: 'Choose what it is' }),
    why: someText({ longest: 500, missing: 'Say how it is known' }),
  }),
  handle: async asked => {
    const { db, session, council, params, today, form } = asked
    const again = async (errors: Errors) =>
      linePage({ ...(await lineModel(asked)), typed: form.typed, errors })
    if (!form.ok) return pageWithErrors(await again(form.errors))
    const { what, why } = form.value
    const of = { councilId: council.id, lineId: params.line, why, actor: session.staffId }
    if (what === 'payment') {
      const counted = await countLine(db, { ...of, today })
      return counted.ok
        ? redirect(`/receipts/${counted.value}`)
        : pageRefused(await again({ what: counted.refusal.says }))
    }
    const outcome =
      what === 'other'
        ? await explainLine(db, of)
        : await returnReceipt(db, { ...of, receiptId: what })
    return outcome.ok
      ? redirect('/receipts/lines?done=explained')
      : pageRefused(await again({ what: outcome.refusal.says }))
  },
})

const reconciliation = route({
  method: 'GET',
  path: '/receipts/reconciliation',
  permission: 'receipts:view',
  query: z.object({
    month: z
      .string()
      .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
      .optional()
      .catch(undefined),
    source: z.string().max(100).optional().catch(undefined),
    which: z.enum(['untold', 'unseen']).optional().catch(undefined),
  }),
  handle: async ({ db, session, council, today, query }) => {
    const month =
      query.month === undefined
        ? today.toPlainYearMonth()
        : Temporal.PlainYearMonth.from(query.month)
    const of = { councilId: council.id, month }
    const { source, which } = query
    return page(
      reconciliationPage({
        session,
        month,
        shares: await cameIn(db, of),
        sources: await bySource(db, of),
        closings: await closingsOfMonth(db, council.id, month),
        gaps: await gapsOfMonth(db, council.id, month),
        asked:
          source !== undefined && which !== undefined
            ? { source, which, differences: await differences(db, of, { source, which }) }
            : undefined,
      }),
    )
  },
})

const accounts = route({
  method: 'GET',
  path: '/receipts/bank-accounts',
  permission: 'receipts:view',
  query: z.object({ done: z.literal('added').optional().catch(undefined) }),
  handle: async ({ db, session, council, query }) =>
    page(
      bankAccountsPage({
        session,
        accounts: await bankAccounts(db, council.id),
        notice: query.done && 'The bank account is added.',
      }),
    ),
})

const addAccount = route({
  method: 'POST',
  path: '/receipts/bank-accounts',
  permission: 'bank-accounts:set',
  form: z.strictObject({
    number: someText({ longest: 60, missing: 'Enter the account' }),
    name: someText({ longest: 60, missing: 'Say what it is called' }),
  }),
  handle: async ({ db, session, council, form }) => {
    const again = async (errors: Errors) =>
      bankAccountsPage({
        session,
        accounts: await bankAccounts(db, council.id),
        typed: form.typed,
        errors,
      })
    if (!form.ok) return pageWithErrors(await again(form.errors))
    const added = await addBankAccount(db, {
      councilId: council.id,
      ...form.value,
      actor: session.staffId,
    })
    return added.ok
      ? redirect('/receipts/bank-accounts?done=added')
      : pageRefused(await again({ number: added.refusal.says }))
  },
})

export const statementRoutes = [
  statements,
  take,
  statement,
  lines,
  oneLine,
  explain,
  reconciliation,
  accounts,
  addAccount,
]
