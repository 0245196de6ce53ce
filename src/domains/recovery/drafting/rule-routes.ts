import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import type { Errors, Typed } from '#web/form.ts'
import {
  notFound,
  page,
  pageRefused,
  pageWithErrors,
  redirect,
  type Reply,
  route,
} from '#web/route.ts'
import type { Session } from '#web/session.ts'
import { type Action, actionKinds } from '../actions.ts'
import { type Stage, stages } from '../facts.ts'
import type { Policy } from '../policy.ts'
import { asConditions, type Place, placeOf, ruleAt, withHold, withStep } from './change-policy.ts'
import { changeLines, type Line, linesOf, linesTyped, readLines } from './condition-form.ts'
import { differences } from './differences.ts'
import { type Draft, findDraft, lockDraft, versionsOf } from './draft.ts'
import { saveDraft } from './keep-draft.ts'
import { type RuleModel, rulePage } from './pages/rule.page.ts'

const params = z.object({ draft: z.guid(), rule: z.string().max(20) })
/** A field for each line of the form; what they mean is read from what was typed. */
const fields = z
  .object({
    version: z.string().max(10),
    do: z.string().max(60).optional(),
    name: z.string().max(200).optional(),
    at: z.string().max(50).optional(),
    then: z.string().max(50).optional(),
    stops: z.string().max(50).optional(),
    why: z.string().max(2000).optional(),
  })
  .catchall(z.string().max(200))

/** What a rule's form shows at first: the rule as it is, or an empty one. */
function startOf(draft: Draft, place: Place, session: Session, named: string): RuleModel {
  const rule = ruleAt(draft.policy, place)
  if (!rule && place.n !== 'new') return notFound()
  return {
    session,
    draft,
    place: named,
    kind: place.kind,
    name: rule?.name ?? '',
    at: rule && 'at' in rule ? rule.at : '',
    then: rule && 'then' in rule ? rule.then : '',
    stops: (rule && 'stops' in rule && rule.stops) || '',
    why: rule?.why ?? '',
    lines: linesOf(rule?.when ?? []),
  }
}

const show = route({
  method: 'GET',
  path: '/policy/drafts/:draft/rules/:rule',
  permission: 'policy:draft',
  params,
  handle: async ({ db, session, council, params }) => {
    const draft =
      (await findDraft(db, { councilId: council.id, draftId: params.draft })) ?? notFound()
    const place = placeOf(params.rule) ?? notFound()
    return page(rulePage(startOf(draft, place, session, params.rule)))
  },
})

const isOneOf = <T extends string>(all: readonly T[], text: string): text is T =>
  all.some(one => one === text)

type Read =
  { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly errors: Errors }

/** The policy with the rule that the form says in its place, or what is wrong with the form. */
function read(policy: Policy, { kind, n }: Place, form: RuleModel): Read {
  const when = readLines(form.lines)
  const errors: Record<string, string> = when.ok ? {} : { ...(when.errors as typeof errors) }
  const name = form.name.trim()
  const why = form.why.trim()
  if (name === '') errors['name'] = 'Give the rule a name'
  else if (name.length > 80) errors['name'] = 'Use 80 characters or fewer'
  if (why === '') errors['why'] = 'Say why: it is shown to whoever asks'
  else if (why.length > 300) errors['why'] = 'Use 300 characters or fewer'
  const conditions = asConditions(when.ok ? when.conditions : [])
  if (kind === 'hold') {
    if (when.ok && !conditions) errors['when-add'] = 'Add at least one condition'
    if (Object.keys(errors).length > 0 || !conditions) return { ok: false, errors }
    const hold = { name, when: conditions, why }
    const isOfLetters = form.stops === 'letters'
    return {
      ok: true,
      policy: withHold(policy, n, isOfLetters ? { ...hold, stops: 'letters' } : hold),
    }
  }
  const { at, then } = form
  if (!isOneOf<Stage>(stages, at)) errors['at'] = 'Choose the stage'
  if (!isOneOf<Action>(actionKinds, then)) errors['then'] = 'Choose what is to be done'
  if (
    Object.keys(errors).length > 0 ||
    !isOneOf<Stage>(stages, at) ||
    !isOneOf<Action>(actionKinds, then)
  )
    return { ok: false, errors }
  const step = { name, at, when: conditions ?? [], then, why }
  return { ok: true, policy: withStep(policy, n, step) }
}

const typedModel = (start: RuleModel, typed: Typed, lines: readonly Line[]): RuleModel => ({
  ...start,
  name: typed['name'] ?? '',
  at: typed['at'] ?? '',
  then: typed['then'] ?? '',
  stops: typed['stops'] ?? '',
  why: typed['why'] ?? '',
  lines,
})

const save = route({
  method: 'POST',
  path: '/policy/drafts/:draft/rules/:rule',
  permission: 'policy:draft',
  params,
  form: fields,
  moreFields: /^when(-\d{1,2}){0,6}-(kind|fact|how|value|add)$/,
  handle: async ({ db, session, council, params, form }) => {
    const which = { councilId: council.id, draftId: params.draft }
    // Locked before it is compared: whoever saves at the same moment sees what the first saved.
    const draft = (await lockDraft(db, which)) ?? notFound()
    const place = placeOf(params.rule) ?? notFound()
    const { typed } = form
    const lines = linesTyped(typed)
    const basedOn = Number(typed['version'])
    // Until it is saved, the page stays one of the version that it was of.
    const pageOf = { ...draft, version: Number.isInteger(basedOn) ? basedOn : 0 }
    const empty = { ...startOf(draft, { ...place, n: 'new' }, session, params.rule), draft: pageOf }
    if (!form.ok)
      return pageWithErrors(rulePage({ ...typedModel(empty, typed, lines), errors: form.errors }))
    const changed = changeLines(lines, typed['do'] ?? 'save', typed)
    if (changed) return page(rulePage(typedModel(empty, typed, changed)))
    const model = typedModel(empty, typed, lines)
    if (draft.version !== basedOn) return meanwhile(db, model, { draft, place, basedOn, session })
    ruleAtOrNew(draft.policy, place)
    const made = read(draft.policy, place, model)
    if (!made.ok) return pageWithErrors(rulePage({ ...model, errors: made.errors }))
    const outcome = await saveDraft(db, {
      ...which,
      basedOn,
      policy: made.policy,
      what: `${place.n === 'new' ? 'Added' : 'Changed'} “${model.name.trim()}”`,
      by: session.staffId,
    })
    if (outcome.ok) return redirect(`/policy/drafts/${draft.id}?done=saved`)
    return pageRefused(rulePage({ ...model, errors: { '': outcome.refusal.says } }))
  },
})

const ruleAtOrNew = (policy: Policy, place: Place): void => {
  if (place.n !== 'new' && !ruleAt(policy, place)) notFound()
}

/**
 * Somebody saved while this was written: their changes are shown above what was typed. The form goes on at where the
 * rule is now, over their version; a rule that they took out is a new one.
 */
async function meanwhile(
  db: Db,
  model: RuleModel,
  {
    draft,
    place,
    basedOn,
    session,
  }: {
    readonly draft: Draft
    readonly place: Place
    readonly basedOn: number
    readonly session: Session
  },
): Promise<Reply> {
  const versions = await versionsOf(db, { councilId: session.council.id, draftId: draft.id })
  const base = versions.find(({ version }) => version === basedOn) ?? notFound()
  const was = ruleAt(base.policy, place)
  const rules = place.kind === 'hold' ? draft.policy.holds : draft.policy.steps
  const now = rules.findIndex(({ name }) => name === was?.name)
  return pageRefused(
    rulePage({
      ...model,
      draft,
      place: now < 0 ? `new-${place.kind}` : `${place.kind}-${now}`,
      meanwhile: differences(base.policy, draft.policy),
      errors: {
        '': 'Somebody saved this draft while you were writing. Yours is not saved: look at both.',
      },
    }),
  )
}

export const ruleRoutes = [show, save]
