import { z } from 'zod'
import { recordPageView, staffNames } from '#administration'
import { accountToOpen } from '#debts'
import { asCouncil, type Db } from '#platform/db.ts'
import { holdsOn, isRunning } from '#protections'
import type { Outcome } from '#values/outcome.ts'
import { someText, type Typed } from '#web/form.ts'
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
import { approve, stop, submit } from './approve.ts'
import { runHistory } from './brakes/history.ts'
import { runBySegment } from './brakes/segments.ts'
import { casesOpened, casesToOpen } from './brakes/opened.ts'
import { brakesRoutes } from './brakes/routes.ts'
import { emergencyRoutes } from './emergency/routes.ts'
import { nextStepRoutes } from './next-step/routes.ts'
import { countWithoutNextStep } from './next-step/without.ts'
import { progressPart, runPage } from './pages/run.page.ts'
import { runsPage } from './pages/runs.page.ts'
import { whyPage } from './pages/why.page.ts'
import { planNight } from './plan.ts'
import { proposalRoutes } from './proposals/routes.ts'
import { policyRoutes } from './policy-routes.ts'
import { failedByReason, heldByReason, pulledByReason, runByStage, sampleCases } from './queries.ts'
import { answerRoutes } from './answers/routes.ts'
import { referralRoutes } from './referrals/routes.ts'
import { remedyRoutes } from './remedies/routes.ts'
import { remediesToStop } from './remedies/to-stop.ts'
import { findRun, recentRuns, type Run } from './run.ts'
import { why } from './why.ts'
import { withdrawalRoutes } from './withdrawal/routes.ts'
import { withdrawalsOf } from './withdrawal/withdrawal.ts'

const runParams = z.object({ run: z.guid() })

const runs = route({
  method: 'GET',
  path: '/runs',
  permission: 'runs:view',
  handle: async ({ db, session, council, today, now }) =>
    page(
      runsPage({
        session,
        runs: await recentRuns(db, council.id),
        today,
        withoutNextStep: await countWithoutNextStep(db, council.id),
        remediesToStop: (await remediesToStop(db, { councilId: council.id, now })).length,
      }),
    ),
})

const plan = route({
  method: 'POST',
  path: '/runs',
  permission: 'runs:submit',
  transaction: 'none',
  handle: async ({ database, session, council, today, now }) => {
    const planned = await planNight(database, {
      councilId: council.id,
      businessDate: today,
      actor: session.staffId,
      now,
    })
    if (planned.ok) return redirect(`/runs/${planned.value.id}`)
    const refusal = planned.refusal.says
    return asCouncil(database, council.id, async db =>
      pageRefused(runsPage({ session, runs: await recentRuns(db, council.id), today, refusal })),
    )
  },
})

async function modelOf(db: Db, session: Session, run: Run) {
  const of = { councilId: session.council.id, runId: run.id }
  const names = await staffNames(
    db,
    [run.requestedBy, run.approvedBy].filter(id => id !== null),
  )
  return {
    session,
    run,
    stages: await runByStage(db, of),
    held: await heldByReason(db, of.councilId),
    pulled: await pulledByReason(db, of),
    failed: await failedByReason(db, of),
    samples: await sampleCases(db, {
      ...of,
      ...(run.warnings.length > 0 && { each: casesToOpen + 2 }),
    }),
    opened: await casesOpened(db, { ...of, by: session.staffId }),
    history: await runHistory(db, of),
    segments: await runBySegment(db, of),
    withdrawals: await withdrawalsOf(db, of),
    requestedBy: run.requestedBy === null ? undefined : names.get(run.requestedBy),
    approvedBy: run.approvedBy === null ? undefined : names.get(run.approvedBy),
  }
}

const one = route({
  method: 'GET',
  path: '/runs/:run',
  permission: 'runs:view',
  params: runParams,
  handle: async ({ db, session, council, params }) => {
    const run = (await findRun(db, council.id, params.run)) ?? notFound()
    return page(runPage(await modelOf(db, session, run)))
  },
})

const progress = route({
  method: 'GET',
  path: '/runs/:run/progress',
  permission: 'runs:view',
  params: runParams,
  handle: async ({ db, council, params }) =>
    page(progressPart((await findRun(db, council.id, params.run)) ?? notFound())),
})

/** The run's page again: with what was done, or with why it was not and what was typed. */
async function decided(
  db: Db,
  session: Session,
  {
    runId,
    outcome,
    typed,
    field,
  }: { runId: string; outcome: Outcome<Run>; typed: Typed; field: string },
): Promise<Reply> {
  if (outcome.ok) return redirect(`/runs/${runId}`)
  const run = (await findRun(db, session.council.id, runId)) ?? notFound()
  const errors = { [field]: outcome.refusal.says }
  return pageRefused(runPage({ ...(await modelOf(db, session, run)), typed, errors }))
}

const submitRun = route({
  method: 'POST',
  path: '/runs/:run/submit',
  permission: 'runs:submit',
  params: runParams,
  handle: async ({ db, session, council, params }) =>
    decided(db, session, {
      runId: params.run,
      outcome: await submit(db, { councilId: council.id, runId: params.run, by: session.staffId }),
      typed: {},
      field: '',
    }),
})

const approveRun = route({
  method: 'POST',
  path: '/runs/:run/approve',
  permission: 'runs:approve',
  params: runParams,
  form: z.strictObject({
    contentHash: z.string().max(100),
    because: someText({ longest: 1000 }).optional(),
  }),
  handle: async ({ db, session, council, params, form, now }) => {
    if (!form.ok) {
      const run = (await findRun(db, council.id, params.run)) ?? notFound()
      return pageWithErrors(
        runPage({ ...(await modelOf(db, session, run)), typed: form.typed, errors: form.errors }),
      )
    }
    return decided(db, session, {
      runId: params.run,
      outcome: await approve(db, {
        councilId: council.id,
        runId: params.run,
        by: session.staffId,
        contentHash: form.value.contentHash,
        because: form.value.because ?? '',
        now,
      }),
      typed: form.typed,
      field: form.value.because === undefined ? '' : 'because',
    })
  },
})

const stopRun = route({
  method: 'POST',
  path: '/runs/:run/stop',
  permission: 'runs:stop',
  params: runParams,
  form: z.strictObject({ why: someText({ longest: 1000 }) }),
  handle: async ({ db, session, council, params, form }) =>
    decided(db, session, {
      runId: params.run,
      outcome: await stop(db, {
        councilId: council.id,
        runId: params.run,
        by: session.staffId,
        because: form.ok ? form.value.why : '',
      }),
      typed: form.typed,
      field: 'why',
    }),
})

const whyAccount = route({
  method: 'GET',
  path: '/accounts/:account/why',
  permission: 'accounts:view',
  params: z.object({ account: z.guid() }),
  query: z.object({
    date: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .optional(),
  }),
  handle: async ({ db, session, council, params, query, now, today }) => {
    const account = await accountToOpen(db, council.id, params.account, today)
    const on = dayOf(query.date) ?? today
    await recordPageView(
      { db, session, council },
      { partyId: account.leadPartyId, route: '/accounts/:account/why' },
    )
    const holds = on.equals(today)
      ? await holdsOn(db, { councilId: council.id, accountId: account.id })
      : []
    const answer = await why(db, { councilId: council.id, account: account.id, on })
    return page(
      whyPage({
        session,
        accountId: account.id,
        asked: on,
        why: answer.ok ? answer.value : undefined,
        refusal: answer.ok ? undefined : answer.refusal.says,
        holds: holds.filter(hold => isRunning(hold, now)),
      }),
    )
  },
})

function dayOf(text: string | undefined): Temporal.PlainDate | undefined {
  try {
    return text === undefined ? undefined : Temporal.PlainDate.from(text, { overflow: 'reject' })
  } catch {
    return undefined
  }
}

export const recoveryRoutes = [
  runs,
  plan,
  one,
  progress,
  submitRun,
  approveRun,
  stopRun,
  whyAccount,
  ...proposalRoutes,
  ...brakesRoutes,
  ...nextStepRoutes,
  ...policyRoutes,
  ...emergencyRoutes,
  ...withdrawalRoutes,
  ...referralRoutes,
  ...answerRoutes,
  ...remedyRoutes,
]
