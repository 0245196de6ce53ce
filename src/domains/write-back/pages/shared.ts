import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import type { Typed } from '#web/form.ts'
import { insetText, tag } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import { sectionOf } from '#web/section.ts'
import type { Message } from '../messages.ts'

/** A page about the source systems, with the way to the others. */
export const section = sectionOf({
  place: 'sources',
  label: 'Sources',
  pages: [
    { at: 'overview', text: 'Overview', href: '/sources' },
    { at: 'exceptions', text: 'Exceptions', href: '/sources/exceptions' },
    { at: 'replies', text: 'Replies', href: '/sources/replies' },
    { at: 'months', text: 'Month end', href: '/sources/months' },
  ],
})

const words = {
  waiting: 'waiting',
  sent: 'told, not answered',
  acknowledged: 'acknowledged',
  rejected: 'rejected',
  unanswered: 'never answered',
  corrected: 'corrected',
  closed: 'closed',
} as const
const colours = {
  waiting: 'yellow',
  sent: 'blue',
  acknowledged: 'green',
  rejected: 'red',
  unanswered: 'red',
  corrected: 'grey',
  closed: 'grey',
} as const

/** A message's state in a word or two, with its colour. */
export const stateTag = ({ state }: Pick<Message, 'state'>): Html =>
  tag(words[state], colours[state])

/** What a source is told, in a line: never the words of a detail or a note. */
export const toldInWords = ({ kind, code, amount, untilOn }: Message): string =>
  [
    capitalised(kind),
    ...(amount === null ? [] : [formatPounds(amount < 0n ? -amount : amount)]),
    ...(code === '' || code === 'other' ? [] : [`(${code})`]),
    ...(untilOn === null ? [] : [`until ${formatDate(untilOn)}`]),
  ].join(' ')

/** Pence that a message adds to what is owed, or nothing where it is not about money. */
export const amountOf = ({ amount }: Message): string =>
  amount === null ? '' : formatPounds(amount)

/** What somebody typed into a form that is not on the page any more: nothing of it is lost. */
export const typedWords = (typed: Typed = {}): Html | false => {
  const words = ['says', 'because', 'why']
    .map(field => typed[field] ?? '')
    .filter(text => text !== '')
  return (
    words.length > 0 &&
    insetText(
      html`<p class="govuk-body">What you typed:</p>${words.map(text => html`<p class="govuk-body">${name(text)}</p>`)}`,
    )
  )
}

/** Why a message is with a person, in a sentence. */
export const whyInWords = ({ state, answerCode, answerWhy, attempt }: Message): string =>
  state === 'unanswered'
    ? `Sent ${attempt === 1 ? 'once' : `${attempt} times`} and never answered.`
    : `${answerCode}${answerWhy === '' ? '' : `: ${answerWhy}`}`

export const linkTo = ({ id, number }: Message, first = false): Html =>
  html`<a class="govuk-link" href="/sources/messages/${id}"${first && html` data-key="n"`}>${number}</a>`
