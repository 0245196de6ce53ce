import type { Member, Party, ProposedMatch, SourceRecord } from '#parties'
import { formatDate } from '#values/dates.ts'
import type { SharedEntry } from '../part-person.ts'
import { type Errors, tickedIn, type Typed } from '#web/form.ts'
import { button, checkboxes, textarea } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { table } from '#web/govuk/display.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'

type MembersModel = {
  readonly session: Session
  readonly party: Party
  readonly members: readonly Member[]
  readonly records: readonly SourceRecord[]
  /** What joined their records, and who was said to be somebody else. */
  readonly pairs: readonly ProposedMatch[]
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
      ${pairsTable(model.pairs)}
      ${members.length > 1 && partForm(model)}`,
  })
}

/** Every pair that was decided, to be looked at and taken back however long ago it was. */
const pairsTable = (pairs: readonly ProposedMatch[]): Html | false =>
  pairs.length > 0 &&
  table({
    caption: 'What joined them, and who is somebody else',
    columns: [{ label: 'Pair' }, { label: 'Decided' }, { label: 'When' }, { label: 'Why' }],
    rows: pairs.map(pair => [
      html`<a class="govuk-link" href="/matches/${pair.leftId}/${pair.rightId}">${name(pair.leftName)} and ${name(pair.rightName)}</a>`,
      pair.state === 'joined' ? 'joined by itself' : pair.state,
      pair.decidedAt && dayOf(pair.decidedAt),
      pair.because || `${Math.floor(pair.probability * 1000) / 10}% likely`,
    ]),
  })

const dayOf = (at: Temporal.Instant): string =>
  formatDate(at.toZonedDateTimeISO('Europe/London').toPlainDate())

const whyIn = ({ joinedAt, joinedBy, why }: Member): string =>
  joinedAt ? `Joined ${dayOf(joinedAt)} by ${joinedBy}: ${why}.` : 'The one known longest.'

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
    ${checkboxes({
      name: 'party',
      label: 'Who is somebody else?',
      hint: 'Of several, tick all that are one and the same other person.',
      values: tickedIn(typed, 'party'),
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
          label: `${dayOf(at)}: ${says}`,
        })),
      })
    }
    ${textarea({ name: 'because', label: 'How do you know?', rows: 2, value: typed['because'], error: errors['because'] })}
    ${button('Part them', { once: true })}
  </form>`
