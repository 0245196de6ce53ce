import { z } from 'zod'
import { recordPageView, staffNames } from '#administration'
import { accountsCalled, accountToOpen, refuseIfHidden } from '#debts'
import type { Db } from '#platform/db.ts'
import { answerForm } from '#web/answer.ts'
import { boxes, someText, tickedIn } from '#web/form.ts'
import {
  notFound,
  page,
  pageRefused,
  pageWithErrors,
  redirect,
  type Request,
  route,
} from '#web/route.ts'
import { type Action, actionKinds } from '../actions.ts'
import { atTheGate } from '../gate/gate.ts'
import { claimOf, judge } from '../gate/judge.ts'
import { sheetFromKept } from '../read-sheet.ts'
import { everyStep } from './every-step.ts'
import { approveProposal, refuseProposal, takeBack } from './decide.ts'
import { longestList, manyPage, type OneOfMany } from './pages/many.page.ts'
import { proposalPage, proposalsPage } from './pages/proposal.page.ts'
import { fieldOf, slugOf, type StepModel, stepPage, stepsPage } from './pages/steps.page.ts'
import { findProposal, latestProposals, type Proposal } from './proposal.ts'
import { propose, proposeForMany } from './propose.ts'
import * as refusals from './refusals.ts'

type Asked<Params> = Pick<
  Request<Params, unknown, unknown>,
  'db' | 'params' | 'session' | 'council' | 'now' | 'today'
>

const ofAccount = z.object({ account: z.guid() })
const ofStep = z.object({
  account: z.guid(),
  action: z.string().transform((slug, context): Action => {
    const action = actionKinds.find(kind => slugOf(kind) === slug)
    if (action) return action
    context.addIssue({ code: 'custom', message: 'no such step' })
    return z.NEVER
  }),
})

/** The account as it is at the gate, for showing. */
async function found({ db, params, council, now, today }: Asked<{ readonly account: string }>) {
  const account = await accountToOpen(db, council.id, params.account, today)
  const of = { councilId: council.id, accountIds: [account.id], asAt: today, now }
  const at = (await atTheGate(db, of)).get(account.id) ?? notFound()
  return { account, at }
}

const steps = route({
  method: 'GET',
  path: '/accounts/:account/steps',
  permission: 'steps:propose',
  params: ofAccount,
  handle: async asked => {
    const { account, at } = await found(asked)
    await recordPageView(asked, {
      partyId: account.leadPartyId,
      route: '/accounts/:account/steps',
    })
    return page(stepsPage({ session: asked.session, account, steps: everyStep(at) }))
  },
})

const modelOf = async (
  asked: Asked<{ readonly account: string; readonly action: Action }>,
): Promise<StepModel> => {
  const { account, at } = await found(asked)
  const { action } = asked.params
  const verdict = judge({ ...at, action })
  return { session: asked.session, account, action, verdict, claim: claimOf({ ...at, action }) }
}

const step = route({
  method: 'GET',
  path: '/accounts/:account/steps/:action',
  permission: 'steps:propose',
  params: ofStep,
  handle: async asked => {
    const model = await modelOf(asked)
    const route = '/accounts/:account/steps/:action'
    await recordPageView(asked, { partyId: model.account.leadPartyId, route })
    return page(stepPage(model))
  },
})

const proposeStep = route({
  method: 'POST',
  path: '/accounts/:account/steps/:action',
  permission: 'steps:propose',
  params: ofStep,
  form: z.strictObject({
    reason: someText({ longest: 1000 }).default(''),
    ticked: boxes(z.string()),
  }),
  handle: async asked => {
    const { db, params, form, session, council, now, today } = asked
    const model = {
      ...(await modelOf(asked)),
      typed: form.typed,
      ticked: tickedIn(form.typed, 'ticked'),
    }
    if (!form.ok) return pageWithErrors(stepPage({ ...model, errors: form.errors }))
    const proposed = await propose(db, {
      councilId: council.id,
      accountId: model.account.id,
      action: params.action,
      ...form.value,
      by: session.staffId,
      today,
      now,
    })
    if (proposed.ok) return redirect(`/steps/${proposed.value}`)
    const { code, says } = proposed.refusal
    return pageRefused(stepPage({ ...model, errors: { [fieldOf(code, model.verdict)]: says } }))
  },
})

const namesOf = (db: Db, proposals: readonly Proposal[]) =>
  staffNames(
    db,
    proposals.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy ?? proposedBy]),
  )

const list = route({
  method: 'GET',
  path: '/steps',
  permission: 'steps:view',
  handle: async ({ db, session, council }) => {
    const proposals = await latestProposals(db, council.id)
    return page(proposalsPage({ session, proposals, staff: await namesOf(db, proposals) }))
  },
})

const ofProposal = z.object({ step: z.guid() })

async function proposalOf(asked: Asked<{ readonly step: string }>) {
  const { db, params, session, council, now, today } = asked
  const of = { councilId: council.id, proposalId: params.step }
  const proposal = (await findProposal(db, of)) ?? notFound()
  const account = await accountToOpen(db, council.id, proposal.accountId, today)
  await refuseIfHidden(db, { councilId: council.id, accountIds: [account.id] })
  const gate = { councilId: council.id, accountIds: [account.id], asAt: today, now }
  const at = proposal.state === 'waiting' && (await atTheGate(db, gate)).get(account.id)
  const { actionKind: action, amount } = proposal
  return {
    session,
    proposal,
    verdict: at ? judge({ ...at, action, amount }) : undefined,
    facts: sheetFromKept(proposal.facts),
    staff: await namesOf(db, [proposal]),
  }
}

const one = route({
  method: 'GET',
  path: '/steps/:step',
  permission: 'steps:view',
  params: ofProposal,
  handle: async asked => {
    const model = await proposalOf(asked)
    await recordPageView(asked, { partyId: model.proposal.partyId, route: '/steps/:step' })
    return page(proposalPage(model))
  },
})

const decision = route({
  method: 'POST',
  path: '/steps/:step/decision',
  permission: 'steps:approve',
  params: ofProposal,
  form: z.strictObject({
    contentHash: z.string().max(100),
    comment: someText({ longest: 1000, missing: 'Say why: whoever proposed it reads it' }),
    answer: z.enum(['approve', 'refuse']),
  }),
  handle: async asked => {
    const { db, params, form, session, council, now, today } = asked
    return answerForm(form, {
      model: await proposalOf(asked),
      page: proposalPage,
      to: `/steps/${params.step}`,
      work: ({ contentHash, comment, answer }) => {
        const of = { councilId: council.id, proposalId: params.step, by: session.staffId, comment }
        return answer === 'approve'
          ? approveProposal(db, { ...of, contentHash, today, now })
          : refuseProposal(db, of)
      },
    })
  },
})

const back = route({
  method: 'POST',
  path: '/steps/:step/take-back',
  permission: 'steps:propose',
  params: ofProposal,
  form: z.strictObject({ comment: someText({ longest: 1000, missing: 'Say why' }) }),
  handle: async asked => {
    const { db, params, form, session, council } = asked
    return answerForm(form, {
      model: await proposalOf(asked),
      page: proposalPage,
      to: `/steps/${params.step}`,
      work: ({ comment }) =>
        takeBack(db, {
          councilId: council.id,
          proposalId: params.step,
          by: session.staffId,
          comment,
        }),
    })
  },
})

const many = route({
  method: 'GET',
  path: '/steps/many',
  permission: 'steps:propose',
  handle: async ({ session }) => page(manyPage({ session })),
})

const references = z
  .string()
  .transform(text => [
    ...new Set(
      text
        .split('\n')
        .map(line => line.trim())
        .filter(line => line !== ''),
    ),
  ])
  .refine(lines => lines.length > 0, { error: 'Enter at least one account reference' })
  .refine(lines => lines.length <= longestList, {
    error: `Enter at most ${longestList} account references`,
  })

const proposeMany = route({
  method: 'POST',
  path: '/steps/many',
  permission: 'steps:propose',
  form: z.strictObject({
    action: z.enum(actionKinds as [Action, ...Action[]], { error: 'Choose a step' }),
    references,
  }),
  handle: async ({ db, form, session, council, now, today }) => {
    if (!form.ok) return pageWithErrors(manyPage({ session, ...form }))
    const { action, references } = form.value
    const called = await accountsCalled(db, { councilId: council.id, references })
    const accounts = references.map(reference => {
      const [account, another] = called.get(reference) ?? []
      return { reference, account: another ? undefined : account, isUsedTwice: Boolean(another) }
    })
    const judged = await proposeForMany(db, {
      councilId: council.id,
      action,
      accountIds: accounts.flatMap(({ account }) => account ?? []),
      by: session.staffId,
      today,
      now,
    })
    const byAccount = new Map(judged.map(result => [result.accountId, result]))
    const results = accounts.map(({ reference, account, isUsedTwice }): OneOfMany => {
      const result = account === undefined ? undefined : byAccount.get(account)
      return {
        reference,
        accountId: account,
        proposalId: result?.proposalId,
        verdict: result?.verdict,
        refusal: isUsedTwice ? refusals.usedTwice(reference) : result?.refusal,
      }
    })
    return page(manyPage({ session, results }))
  },
})

export const proposalRoutes = [
  steps,
  step,
  proposeStep,
  list,
  many,
  proposeMany,
  one,
  decision,
  back,
]
