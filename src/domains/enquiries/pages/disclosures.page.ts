import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import type { Errors, Typed } from '#web/form.ts'
import { table, tag } from '#web/govuk/display.ts'
import { button, input, select } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { type Disclosure, subjectInWords } from '../disclosure.ts'
import { hasGateway, type Purpose } from '../purpose.ts'
import { answerTag, momentOf } from './words.ts'

type DisclosuresModel = {
  readonly session: Session
  readonly disclosures: readonly Disclosure[]
  readonly purposes: readonly Purpose[]
  readonly whoAsked: readonly { readonly askedBy: string; readonly by: string }[]
  readonly typed: Typed
  readonly errors?: Errors
}

/** Everything that other teams asked and were told, for whoever answers for it. */
export const disclosuresPage = (model: DisclosuresModel): Html => {
  const { session, disclosures, errors = {} } = model
  return layout({
    title: 'Disclosures',
    session,
    at: 'disclosures',
    errors,
    content: html`
      ${heading(session.council.name, 'What other teams were told')}
      <p class="govuk-body">Every debt check, as it was asked and answered. One that led to a person is in what has happened to them too.
        <a class="govuk-link" href="/disclosures/purposes">What may be asked for, and what allows it</a></p>
      ${narrowing(model)}
      ${disclosures.length === 0 ? html`<p class="govuk-body">Nothing was asked.</p>` : list(disclosures)}`,
  })
}

const narrowing = ({ purposes, whoAsked, typed, errors = {} }: DisclosuresModel) => html`
  <form method="get" action="/disclosures" class="eh-search" novalidate>
    ${select({
      name: 'purpose',
      label: 'Asked for',
      value: typed['purpose'],
      choices: [
        { value: '', label: 'Anything' },
        ...purposes.map(({ name }) => ({ value: name, label: capitalised(name) })),
      ],
    })}
    ${select({
      name: 'by',
      label: 'Asked by',
      value: typed['by'],
      choices: [
        { value: '', label: 'Anybody' },
        ...whoAsked.map(({ askedBy, by }) => ({ value: askedBy, label: by })),
      ],
    })}
    ${input({ name: 'from', label: 'From, a day', value: typed['from'], error: errors['from'], width: 10 })}
    ${input({ name: 'to', label: 'To, a day', value: typed['to'], error: errors['to'], width: 10 })}
    ${button('Show')}
  </form>`

const list = (disclosures: readonly Disclosure[]) =>
  table({
    caption: 'Newest first, 200 at most',
    columns: [
      { label: 'When' },
      { label: 'Who asked' },
      { label: 'For' },
      { label: 'About' },
      { label: 'Answer' },
    ],
    rows: disclosures.map(one => [
      html`<span class="eh-together">${momentOf(one.askedAt)}</span>`,
      one.by,
      html`${capitalised(one.purpose)} <span class="eh-quiet">${one.reference}</span>`,
      one.personId === null
        ? name(subjectInWords(one))
        : html`<a class="govuk-link" href="/people/${one.personId}?show=disclosure">${name(subjectInWords(one))}</a>`,
      one.because === null
        ? one.told.join(' ')
        : html`${tag(answerTag[one.answer].says, answerTag[one.answer].colour)} <span class="eh-quiet">not said to them: ${one.because}</span>`,
    ]),
  })

/** What may be asked for, what allows it, and what nobody has confirmed yet. */
export const purposesPage = ({
  session,
  purposes,
}: {
  readonly session: Session
  readonly purposes: readonly Purpose[]
}): Html =>
  layout({
    title: 'What may be asked for',
    session,
    at: 'disclosures',
    content: html`
      ${heading(html`<a class="govuk-link" href="/disclosures">Disclosures</a>`, 'What may be asked for')}
      <p class="govuk-body">Without a gateway, something in law that lets the council tell it, nobody may ask. <strong>${purposes.filter(({ confidence }) => confidence === 'to confirm').length}</strong>
        of these are for your own lawyer or information-governance officer to confirm. Council tax is in none of them:
        Schedule 2 to the Local Government Finance Act 1992 limits what its records are used for, and nobody has confirmed a gateway.</p>
      ${table({
        caption: 'Purposes',
        captionHidden: true,
        columns: [
          { label: 'Purpose' },
          { label: 'Gateway' },
          { label: 'Kinds of debt' },
          { label: 'Told' },
          { label: 'Bands' },
        ],
        rows: purposes.map(purpose => [
          html`${capitalised(purpose.name)} ${purpose.confidence === 'to confirm' && tag('to confirm', 'yellow')}`,
          hasGateway(purpose)
            ? html`${purpose.gateway} <span class="eh-quiet">${purpose.citation}</span>`
            : 'None is recorded: it cannot be asked.',
          purpose.debtTypes.join(', '),
          !hasGateway(purpose)
            ? 'nothing'
            : [
                'yes or no',
                purpose.tellsAmount && 'a band of amounts',
                purpose.tellsPlan && 'whether there is an arrangement',
              ]
                .filter(Boolean)
                .join(', '),
          hasGateway(purpose) && purpose.tellsAmount
            ? `up to ${purpose.bands.map(upper => formatPounds(upper)).join(', ')}, and more`
            : '',
        ]),
      })}`,
  })
