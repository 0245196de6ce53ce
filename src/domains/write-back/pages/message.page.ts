import { formatDate } from '#values/dates.ts'
import type { Errors, Typed } from '#web/form.ts'
import { insetText, summaryList, warningText } from '#web/govuk/display.ts'
import { button, input, textarea } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { Message } from '../messages.ts'
import { amountOf, section, stateTag, toldInWords, typedWords, whyInWords } from './shared.ts'

export type MessageModel = {
  readonly session: Session
  readonly message: Message
  /** Why what was just asked for was not done. */
  readonly refusal?: string | undefined
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

/** One message: what its source was told, what it answered, and what is done about it. */
export const messagePage = (model: MessageModel): Html => {
  const { session, message, refusal, errors = {}, notice } = model
  return section({
    session,
    at: 'exceptions',
    title: `${message.source}, message ${message.number}`,
    errors,
    notice,
    content: html`
      ${refusal !== undefined && warningText(refusal)}
      ${!isException(message) && typedWords(model.typed)}
      <div class="eh-columns"><div>${factsOf(message)}</div><div>${actions(model)}</div></div>`,
  })
}

const isException = ({ state }: Message): boolean => state === 'rejected' || state === 'unanswered'

const factsOf = (message: Message): Html => {
  const { attempt, sentOn, answeredOn, answeredBy, correctsId, correctedById, because } = message
  return summaryList([
    ['State', stateTag(message)],
    [
      'Account',
      html`<a class="govuk-link" href="/accounts/${message.accountId}">${message.reference}</a>${message.toldAs !== message.reference && html` <span class="eh-quiet">told as ${message.toldAs}</span>`}`,
    ],
    ['What it is told', toldInWords(message)],
    ...(message.amount === null ? [] : ([['Adds to what is owed', amountOf(message)]] as const)),
    ['Day it happened', formatDate(message.happenedOn)],
    ...(message.isConfidential
      ? ([['In words', 'Kept back: it has become confidential, and is told to nobody.']] as const)
      : message.says === ''
        ? []
        : ([['In words', name(message.says)]] as const)),
    [
      'Sent',
      sentOn && attempt > 0
        ? `${formatDate(sentOn)}${attempt > 1 ? `, ${attempt} times by now` : ''}`
        : 'Not yet',
    ],
    ...(answeredOn
      ? ([
          [
            'Answered',
            `${formatDate(answeredOn)}, ${answeredBy === 'reply' ? 'by a reply' : 'by its own file, which tells of it'}`,
          ],
        ] as const)
      : []),
    ...(message.state === 'rejected' || message.state === 'unanswered' || message.answerCode !== ''
      ? ([['Why not', whyInWords(message)]] as const)
      : []),
    ...(message.exceptionOn
      ? ([['With a person since', formatDate(message.exceptionOn)]] as const)
      : []),
    ...(message.ownerName === null ? [] : ([['Looked into by', name(message.ownerName)]] as const)),
    ...(correctsId === null
      ? []
      : ([
          [
            'Puts right',
            html`<a class="govuk-link" href="/sources/messages/${correctsId}">an earlier message</a>, because: ${because}`,
          ],
        ] as const)),
    ...(correctedById === null
      ? []
      : ([
          [
            'Put right by',
            html`<a class="govuk-link" href="/sources/messages/${correctedById}">a later message</a>`,
          ],
        ] as const)),
    ...(message.closedWhy === null
      ? []
      : ([['Closed', `${message.closedWhy} (${message.closedByName})`]] as const)),
  ])
}

const actions = (model: MessageModel): Html | false => {
  const { session, message } = model
  if (!isException(message)) return false
  if (!session.permissions.includes('source-messages:settle'))
    return insetText('A local-taxation officer or a team leader settles it.')
  return html`
    ${ownerForm(model)}
    ${message.state === 'rejected' ? correctForm(model) : againForm(model)}
    ${closeForm(model)}`
}

const formTo = ({ session, message }: MessageModel, what: string, content: Html): Html => html`
  <form method="post" action="/sources/messages/${message.id}/${what}" novalidate data-draft="source-message-${what}-${message.id}">
    ${csrf(session)}${content}
  </form>`

const ownerForm = (model: MessageModel): Html => {
  const isMine = model.message.owner === model.session.staffId
  return formTo(
    model,
    'owner',
    button(isMine ? 'Give it up' : 'I am looking into it', {
      secondary: true,
      name: 'take',
      value: isMine ? 'no' : 'yes',
    }),
  )
}

const correctForm = (model: MessageModel): Html => {
  const { message, typed = {}, errors = {} } = model
  return html`
    <h2 class="govuk-heading-s">Correct it and send it again</h2>
    ${formTo(
      model,
      'correct',
      html`
      ${input({ name: 'reference', label: 'The account, as the source calls it', width: 20, value: typed['reference'] ?? message.toldAs, error: errors['reference'] })}
      ${message.says !== '' && textarea({ name: 'says', label: 'In words', rows: 3, value: typed['says'] ?? message.says, error: errors['says'] })}
      ${input({ name: 'because', label: 'What was wrong?', value: typed['because'], error: errors['because'] })}
      ${button('Send it again', { once: true })}`,
    )}`
}

const againForm = (model: MessageModel): Html => html`
  <h2 class="govuk-heading-s">Send it again</h2>
  <p class="govuk-body">It goes with the next file under its own number, so that a source that has it already does nothing twice.</p>
  ${formTo(model, 'again', button('Send it again', { once: true }))}`

const closeForm = (model: MessageModel): Html => html`
  <h2 class="govuk-heading-s">Close it</h2>
  <p class="govuk-body">It is not sent again. Its money stays a difference until the source’s own files tell of it.</p>
  ${formTo(
    model,
    'close',
    html`
    ${input({ name: 'why', label: 'Why is it closed?', value: model.typed?.['why'], error: model.errors?.['why'] })}
    ${button('Close it', { secondary: true, once: true })}`,
  )}`
