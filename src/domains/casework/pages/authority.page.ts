import {
  type Authority,
  authorityKinds,
  authorityScopes,
  type CoveredDebt,
  coverInWords,
  coversDebt,
  mayBeSaid,
  type Party,
} from '#parties'
import { formatDate } from '#values/dates.ts'
import { capitalised, inAList } from '#values/text.ts'
import { type Errors, tickedIn, type Typed } from '#web/form.ts'
import { tag } from '#web/govuk/display.ts'
import { button, checkboxes, input, radios, select, textarea } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'

/** Who may speak for a person, and what may be said to each: for whoever has one of them on the telephone. */
export const authorityList = (
  authorities: readonly Authority[],
  today: Temporal.PlainDate,
): Html => html`
  <ul class="govuk-list eh-tight">${authorities.map(one => {
    const { isAllowed, says } = mayBeSaid(one, today)
    return html`
    <li>${name(one.name)}${one.organisation && html`, ${name(one.organisation)}`} <span class="eh-quiet">${one.kind}${one.telephone && html`, ${one.telephone}`}</span>
      ${one.letters && !one.endedAt && html`<span class="eh-quiet">Letters go to them at ${name(one.letters.join(', '))}.</span>`}
      ${tag(says, isAllowed ? 'green' : 'red')}${one.endsOn && isAllowed && html` <span class="eh-quiet">until ${formatDate(one.endsOn)}</span>`}</li>`
  })}</ul>
`

/**
 * Who speaks for somebody who owes some debts, and yet may hear nothing of one or another: each with those, by what they are
 * called unless the page is of one debt alone.
 */
export const notToBeToldOf = (
  debts: readonly (CoveredDebt & { readonly reference: string })[],
  authorities: readonly Authority[],
  { today, called }: { readonly today: Temporal.PlainDate; readonly called?: 'this debt' },
): Html =>
  html`${authorities
    .filter(one => mayBeSaid(one, today).isAllowed)
    .map(one => {
      const others = debts
        .filter(debt => !coversDebt(one, debt))
        .map(({ debtType, reference }) => `${debtType} ${reference}`)
      return (
        others.length > 0 &&
        html`<p class="govuk-body"><strong>Say nothing of ${called ?? inAList(others)} to ${name(one.name)}</strong>, ${one.kind}: they speak for ${coverInWords(one)}.</p>`
      )
    })}`

const scopes: Readonly<Record<(typeof authorityScopes)[number], string>> = {
  'discuss and agree': 'Hear everything and agree to pay',
  discuss: 'Hear everything and agree to nothing',
  'pay only': 'Pay, and hear only what is left to pay',
}

export const authoritiesPage = ({
  session,
  party,
  authorities,
  owed,
  today,
  typed = {},
  errors = {},
}: {
  readonly session: Session
  readonly party: Party
  readonly authorities: readonly Authority[]
  /** The accounts that they owe, each by what it is called. */
  readonly owed: readonly (CoveredDebt & { readonly name: string })[]
  readonly today: Temporal.PlainDate
  readonly typed?: Typed
  readonly errors?: Errors
}): Html => {
  const asked = (field: string) => ({ name: field, value: typed[field], error: errors[field] })
  const kinds = [...new Set(owed.map(({ debtType }) => debtType))].sort()
  const live = authorities.filter(({ endedAt }) => !endedAt)
  return layout({
    title: 'Who may speak for them',
    session,
    at: 'work',
    errors,
    content: html`
      ${heading(html`<a class="govuk-link" href="/people/${party.personId}">${name(party.name)}</a>`, 'Who may speak for them')}
      <div class="eh-columns"><div>
      <h2 class="govuk-heading-m">Somebody new</h2>
      <form method="post" action="/people/${party.personId}/authorities" novalidate data-draft="authority-${party.personId}">
        ${csrf(session)}
        ${input({ ...asked('name'), label: 'Their name', width: 20 })}
        ${input({ ...asked('organisation'), label: 'Who they work for (if anybody)', width: 20 })}
        ${input({ ...asked('telephone'), label: 'Telephone (if known)', width: 20 })}
        ${select({
          ...asked('kind'),
          label: 'What are they?',
          choices: [
            { value: '', label: 'Choose' },
            ...authorityKinds.map(kind => ({ value: kind, label: capitalised(kind) })),
          ],
        })}
        ${radios({
          ...asked('scope'),
          label: 'What may they do?',
          choices: authorityScopes.map(scope => ({ value: scope, label: scopes[scope] })),
        })}
        ${
          owed.length > 0 &&
          checkboxes({
            name: 'debtTypes',
            label: 'For some of their debts only?',
            hint: 'Tick those that it is for, and nothing may be said of the others. Tick none if it is for everything.',
            error: errors['debtTypes'],
            values: tickedIn(typed, 'debtTypes'),
            choices: kinds.map(debtType => ({ value: debtType, label: capitalised(debtType) })),
          })
        }
        ${
          owed.length > 1 &&
          checkboxes({
            name: 'accounts',
            label: 'Or for some accounts only?',
            hint: 'These are covered beside the kinds that are ticked.',
            error: errors['accounts'],
            values: tickedIn(typed, 'accounts'),
            choices: owed.map(account => ({ value: account.id, label: capitalised(account.name) })),
          })
        }
        ${textarea({ ...asked('evidence'), label: 'What did you see?', hint: 'For example, a signed form of authority of 3 March 2026, or the order of the Court of Protection', rows: 2 })}
        ${textarea({ ...asked('letters'), label: 'Where letters about this person go instead (if to them)', hint: 'The address, a line each, with the postcode last. Leave it empty for letters to go on to the person.', rows: 4 })}
        ${input({ ...asked('starts'), label: 'First day', hint: 'Leave it empty for today', width: 10 })}
        ${input({ ...asked('ends'), label: 'Last day', hint: 'An adviser, agent or landlord needs one', width: 10 })}
        ${button('Add them', { once: true })}
      </form>
      </div><div>
      <h2 class="govuk-heading-m">Now and before</h2>
      ${authorities.length === 0 ? html`<p class="govuk-body">Nobody yet.</p>` : authorityList(authorities, today)}
      ${live.length > 0 && endForm(session, party, live, typed, errors)}
      </div></div>`,
  })
}

const endForm = (
  session: Session,
  party: Party,
  live: readonly Authority[],
  typed: Typed,
  errors: Errors,
): Html => html`
  <h2 class="govuk-heading-s">End one</h2>
  <form method="post" action="/people/${party.personId}/authorities/end" novalidate>
    ${csrf(session)}
    ${select({
      name: 'authority',
      label: 'Whose?',
      value: typed['authority'],
      error: errors['authority'],
      choices: live.map(({ id, name, kind }) => ({ value: id, label: `${name}, ${kind}` })),
    })}
    ${input({ name: 'why', label: 'Why does it end?', value: typed['why'], error: errors['why'], width: 20 })}
    ${button('End it', { secondary: true, once: true })}
  </form>`
