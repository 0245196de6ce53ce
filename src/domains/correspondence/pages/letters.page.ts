import { capitalised } from '#values/text.ts'
import { button, input, select } from '#web/govuk/fields.ts'
import { table } from '#web/govuk/display.ts'
import type { Errors } from '#web/form.ts'
import { html, type Html, type Insert, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import { subNavigation } from '#web/moj/sub-navigation.ts'
import type { Session } from '#web/session.ts'
import { type Letter, type LetterState, letterStates, pageLength, type Unsent } from '../queries.ts'
import { templates } from '../templates.ts'

/** What the list was asked for. */
export type Listed = {
  readonly state: LetterState
  readonly template: string
  readonly reference: string
  readonly skip: number
}

type LettersModel = Listed & {
  readonly session: Session
  readonly sent: readonly Letter[]
  readonly unsent: readonly Unsent[]
  readonly counts: Readonly<Record<LetterState, number>>
  readonly errors: Errors
}

/** The outbox: what went, newest first, what waits and what was called off, to whom, and about which account. */
export const lettersPage = (model: LettersModel): Html => {
  const { session, state, template, reference, skip, sent, unsent, counts, errors } = model
  const shown = sent.length + unsent.length
  return layout({
    title: 'Letters',
    session,
    at: 'letters',
    errors,
    content: html`
      ${heading(session.council.name, 'Letters')}
      <p class="govuk-body">In this version nothing is posted: each letter is kept here just as it would go.</p>
      ${subNavigation(
        'Letters',
        letterStates.map(each => ({
          text: `${labels[each]} (${counts[each].toLocaleString('en-GB')})`,
          href: pathOf({ state: each, template, skip: 0 }),
          isHere: each === state,
        })),
      )}
      <form method="post" action="/letters" class="eh-search">
        ${csrf(session)}
        <input type="hidden" name="state" value="${state}">
        ${select({
          name: 'template',
          label: 'Letter',
          value: template,
          choices: [
            { value: '', label: 'Every letter' },
            ...Object.keys(templates).map(notice => ({
              value: notice,
              label: capitalised(notice),
            })),
          ],
        })}
        ${input({ name: 'reference', label: 'Account reference', value: reference, error: errors['reference'], width: 20 })}
        ${button('Show')}
      </form>
      ${shown === 0 ? html`<p class="govuk-body" role="status">${nothing(model)}</p>` : state === 'sent' ? sentTable(sent) : unsentTable(unsent, state)}
      ${
        reference === '' &&
        html`<p class="govuk-body">
        ${skip > 0 && html`<a class="govuk-link" href="${pathOf({ state, template, skip: Math.max(0, skip - pageLength) })}">Later letters</a> `}
        ${shown === pageLength && html`<a class="govuk-link" href="${pathOf({ state, template, skip: skip + pageLength })}">Earlier letters</a>`}
      </p>`
      }`,
  })
}

/** The address of a list. An account's reference is never in it. */
export const pathOf = ({ state, template, skip }: Omit<Listed, 'reference'>): string => {
  const query = new URLSearchParams({
    ...(state !== 'sent' && { state }),
    ...(template !== '' && { template }),
    ...(skip > 0 && { skip: String(skip) }),
  }).toString()
  return query === '' ? '/letters' : `/letters?${query}`
}

const labels = { sent: 'Sent', waiting: 'Waiting', 'called off': 'Called off' } as const

const nothing = ({ state, template, reference }: Listed): string =>
  template !== '' || reference !== ''
    ? 'No such letter. Try every letter, or look at the reference again.'
    : {
        sent: 'No letters yet. A letter appears here when its run is released.',
        waiting: 'No letter is waiting to be written.',
        'called off': 'No letter was called off.',
      }[state]

const sentTable = (letters: readonly Letter[]): Html =>
  table({
    caption: 'Newest first',
    columns: [
      { label: 'Sent' },
      { label: 'Letter' },
      { label: 'State' },
      { label: 'To' },
      { label: 'Account' },
      { label: 'Why' },
      { label: 'Pages', numeric: true },
    ],
    rows: letters.map(letter => [
      momentInWords(letter.dispatchedAt),
      html`<a class="govuk-link" href="/letters/${letter.id}">${letter.title}<span class="govuk-visually-hidden"> to ${name(letter.addressee)} (PDF)</span></a>
        <span class="eh-quiet">${letter.template}, wording ${letter.templateVersion}</span>`,
      'Sent',
      ...about(letter),
      letter.pages,
    ]),
  })

const unsentTable = (letters: readonly Unsent[], state: LetterState): Html =>
  table({
    caption: 'Newest first',
    columns: [
      { label: 'Released' },
      { label: 'Letter' },
      { label: 'State' },
      { label: 'To' },
      { label: 'Account' },
      { label: 'Why' },
    ],
    rows: letters.map(letter => [
      momentInWords(letter.queuedAt),
      capitalised(letter.template),
      letter.problem === null ? labels[state] : `${labels[state]}: ${letter.problem}`,
      ...about(letter),
    ]),
  })

const about = ({
  partyId,
  addressee,
  accountId,
  accountReference,
}: Pick<Letter, 'partyId' | 'addressee' | 'accountId' | 'accountReference'>): readonly Insert[] => [
  html`<a class="govuk-link" href="/people/${partyId}">${name(addressee)}</a>`,
  html`<a class="govuk-link" href="/accounts/${accountId}">${accountReference}</a>`,
  html`<a class="govuk-link" href="/accounts/${accountId}/why">why<span class="govuk-visually-hidden"> for ${accountReference}</span></a>`,
]

const momentInWords = (moment: Temporal.Instant): string =>
  moment
    .toZonedDateTimeISO('Europe/London')
    .toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
