import type { Party, SourceRecord } from '#parties'
import { formatDate } from '#values/dates.ts'
import { formatPounds } from '#values/money.ts'
import { tag } from '#web/govuk/display.ts'
import { html, type Html, name } from '#web/html.ts'
import { tradingNamesIn } from '../names.ts'
import { isRelated, type Relationship } from '../relationships.ts'
import { roleInWords } from '../words.ts'
import { statusTags } from './company-line.ts'

/** What being an officer of a company does not do: said wherever it is shown. */
export const owesOnlyTheirOwn =
  'Whoever is an officer of a company does not owe what it owes by that. Nothing here joins two records, and no debt, letter or step crosses over.'

type SectionModel = {
  readonly party: Party
  readonly relationships: readonly Relationship[]
  readonly records: readonly SourceRecord[]
}

/** The businesses of a person and the people of a business, for their page; what an officer said to be none is left out. */
export function businessSection({ party, relationships, records }: SectionModel): Html | false {
  const { personId } = party
  const tradingNames = party.isRestricted ? [] : tradingNamesIn(records)
  const related = relationships.filter(isRelated)
  const link = (says: string) =>
    html`<p class="govuk-body-s"><a class="govuk-link" href="/people/${personId}/businesses">${says}</a></p>`
  if (related.length === 0 && tradingNames.length === 0)
    return (
      party.kind === 'person' && link('Businesses: none known. Say that they are an officer of one')
    )
  return html`
    <section aria-labelledby="businesses"><h2 class="govuk-heading-s" id="businesses">Business relationships</h2>
      <ul class="govuk-list eh-tight">
        ${tradingNames.map(trading => html`<li>Trades as ${name(trading)}. <span class="eh-quiet">It is their own name for what they do: what is owed under it is among the accounts here.</span></li>`)}
        ${related.map(one => html`<li>${relationshipInWords(one, personId)}</li>`)}
      </ul>
      ${related.length > 0 && html`<p class="govuk-body-s">${owesOnlyTheirOwn}</p>`}
      ${link('Businesses: say who is an officer, or who is not')}</section>`
}

/** One relationship as it is read from one of its ends: the business from a person's page, the person from the business's. */
export function relationshipInWords(one: Relationship, readFrom: string): Html {
  const isPersons = one.personId === readFrom
  return html`<a class="govuk-link" href="/people/${isPersons ? one.businessId : one.personId}">${name(isPersons ? one.understood.name : one.personName)}</a>
    ${howSure(one)}
    ${isPersons && html`${statusTags(one.understood)} owes ${formatPounds(one.owes)}, not counted here.`}
    <span class="eh-quiet">${termInWords(one)}${isPersons && ` of company ${one.number}`}. ${why(one)}</span>`
}

const howSure = ({ answer }: Relationship): Html =>
  answer === null
    ? tag('likely', 'yellow')
    : answer.isSame
      ? tag('an officer says so', 'green')
      : tag('said not to be', 'grey')

/** “Director from 3 March 2014 until 1 May 2020”. */
export const termInWords = ({
  role,
  appointedOn,
  resignedOn,
}: Pick<Relationship, 'role' | 'appointedOn' | 'resignedOn'>): string =>
  [
    roleInWords(role),
    appointedOn && `from ${formatDate(appointedOn)}`,
    resignedOn && `until ${formatDate(resignedOn)}`,
  ]
    .filter(Boolean)
    .join(' ')

const why = ({ answer, name: registered, bornIn }: Relationship): Html =>
  answer === null
    ? html`The register’s ${name(registered)} has the same name and was born in ${monthInWords(bornIn)} too.`
    : html`${answer.by}, ${formatDate(answer.at.toZonedDateTimeISO('Europe/London').toPlainDate())}: ${name(answer.why)}`

/** 197103 → “March 1971”. */
export const monthInWords = (bornIn: string): string =>
  formatDate(Temporal.PlainDate.from(`${bornIn.slice(0, 4)}-${bornIn.slice(4)}-01`)).replace(
    /^\d+ /,
    '',
  )
