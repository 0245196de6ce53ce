import { z } from 'zod'
import { accountsByReference } from '#debts'
import type { Db } from '#platform/db.ts'
import { formatAmount } from '#values/money.ts'
import type { Errors, Typed } from '#web/form.ts'
import { notFound, page, pageRefused, pageWithErrors, redirect, route } from '#web/route.ts'
import type { Session } from '#web/session.ts'
import { type Example, type FactValue, sheetOf, suits, unremarkable } from '../example.ts'
import { type FactSheet, factList } from '../facts.ts'
import { lawOf } from '../policies-in-force.ts'
import type { Policy } from '../policy.ts'
import { rulesOf, waiting } from '../rules.ts'
import { sheetsOf } from '../sheets.ts'
import { withExample } from './change-policy.ts'
import { differences } from './differences.ts'
import { type Draft, findDraft, lockDraft, versionsOf } from './draft.ts'
import { saveDraft } from './keep-draft.ts'
import { type ExampleModel, examplePage } from './pages/example.page.ts'

const params = z.object({ draft: z.guid(), example: z.string().regex(/^(new|\d{1,3})$/) })
/** A field for each line of the form; what they mean is read from what was typed. */
const fields = z
  .object({
    version: z.string().max(10),
    do: z.string().max(60).optional(),
    name: z.string().max(200).optional(),
    expect: z.string().max(200).optional(),
    account: z.string().max(100).optional(),
  })
  .catchall(z.string().max(200))

/** A fact sheet as the fields of the form have it. */
const fieldsOf = (sheet: FactSheet): Typed =>
  Object.fromEntries(
    factList.map(([fact], n) => {
      const value = sheet[fact]
      if (typeof value === 'boolean') return [`fact-${n}`, value ? 'yes' : 'no']
      return [`fact-${n}`, typeof value === 'bigint' ? formatAmount(value) : `${value ?? ''}`]
    }),
  )

/** The facts that the fields say, or what is wrong with each. */
function factsTyped(typed: Typed): {
  readonly facts: Example['facts']
  readonly errors: Errors
} {
  const errors: Record<string, string> = {}
  const facts: Record<string, FactValue> = {}
  factList.forEach(([fact, { kind, says }], n) => {
    const text = (typed[`fact-${n}`] ?? '').trim()
    const value =
      kind === 'flag'
        ? text === 'yes'
        : kind === 'days'
          ? text === ''
            ? null
            : Number(text)
          : kind === 'money'
            ? text.replace(/^(-?)£?/, '$1£')
            : text
    if (suits(fact, value)) facts[fact] = value
    else
      errors[`fact-${n}`] =
        kind === 'money'
          ? `Enter an amount in pounds for ${says}, like 50 or 52.50`
          : `Enter a whole number of days since ${says}, or leave it empty`
  })
  return { facts, errors }
}

async function ruleNames(
  db: Db,
  { councilId, draft, today }: { councilId: number; draft: Draft; today: Temporal.PlainDate },
): Promise<readonly string[]> {
  const law = (await lawOf(db, councilId, draft.debtType)) ?? notFound()
  return [...rulesOf(draft.policy, law.on(today).value).map(({ name }) => name), waiting]
}

const exampleAt = ({ examples }: Policy, place: string): Example | undefined =>
  place === 'new' ? undefined : examples?.[Number(place)]

const show = route({
  method: 'GET',
  path: '/policy/drafts/:draft/examples/:example',
  permission: 'policy:draft',
  params,
  handle: async ({ db, session, council, params, today }) => {
    const draft =
      (await findDraft(db, { councilId: council.id, draftId: params.draft })) ?? notFound()
    const example = exampleAt(draft.policy, params.example)
    if (!example && params.example !== 'new') notFound()
    return page(
      examplePage({
        session,
        draft,
        place: params.example,
        rules: await ruleNames(db, { councilId: council.id, draft, today }),
        typed: {
          ...fieldsOf(example ? sheetOf(example) : unremarkable),
          name: example?.name,
          expect: example?.expect,
        },
      }),
    )
  },
})

/** The facts of an account by its reference, put into the fields; undefined when there is none that may be opened. */
async function copied(
  db: Db,
  {
    session,
    reference,
    debtType,
    today,
    now,
  }: {
    readonly session: Session
    readonly reference: string
    readonly debtType: string
    readonly today: Temporal.PlainDate
    readonly now: Temporal.Instant
  },
): Promise<Typed | undefined> {
  const councilId = session.council.id
  const found = await accountsByReference(db, councilId, reference, today)
  const account = found.find(one => one.debtType === debtType) ?? found[0]
  if (!account) return undefined
  const accountIds = [account.id]
  const [sheet] = await sheetsOf(db, { councilId, accountIds, asAt: today, at: now })
  return sheet && fieldsOf(sheet.sheet)
}

const save = route({
  method: 'POST',
  path: '/policy/drafts/:draft/examples/:example',
  permission: 'policy:draft',
  params,
  form: fields,
  moreFields: /^fact-\d{1,3}$/,
  handle: async ({ db, session, council, params, form, today, now }) => {
    const which = { councilId: council.id, draftId: params.draft }
    // Locked before it is compared: whoever saves at the same moment sees what the first saved.
    const draft = (await lockDraft(db, which)) ?? notFound()
    const { typed } = form
    const basedOn = Number(typed['version'])
    const rules = await ruleNames(db, { councilId: council.id, draft, today })
    const place = params.example
    const model: ExampleModel = {
      session,
      draft: { ...draft, version: Number.isInteger(basedOn) ? basedOn : 0 },
      place,
      rules,
      typed,
    }
    if (!form.ok) return pageWithErrors(examplePage({ ...model, errors: form.errors }))
    if (typed['do'] === 'copy') {
      const reference = (typed['account'] ?? '').trim()
      const { debtType } = draft
      const facts = await copied(db, { session, reference, debtType, today, now })
      if (facts) return page(examplePage({ ...model, typed: { ...typed, ...facts } }))
      const account =
        reference === ''
          ? 'Enter the reference of the account'
          : 'There is no account with this reference that you may open'
      return pageWithErrors(examplePage({ ...model, errors: { account } }))
    }
    const name = (typed['name'] ?? '').trim()
    const expect = typed['expect'] ?? ''
    const { facts, errors: wrong } = factsTyped(typed)
    const errors = {
      ...(name === '' && { name: 'Give the example a name' }),
      ...(name.length > 120 && { name: 'Use 120 characters or fewer' }),
      ...(!rules.includes(expect) && { expect: 'Choose which rule must decide it' }),
      ...wrong,
    }
    if (Object.keys(errors).length > 0) return pageWithErrors(examplePage({ ...model, errors }))
    if (draft.version !== basedOn) {
      const versions = await versionsOf(db, which)
      const base = versions.find(({ version }) => version === basedOn) ?? notFound()
      const was = exampleAt(base.policy, place)?.name
      const at = (draft.policy.examples ?? []).findIndex(example => example.name === was)
      return pageRefused(
        examplePage({
          ...model,
          draft,
          place: at < 0 ? 'new' : `${at}`,
          meanwhile: differences(base.policy, draft.policy),
          errors: { '': 'Somebody saved this draft while you were writing. Yours is not saved.' },
        }),
      )
    }
    if (place !== 'new' && !exampleAt(draft.policy, place)) notFound()
    const outcome = await saveDraft(db, {
      ...which,
      basedOn,
      policy: withExample(draft.policy, place === 'new' ? 'new' : Number(place), {
        name,
        facts,
        expect,
      }),
      what: `${place === 'new' ? 'Added' : 'Changed'} the example “${name}”`,
      by: session.staffId,
    })
    if (outcome.ok) return redirect(`/policy/drafts/${draft.id}?done=saved`)
    return pageRefused(examplePage({ ...model, errors: { '': outcome.refusal.says } }))
  },
})

export const exampleRoutes = [show, save]
