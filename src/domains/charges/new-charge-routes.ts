import { z } from 'zod'
import { recordPageView } from '#administration'
import { accountToOpen } from '#debts'
import { amountOfMoney, maybeDate, someDate, someText } from '#web/form.ts'
import { page, pageRefused, pageWithErrors, redirect, route } from '#web/route.ts'
import { addCharge } from './add-charge.ts'
import { type ChargeKind, chargeKinds } from './kinds.ts'
import { newChargePage } from './pages/new-charge.page.ts'

const path = '/accounts/:account/charges/new'
const params = z.object({ account: z.guid() })
const kind = z.enum(chargeKinds)

const show = route({
  method: 'GET',
  path,
  permission: 'charges:add',
  params,
  query: z.object({ kind: kind.catch('summons costs') }),
  handle: async asked => {
    const { db, session, council, params, today, query } = asked
    const account = await accountToOpen(db, council.id, params.account, today)
    await recordPageView(asked, { partyId: account.leadPartyId, route: path })
    return page(newChargePage({ session, account, kind: query.kind }))
  },
})

const wrongMoney = 'The amount must be in pounds and pence, like 50 or 52.50'
const money = z
  .union(
    [
      z.literal('').transform(() => undefined),
      amountOfMoney({ missing: wrongMoney, wrong: wrongMoney }),
    ],
    { error: wrongMoney },
  )
  .optional()
const wrongDay = 'The day must be a real date, like 27/3/2026'
const percent = z
  .string()
  .trim()
  .optional()
  .transform((text, context) => {
    if (text === undefined || text === '') return undefined
    if (/^\d{1,2}(\.\d{1,2})?$/.test(text) && Number(text) > 0) return Number(text)
    context.addIssue({
      code: 'custom',
      message: 'The rate must be in per cent a year with two decimals at most, like 4 or 4.25',
    })
    return z.NEVER
  })

/** Which field a refusal is about; any other is said above the form. */
const besideIt: Readonly<Record<string, string>> = {
  'day-to-come': 'authorityOn',
  'hearing-missing': 'hearing',
  'complaint-after-hearing': 'hearing',
  'order-before-hearing': 'hearing',
  'amount-missing': 'amount',
  'over-the-cap': 'amount',
  'percent-missing': 'percent',
  'start-missing': 'from',
  'start-before-contract': 'from',
  'start-after-judgment': 'from',
  'not-between-businesses': 'business',
}

const isKind = (text: string | undefined): text is ChargeKind =>
  chargeKinds.some(known => known === text)

const add = route({
  method: 'POST',
  path,
  permission: 'charges:add',
  params,
  form: z.strictObject({
    kind,
    authority: someText({ longest: 200, missing: 'Enter what it stands on' }),
    authorityOn: someDate({ missing: 'Enter the day', wrong: wrongDay }),
    because: someText({ longest: 500, missing: 'Say why, or how the amount is made up' }),
    hearing: maybeDate(wrongDay).optional(),
    from: maybeDate(wrongDay).optional(),
    amount: money,
    cap: money,
    percent,
    business: someText({ longest: 200 }).optional(),
  }),
  handle: async ({ db, session, council, params, today, form }) => {
    const account = await accountToOpen(db, council.id, params.account, today)
    const { typed } = form
    const typedKind = isKind(typed['kind']) ? typed['kind'] : 'summons costs'
    const model = { session, account, kind: typedKind, typed }
    if (!form.ok) return pageWithErrors(newChargePage({ ...model, errors: form.errors }))
    const { hearing, from, business, ...given } = form.value
    const made = await addCharge(db, {
      ...given,
      councilId: council.id,
      accountId: account.id,
      hearingOn: hearing,
      runsFrom: from,
      businessEvidence: business,
      today,
      actor: session.staffId,
    })
    if (made.ok) return redirect(`/accounts/${account.id}/charges/${made.value}?done=charged`)
    const { code, says } = made.refusal
    const field = besideIt[code]
    return pageRefused(
      newChargePage({ ...model, ...(field ? { errors: { [field]: says } } : { refusal: says }) }),
    )
  },
})

export const newChargeRoutes = [show, add]
