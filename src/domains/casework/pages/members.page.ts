import type { Member, Party, SourceRecord } from '#parties'
import { formatDate } from '#values/dates.ts'
import type { SharedEntry } from '../part-person.ts'
import { type Errors, tickedIn, type Typed } from '#web/form.ts'
import { button, checkboxes, radios, textarea } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'

type MembersModel = {
  readonly session: Session
  readonly party: Party
  readonly members: readonly Member[]
  readonly records: readonly SourceRecord[]
  /** What officers wrote that could be about any of them. */
  readonly entries: readonly SharedEntry[]
  readonly typed?: Typed
  readonly errors?: Errors
}

/** Whose records make up a person, why each was joined, and how to part one that is somebody else. */
export const membersPage = (model: MembersModel): Html => {
  const { session, party, members, records, errors = {} } = model
  return layout({
    title: `Who ${party.name} is`,
    session,
    at: 'matches',
    errors,
    content: html`
      ${heading(html`<a class="govuk-link" href="/people/${party.personId}">${name(party.name)}</a>`, 'Who this is')}
      ${members.map(
        member => html`
      <section class="eh-parameter">
        <h2 class="govuk-heading-s">${name(member.name)}</h2>
        <ul class="govuk-list eh-tight">${records
          .filter(({ partyId }) => partyId === member.partyId)
          .map(
            record =>
              html`<li>${record.source} ${record.personNumber}: ${name(record.name)} <span class="eh-quiet">${record.address} ${record.postcode}</span></li>`,
          )}</ul>
        <p class="govuk-body-s">${whyIn(member)}</p>
      </section>`,
      )}
      ${members.length > 1 && partForm(model)}`,
  })
}

const whyIn = ({ joinedAt, joinedBy, why }: Member): string =>
  joinedAt
    ? `Joined ${formatDate(joinedAt.toZonedDateTimeISO('Europe/London').toPlainDate())} by ${joinedBy}: ${why}.`
    : 'The one known longest.'

const partForm = ({
  session,
  party,
  members,
  entries,
  typed = {},
  errors = {},
}: MembersModel): Html => html`
  <h2 class="govuk-heading-m">One of them is somebody else</h2>
  <p class="govuk-body">Everything a record brought goes with it: accounts, notes, letters, holds and addresses.</p>
  <form method="post" action="/people/${party.personId}/part" novalidate>
    ${csrf(session)}
    ${radios({
      name: 'party',
      label: 'Who is somebody else?',
      value: typed['party'],
      error: errors['party'],
      choices: members.map(({ partyId, name }) => ({ value: partyId, label: name })),
    })}
    ${
      entries.length > 0 &&
      checkboxes({
        name: 'goes',
        label: 'Which of these are about whoever you chose?',
        hint: 'They were written while the records were one person. What you leave stays with the others. A hold, and what to do differently, stays for both until somebody ends it.',
        values: tickedIn(typed, 'goes'),
        choices: entries.map(({ id, at, says }) => ({
          value: id,
          label: `${formatDate(at.toZonedDateTimeISO('Europe/London').toPlainDate())}: ${says}`,
        })),
      })
    }
    ${textarea({ name: 'because', label: 'How do you know?', rows: 2, value: typed['because'], error: errors['because'] })}
    ${button('Part them', { once: true })}
  </form>`
