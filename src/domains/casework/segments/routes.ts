import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { recordPageView, staffNames } from '#administration'
import { accountToOpen, refuseIfHidden } from '#debts'
import { answerForm } from '#web/answer.ts'
import { maybeDate, someText } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import { page, route } from '#web/route.ts'
import { type Asked, readCase } from '../case-head.ts'
import { contestsWaiting, eventsOf } from './events.ts'
import { segmentReportPage } from './pages/report.page.ts'
import { type SegmentModel, segmentPage } from './pages/segment.page.ts'
import { countSegments, reportOf } from './report.ts'
import { segments } from './rules.ts'
import { saySegment, type Saying } from './say.ts'
import { segmentOf } from './segment.ts'

const params = z.object({ account: z.guid() })
type AskedOne = Asked & { readonly params: z.infer<typeof params> }

/** Refuses whoever may not see everybody who owes the account: what is held of any of them may be said here. */
async function modelOf(asked: AskedOne): Promise<SegmentModel> {
  const { db, council, today, now } = asked
  const account = await accountToOpen(db, council.id, asked.params.account, today)
  const of = { councilId: council.id, accountId: account.id }
  await refuseIfHidden(db, { councilId: council.id, accountIds: [account.id] })
  const events = await eventsOf(db, of)
  return {
    theirs: await readCase(asked, account.leadPartyId),
    account,
    found: await segmentOf(db, { ...of, today, now }),
    events,
    staff: await staffNames(
      db,
      events.map(({ saidBy }) => saidBy),
    ),
    eventId: randomUUID(),
  }
}

const notices = {
  overridden: 'Overridden. What was said before stays below, and it decides nothing.',
  'taken-back': 'Taken back: it is again what is held that says it.',
  contested: 'Written down. Nothing is known until an officer answers.',
  answered: 'Answered. Tell them what you said.',
} as const

const show = route({
  method: 'GET',
  path: '/accounts/:account/segment',
  permission: 'accounts:view',
  params,
  query: z.object({ done: noticeIn(notices) }),
  handle: async asked => {
    const model = await modelOf(asked)
    await recordPageView(asked, {
      partyId: model.account.leadPartyId,
      route: '/accounts/:account/segment',
    })
    return page(segmentPage({ ...model, told: asked.query.done }))
  },
})

/** What every form about a segment has: which page it was on. */
const onPage = {
  event: z.guid(),
  after: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
  stood: z.enum(segments),
}
const byOfficer = z.strictObject({
  ...onPage,
  segment: z.enum(segments, { error: 'Choose what it is' }),
  reason: someText({ longest: 2000, missing: 'Say why: it is kept, and they may read it' }),
  until: maybeDate('The day must be a real one, like 27/3/2027'),
})

/** A way to say something of a segment: its form, and what of it is said. */
const saying = <Form extends z.infer<z.ZodObject<typeof onPage>>>({
  does,
  permission,
  form: schema,
  done,
  says,
}: {
  readonly does: 'override' | 'take-back' | 'contest' | 'answer'
  readonly permission: 'segments:override' | 'contacts:record'
  readonly form: z.ZodType<Form>
  readonly done: keyof typeof notices
  readonly says: (form: Form) => Pick<Saying, 'kind' | 'segment' | 'until' | 'words'>
}) =>
  route({
    method: 'POST',
    path: `/accounts/:account/segment/${does}`,
    permission,
    params,
    form: schema,
    handle: async asked => {
      const { db, form, session, council, now, today } = asked
      const model = await modelOf(asked)
      const accountId = model.account.id
      return answerForm(form, {
        model,
        page: segmentPage,
        to: `/accounts/${accountId}/segment?done=${done}`,
        work: value =>
          saySegment(
            db,
            {
              councilId: council.id,
              accountId,
              personId: model.theirs.party.personId,
              actor: session.staffId,
              now,
              today,
            },
            { id: value.event, after: value.after, stood: value.stood, ...says(value) },
          ),
      })
    },
  })

const override = saying({
  does: 'override',
  permission: 'segments:override',
  form: byOfficer,
  done: 'overridden',
  says: ({ segment, until, reason }) => ({ kind: 'overridden', segment, until, words: reason }),
})

const answer = saying({
  does: 'answer',
  permission: 'segments:override',
  form: byOfficer,
  done: 'answered',
  says: ({ segment, until, reason }) => ({ kind: 'answered', segment, until, words: reason }),
})

const takeBack = saying({
  does: 'take-back',
  permission: 'segments:override',
  form: z.strictObject({
    ...onPage,
    takenBackWhy: someText({ longest: 500, missing: 'Say why you take it back' }),
  }),
  done: 'taken-back',
  says: ({ takenBackWhy }) => ({ kind: 'taken back', words: takenBackWhy }),
})

const contest = saying({
  does: 'contest',
  permission: 'contacts:record',
  form: z.strictObject({
    ...onPage,
    theirWords: someText({ longest: 2000, missing: 'Write down what they say' }),
  }),
  done: 'contested',
  says: ({ theirWords }) => ({ kind: 'contested', words: theirWords }),
})

const report = route({
  method: 'GET',
  path: '/position/segments',
  permission: 'position:view',
  handle: async ({ db, session, council, today, now }) => {
    const counts = await countSegments(db, { councilId: council.id, today, now })
    const waiting = session.permissions.includes('accounts:view')
      ? await contestsWaiting(db, { councilId: council.id })
      : []
    return page(segmentReportPage({ session, report: reportOf(counts), waiting, today }))
  },
})

export const segmentRoutes = [show, override, takeBack, contest, answer, report]
