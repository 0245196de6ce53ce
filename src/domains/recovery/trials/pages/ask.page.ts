import { formatDate } from '#values/dates.ts'
import type { Errors, Typed } from '#web/form.ts'
import { button, input, radios, select, textarea } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { Draft } from '../../drafting/draft.ts'
import { measureNames, measures } from '../measures.ts'

/** How many in a hundred can be tried: never more than half, so that most are treated as they were. */
export const shares = [10, 20, 30, 40, 50] as const

export type AskModel = {
  readonly session: Session
  readonly draft: Draft
  readonly today: Temporal.PlainDate
  readonly typed?: Typed
  readonly errors?: Errors
}

/** Asks for a draft to be tried on a share of people: how many, for how long, and by what it will be judged. */
export const askPage = ({ session, draft, today, typed = {}, errors = {} }: AskModel): Html => {
  const title = 'Try it on a share of people'
  const field = (name: string) => ({ name, value: typed[name], error: errors[name] })
  return layout({
    title,
    session,
    at: 'policy',
    errors,
    content: html`
      ${heading(html`<a class="govuk-link" href="/policy/drafts/${draft.id}">${draft.policy.name}</a> for ${draft.debtType}`, title)}
      <p class="govuk-body">The draft as it stands (save ${draft.version}) decides for a random share of the people who have a debt of this type; what is in force decides for the rest, with the same law under both. All that one person owes of it is on one side, and people who owe together are together. Nobody is in a trial while anything protects them. Somebody else approves it first, and a team leader or an approver can stop it at once.</p>
      <p class="govuk-body">What it is judged by is named here, before anything is seen, and cannot be chosen afterwards.</p>
      <form method="post" action="/policy/drafts/${draft.id}/trial" novalidate data-draft="trial-${draft.id}">
        ${csrf(session)}
        <input type="hidden" name="version" value="${typed['version'] ?? draft.version}">
        ${select({ ...field('share'), label: 'How many in 100 people are tried?', choices: shares.map(share => ({ value: String(share), label: `${share} in 100` })) })}
        ${input({ ...field('from'), label: 'From which day?', hint: `Like ${formatDate(today.add({ days: 7 }))}; not in the past`, width: 10 })}
        ${input({ ...field('weeks'), label: 'For how many weeks?', hint: 'From 2 to 52. Nothing is said of better or worse before they are over', width: 5 })}
        ${radios({ ...field('measure'), label: 'What is compared?', choices: measureNames.map(value => ({ value, label: measures[value].label, hint: `${measures[value].better === 'more' ? 'More' : 'Fewer'} is better` })) })}
        ${input({ ...field('days'), label: 'For how many days is each account counted?', hint: 'From the night it enters. Accounts that enter later than so many days before the end are not compared', width: 5 })}
        ${textarea({ ...field('because'), label: 'What do you hope for, and what could go wrong?', hint: 'Whoever approves reads it', rows: 3 })}
        ${button('Ask for the trial', { once: true })}
      </form>`,
  })
}
