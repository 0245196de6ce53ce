import type { Party } from '#parties'
import { formatDate } from '#values/dates.ts'
import type { Errors, Typed } from '#web/form.ts'
import { tag } from '#web/govuk/display.ts'
import { button, input, radios, select, textarea } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { hasLapsed, type Instruction, instructionKinds, instructions } from '../instruction.ts'

type InstructionsModel = {
  readonly session: Session
  readonly party: Party
  readonly instructions: readonly Instruction[]
  readonly today: Temporal.PlainDate
  readonly typed?: Typed
  readonly errors?: Errors
}

/** What to do differently with somebody: what stands, what has lapsed, and something new. */
export const instructionsPage = (model: InstructionsModel): Html => {
  const { session, party, today, typed = {}, errors = {} } = model
  const asked = (field: string) => ({ name: field, value: typed[field], error: errors[field] })
  return layout({
    title: 'What to do differently',
    session,
    at: 'work',
    errors,
    content: html`
      ${heading(html`<a class="govuk-link" href="/people/${party.personId}">${name(party.name)}</a>`, 'What to do differently')}
      <div class="eh-columns"><div>
      <h2 class="govuk-heading-m">Now</h2>
      ${model.instructions.length === 0 && html`<p class="govuk-body">Nothing: they are dealt with like everybody else.</p>`}
      <ul class="govuk-list">${model.instructions.map(
        one => html`<li>${instructionTag(one, today)} ${name(one.detail)}
        <span class="eh-quiet">${hasLapsed(one, today) ? 'lapsed on' : 'to be looked at again by'} ${formatDate(one.lapsesOn)}; said by ${one.by}</span></li>`,
      )}</ul>
      ${model.instructions.length > 0 && endForm(model)}
      </div><div>
      <h2 class="govuk-heading-m">Something new</h2>
      <p class="govuk-body">Say what to do, never why: an illness or a diagnosis is not needed here.</p>
      <form method="post" action="/people/${party.personId}/instructions" novalidate data-draft="instruction-${party.personId}">
        ${csrf(session)}
        ${radios({
          ...asked('because'),
          label: 'Because of',
          choices: instructionKinds.map(value => ({ value, label: `A ${value}` })),
        })}
        ${select({
          ...asked('says'),
          label: 'What to do differently',
          choices: [
            { value: '', label: 'Choose' },
            ...[...new Set(Object.values(instructions).flat())].map(value => ({
              value,
              label: value,
            })),
          ],
        })}
        ${textarea({ ...asked('detail'), label: 'Anything that helps to do it', hint: 'For example, the language', rows: 2 })}
        ${input({ ...asked('lapses'), label: 'Look at it again by', hint: `Within twelve months, for example ${today.add({ months: 6 }).toLocaleString('en-GB')}`, width: 10 })}
        ${button('Keep it', { once: true })}
      </form>
      </div></div>`,
  })
}

/** One thing to do differently, as a tag; one that lapsed says so. */
export const instructionTag = (one: Instruction, today: Temporal.PlainDate): Html =>
  hasLapsed(one, today)
    ? tag(`Lapsed, renew or end: ${one.says}`, 'grey')
    : tag(one.says, one.becauseOf === 'risk' ? 'red' : 'blue')

const endForm = ({
  session,
  party,
  instructions: live,
  typed = {},
  errors = {},
}: InstructionsModel): Html => html`
  <h2 class="govuk-heading-s">End one</h2>
  <form method="post" action="/people/${party.personId}/instructions/end" novalidate>
    ${csrf(session)}
    ${select({
      name: 'instruction',
      label: 'Which?',
      value: typed['instruction'],
      error: errors['instruction'],
      choices: live.map(({ id, says, becauseOf }) => ({
        value: id,
        label: `${says} (${becauseOf})`,
      })),
    })}
    ${input({ name: 'why', label: 'Why does it end?', value: typed['why'], error: errors['why'], width: 20 })}
    ${button('End it', { secondary: true, once: true })}
  </form>`
