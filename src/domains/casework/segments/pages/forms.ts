import { button, input, radios, textarea } from '#web/govuk/fields.ts'
import { html, type Html, type Insert } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import { capitalised } from '#values/text.ts'
import { segments } from '../rules.ts'
import type { AccountSegment } from '../segment.ts'
import type { SegmentModel } from './segment.page.ts'

/** A form about the segment as it is shown: what was said or found since is looked at first. */
const about = (
  { standing, events: [last] }: AccountSegment,
  { theirs: { session }, account, eventId }: SegmentModel,
  does: 'override' | 'take-back' | 'contest' | 'answer',
  content: Insert,
): Html => html`
  <form method="post" action="/accounts/${account.id}/segment/${does}" novalidate data-draft="segment-${does}-${account.id}">
    ${csrf(session)}
    <input type="hidden" name="event" value="${eventId}">
    <input type="hidden" name="after" value="${String(last?.number ?? 0)}">
    <input type="hidden" name="stood" value="${standing.segment}">
    ${content}
  </form>`

const until = ({ typed = {}, errors = {} }: SegmentModel): Html =>
  input({
    name: 'until',
    label: 'Through which day, if any?',
    hint: 'Like 27/3/2027. Empty: until it is taken back',
    width: 10,
    value: typed['until'],
    error: errors['until'],
  })

export const overrideForm = (found: AccountSegment, model: SegmentModel): Html => {
  const { typed = {}, errors = {} } = model
  return about(
    found,
    model,
    'override',
    html`
    <h2 class="govuk-heading-m">Say otherwise</h2>
    ${radios({
      name: 'segment',
      label: 'What is it?',
      value: typed['segment'],
      error: errors['segment'],
      choices: segments
        .filter(segment => segment !== found.worked.segment)
        .map(value => ({ value, label: capitalised(value) })),
    })}
    ${textarea({ name: 'reason', label: 'Why?', hint: 'What you know and how you know it. They may read it one day, and contest it.', rows: 3, value: typed['reason'], error: errors['reason'] })}
    ${until(model)}
    ${button('Override it', { once: true })}`,
  )
}

export const answerForm = (found: AccountSegment, model: SegmentModel): Html => {
  const { typed = {}, errors = {} } = model
  return about(
    found,
    model,
    'answer',
    html`
    <h2 class="govuk-heading-m">Answer them</h2>
    ${radios({
      name: 'segment',
      label: 'What is it?',
      hint: 'Until it is answered nothing is known.',
      value: typed['segment'],
      error: errors['segment'],
      choices: segments.map(value => ({
        value,
        label: capitalised(value),
        ...(value === found.worked.segment && { hint: 'What is held comes to this' }),
      })),
    })}
    ${textarea({ name: 'reason', label: 'What do you say to them?', hint: 'It answers their words, and they may read it.', rows: 3, value: typed['reason'], error: errors['reason'] })}
    ${until(model)}
    ${button('Answer', { once: true })}`,
  )
}

export const takeBackForm = (found: AccountSegment, model: SegmentModel): Html => {
  const { typed = {}, errors = {} } = model
  return about(
    found,
    model,
    'take-back',
    html`
    ${input({ name: 'takenBackWhy', label: 'Take back what an officer says: why?', value: typed['takenBackWhy'], error: errors['takenBackWhy'] })}
    ${button('Take it back', { secondary: true, once: true })}`,
  )
}

export const contestForm = (found: AccountSegment, model: SegmentModel): Html => {
  const { typed = {}, errors = {} } = model
  return about(
    found,
    model,
    'contest',
    html`
    <h2 class="govuk-heading-m">They contest it</h2>
    ${textarea({ name: 'theirWords', label: 'What do they say, in their words?', hint: 'From then nothing is known until an officer answers.', rows: 3, value: typed['theirWords'], error: errors['theirWords'] })}
    ${button('Write it down', { secondary: true, once: true })}`,
  )
}
