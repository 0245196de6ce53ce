import { tag } from '#web/govuk/display.ts'
import { button, checkboxes, radios, textarea } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import { formatDate } from '#values/dates.ts'
import { capitalised } from '#values/text.ts'
import type { RemedyChoice } from '../choices.ts'
import { chosenInWords } from '../in-words.ts'
import { remedyVerdictInWords } from '../judge-remedy.ts'
import { endings } from '../kinds.ts'
import type { RemediesModel } from './remedies.page.ts'

/** What was typed into one of the page's forms, and what was wrong with it: of the others, nothing. */
const answered = (
  { answering, typed = {}, errors = {} }: RemediesModel,
  form: RemediesModel['answering'],
) => (answering === form ? { typed, errors } : { typed: {}, errors: {} })

/** The choice of a remedy: what is open, what somebody else would have to agree to, or none. What is blocked is not there to press. */
export function choosePart(model: RemediesModel): Html {
  const { session, account, referral, found, running, ticked = [] } = model
  if (!referral) {
    return html`
      <p class="govuk-body">Nothing asks for a remedy for this account now: a remedy is chosen when it is on a list for one.${session.permissions.includes('steps:propose') && html` <a class="govuk-link" href="/accounts/${account.id}/steps">Propose a step</a>`}</p>`
  }
  if (!session.permissions.includes('referrals:close')) {
    return html`<p class="govuk-body">It waits on the list “${referral.kind}” for an officer to choose.</p>`
  }
  const { typed, errors } = answered(model, 'choose')
  const choices = found.judged.flatMap(({ kind, verdict }) => {
    if (verdict.is === 'open') return [{ value: kind, label: capitalised(kind) }]
    if (verdict.is !== 'outside policy') return []
    const hint = `Outside policy, so somebody else has to agree. ${remedyVerdictInWords(verdict)}`
    return [{ value: kind, label: capitalised(kind), hint }]
  })
  const cautions = found.at.cautions
  return html`
    <section aria-labelledby="choose">
      <h2 class="govuk-heading-m" id="choose">Choose</h2>
      <p class="govuk-body">On the list “${referral.kind}” since ${formatDate(referral.openedOn)}. Choosing closes it.</p>
      <form method="post" action="/accounts/${account.id}/remedies" novalidate data-draft="remedy-${account.id}">
        ${csrf(session)}
        <input type="hidden" name="mark" value="${found.mark}">
        ${radios({
          name: 'remedy',
          label: 'Which remedy?',
          value: typed['remedy'],
          error: errors['remedy'],
          choices: [
            ...choices,
            running
              ? { value: 'none', label: `Nothing new: the ${running.remedy} goes on` }
              : {
                  value: 'none',
                  label: 'None of them for now',
                  hint: 'It is looked at again in its time; where a deduction was to be decided, the letters go on',
                },
          ],
        })}
        ${
          cautions.length > 0 &&
          checkboxes({
            name: 'ticked',
            label: 'Before a remedy, tick each to say that you have read it',
            error: errors['ticked'],
            values: ticked,
            choices: cautions.map(({ says }) => ({ value: says, label: says })),
          })
        }
        ${textarea({
          name: 'reason',
          label: 'Why this one?',
          hint: 'It is kept with all that is shown here, and read by whoever asks later.',
          rows: 4,
          value: typed['reason'],
          error: errors['reason'],
        })}
        ${button('Choose it', { once: true })}
      </form>
    </section>`
}

/** A choice outside policy that waits: for an approver to agree or refuse, or for whoever made it to take back. */
export function waitingPart(choice: RemedyChoice, model: RemediesModel): Html {
  const { session, account, staff } = model
  const { typed, errors } = answered(model, 'decide')
  const address = `/accounts/${account.id}/remedies/${choice.id}`
  const comment = (label: string) =>
    textarea({ name: 'comment', label, rows: 2, value: typed['comment'], error: errors['comment'] })
  return html`
    <section class="eh-verdict eh-verdict--policy" aria-labelledby="waits">
      <h2 class="govuk-heading-m" id="waits">${capitalised(chosenInWords(choice.remedy))} waits for an approver ${tag('Outside policy', 'yellow')}</h2>
      <p class="govuk-body">${staff.get(choice.chosenBy) ?? 'An officer'} chose it on ${formatDate(choice.chosenOn)}: ${name(choice.reason)}</p>
      <p class="govuk-body">It would set aside:</p>
      <ul class="govuk-list govuk-list--bullet">${choice.setAside.map(hold => html`<li>${hold}</li>`)}</ul>
      ${choice.cautions.length > 0 && html`<p class="govuk-body">Read and ticked: ${choice.cautions.join('; ')}.</p>`}
      ${
        choice.chosenBy === session.staffId
          ? session.permissions.includes('referrals:close') &&
            html`
      <form method="post" action="${address}/take-back" novalidate data-draft="remedy-back-${choice.id}">
        ${csrf(session)}${comment('Why is it taken back?')}${button('Take it back', { secondary: true })}
      </form>`
          : session.permissions.includes('steps:approve')
            ? html`
      <form method="post" action="${address}/decision" novalidate data-draft="remedy-decide-${choice.id}">
        ${csrf(session)}
        <input type="hidden" name="contentHash" value="${choice.contentHash}">
        ${comment('What do you say to it?')}
        ${button('Agree', { once: true, name: 'answer', value: 'agree' })}
        ${button('Refuse it', { secondary: true, name: 'answer', value: 'refuse' })}
      </form>`
            : html`<p class="govuk-body">A team leader or an approver decides on it.</p>`
      }
    </section>`
}

/** The remedy that runs: how it ended, once it has. */
export function endPart(choice: RemedyChoice, model: RemediesModel): Html | false {
  const { session, account } = model
  if (!session.permissions.includes('referrals:close')) return false
  const { typed, errors } = answered(model, 'end')
  return html`
    <details class="govuk-details"${model.answering === 'end' && html` open`}>
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">The ${choice.remedy} has ended</span></summary>
      <div class="govuk-details__text">
        <form method="post" action="/accounts/${account.id}/remedies/${choice.id}/end" novalidate data-draft="remedy-end-${choice.id}">
          ${csrf(session)}
          ${radios({
            name: 'ending',
            label: 'How did it end?',
            value: typed['ending'],
            error: errors['ending'],
            choices: Object.entries(endings).map(([value, says]) => ({
              value,
              label: capitalised(value),
              hint: says,
            })),
          })}
          ${textarea({
            name: 'why',
            label: 'What you know of it',
            rows: 3,
            value: typed['why'],
            error: errors['why'],
          })}
          ${button('Record how it ended', { once: true, secondary: true })}
        </form>
      </div>
    </details>`
}
