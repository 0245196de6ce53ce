import { z } from 'zod'
import { parsePounds } from '#values/money.ts'
import { answerForm } from '#web/answer.ts'
import { someText } from '#web/form.ts'
import { noticeIn } from '#web/notices.ts'
import { page, type Request, route } from '#web/route.ts'
import { staffNames } from '../staff.ts'
import { definitionOf, type FigureName, figureNames } from './catalogue.ts'
import {
  agreeFigure,
  changesThatStand,
  endFigureChange,
  figureChanges,
  proposeFigure,
} from './change.ts'
import { figuresOf } from './in-force.ts'
import { type FigureModel, figurePage } from './pages/figure.page.ts'
import { figuresPage } from './pages/figures.page.ts'

const list = route({
  method: 'GET',
  path: '/figures',
  permission: 'policy:view',
  handle: async ({ db, session, council }) =>
    page(
      figuresPage({
        session,
        inForce: await figuresOf(db, council.id),
        changes: await changesThatStand(db, council.id),
      }),
    ),
})

const params = z.object({ figure: z.enum(figureNames) })
const done = noticeIn({
  proposed: 'It is proposed. Somebody else agrees, and then it is in force.',
  agreed: 'It is in force from now on.',
  ended: 'The change is ended. What was in force stays.',
})
type Asked = Pick<Request<unknown, unknown, unknown>, 'db' | 'session' | 'council'> & {
  readonly params: { readonly figure: FigureName }
}

async function modelOf({ db, session, council, params: { figure } }: Asked): Promise<FigureModel> {
  const changes = await figureChanges(db, council.id, figure)
  const people = changes.flatMap(({ proposedBy, agreedBy, endedBy }) => [
    proposedBy,
    ...[agreedBy, endedBy].filter(id => id !== null),
  ])
  return {
    session,
    name: figure,
    inForce: await figuresOf(db, council.id),
    changes,
    staff: await staffNames(
      db,
      people.filter(id => !id.startsWith('system:')),
    ),
  }
}

const ofOne = ({ council, session, params: { figure } }: Asked) => ({
  councilId: council.id,
  name: figure,
  by: session.staffId,
})

const view = route({
  method: 'GET',
  path: '/figures/:figure',
  permission: 'policy:view',
  params,
  query: z.object({ done }),
  handle: async asked => page(figurePage({ ...(await modelOf(asked)), notice: asked.query.done })),
})

/** What was typed, in pence for what is an amount and as a whole number for the others; bounds are the figure's own to refuse. */
const valueOf = (name: FigureName, typed: string): number | undefined => {
  const text = typed.trim()
  if (definitionOf(name).unit !== 'pence') return /^\d{1,6}$/.test(text) ? Number(text) : undefined
  const pence = parsePounds(text)
  return pence === undefined ? undefined : Number(pence)
}

const propose = route({
  method: 'POST',
  path: '/figures/:figure',
  permission: 'figures:set',
  params,
  form: z.strictObject({
    value: someText({ longest: 20, missing: 'Enter what it should be' }),
    because: someText({ longest: 500, missing: 'Say why' }),
  }),
  handle: async asked =>
    answerForm(asked.form, {
      model: await modelOf(asked),
      page: figurePage,
      work: ({ value, because }) =>
        // What is no number is beyond every figure's bounds.
        proposeFigure(asked.db, {
          ...ofOne(asked),
          value: valueOf(asked.params.figure, value) ?? Number.NaN,
          because,
        }),
      to: `/figures/${asked.params.figure}?done=proposed`,
    }),
})

const agree = route({
  method: 'POST',
  path: '/figures/:figure/agree',
  permission: 'figures:set',
  params,
  form: z.strictObject({ change: z.guid() }),
  handle: async asked =>
    answerForm(asked.form, {
      model: await modelOf(asked),
      page: figurePage,
      work: ({ change }) => agreeFigure(asked.db, { ...ofOne(asked), changeId: change }),
      to: `/figures/${asked.params.figure}?done=agreed`,
    }),
})

const end = route({
  method: 'POST',
  path: '/figures/:figure/end',
  permission: 'figures:set',
  params,
  form: z.strictObject({
    change: z.guid(),
    why: someText({ longest: 500, missing: 'Say why' }),
  }),
  handle: async asked =>
    answerForm(asked.form, {
      model: await modelOf(asked),
      page: figurePage,
      work: ({ change, why }) =>
        endFigureChange(asked.db, { ...ofOne(asked), changeId: change, why }),
      to: `/figures/${asked.params.figure}?done=ended`,
    }),
})

export const figureRoutes = [list, view, propose, agree, end]
