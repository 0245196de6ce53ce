import type { Party, SourceRecord } from '#parties'
import { formatDate } from '#values/dates.ts'
import { insetText, summaryList, table, tag, warningText } from '#web/govuk/display.ts'
import { button } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { csrf, heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import type { CompanyEvent } from '../history.ts'
import { isCalledOtherwise, tradingNamesIn } from '../names.ts'
import type { KnownCompany } from '../queries.ts'
import { stopOf } from '../stops.ts'
import { roleInWords, typeInWords } from '../words.ts'
import { companyTags } from './company-line.ts'
import { insolvencyCases } from './insolvency-cases.ts'

type CompanyModel = {
  readonly session: Session
  readonly party: Party
  /** Whether this installation reads the register. */
  readonly isOn: boolean
  readonly companies: readonly KnownCompany[]
  /** What each source calls them now. */
  readonly records: readonly SourceRecord[]
  readonly events: readonly CompanyEvent[]
  readonly notice?: string | undefined
  readonly refusal?: string | undefined
}

/** What the register of companies says of a business, beside what our records say; nothing of ours is corrected by it. */
export const companyPage = (model: CompanyModel): Html => {
  const { session, party, companies, isOn } = model
  return layout({
    title: 'Company',
    session,
    at: 'work',
    notice: model.notice,
    content: html`
      ${heading(html`<a class="govuk-link" href="/people/${party.personId}">${name(party.name)}</a>`, 'Company')}
      ${model.refusal !== undefined && warningText(model.refusal)}
      ${companies.length === 0 && html`<p class="govuk-body">None of their records has a company number, so there is nothing to read on the register of companies.</p>`}
      ${!isOn && insetText('The register of companies is not read by this installation: what is shown was read before, or for training. The operator’s guide says how it is turned on.')}
      ${companies.map(one => oneCompany(model, one))}
      ${
        model.events.length > 0 &&
        html`
      <h2 class="govuk-heading-m">What the register said, and when we read it</h2>
      <ul class="govuk-list">${model.events.toReversed().map(({ at, says }) => html`<li><span class="eh-quiet">${moment(at)}</span> ${says}</li>`)}</ul>`
      }`,
  })
}

const moment = (at: Temporal.Instant): string => {
  const local = at.toZonedDateTimeISO('Europe/London')
  return `${formatDate(local.toPlainDate())}, ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`
}

const day = (text: string | null): string =>
  text === null ? '' : formatDate(Temporal.PlainDate.from(text))

const oneCompany = (model: CompanyModel, one: KnownCompany): Html => html`
  <h2 class="govuk-heading-m">Company ${one.number ?? one.written} ${companyTags(one)}</h2>
  ${whatToDo(one)}
  ${one.understood && asRegistered(model, one.understood)}
  ${howRead(one)}
  ${
    model.isOn &&
    one.number !== null &&
    model.session.permissions.includes('contacts:record') &&
    html`
  <form method="post" action="/people/${model.party.personId}/company/read">
    ${csrf(model.session)}<input type="hidden" name="number" value="${one.number}">
    ${button('Read again now', { secondary: true, once: true })}
  </form>`
  }`

/** What its state means for recovery, in a sentence or two. */
const whatToDo = ({ number, answer, unread, understood }: KnownCompany): Html => html`
  ${number === null && warningText('This is not a company number, so the register cannot be asked. The system that sent it has to put it right.')}
  ${answer === 'not found' && warningText('There is no company with this number at Companies House. Look whether our record has the right number; nothing was changed.')}
  ${answer === 'could not be read' && warningText(html`What came could not be read, so nothing was taken from it. ${unread}. ${understood && 'Below is what was understood before.'}`)}
  ${understood && stopped(understood)}`

const stopped = (company: NonNullable<KnownCompany['understood']>): Html | false => {
  const stop = stopOf(company)
  if (!stop) return false
  return insetText(
    stop.kind === 'dissolution'
      ? html`There is no such company any more, so no letter goes out. What it owned when it was dissolved is the Crown’s (Companies Act 2006 s1012; to confirm by a lawyer before anything is claimed).`
      : html`${stop.why}. No ordinary letter goes out. Whoever acts in the case, below, is who to write to: what is owed is claimed (proved) with them. What else may be done, and in which kind of case, is to confirm by a lawyer.`,
  )
}

const asRegistered = (
  model: CompanyModel,
  company: NonNullable<KnownCompany['understood']>,
): Html => {
  const parents = company.controllers.filter(({ isCompany }) => isCompany)
  const trading = tradingNamesIn(model.records)
  return html`
  ${nameDifference(model, company)}
  <div class="eh-columns"><div>
  ${summaryList([
    ['Name on the register', name(company.name)],
    ['Trading names in our records', trading.length === 0 ? 'None' : trading.join(', ')],
    [
      'Names before',
      company.previousNames.length === 0
        ? 'None'
        : html`<ul class="govuk-list">${company.previousNames.map(former => html`<li>${name(former.name)} <span class="eh-quiet">until ${day(former.until) || 'a day that is not said'}</span></li>`)}</ul>`,
    ],
    ['Kind', company.type === null ? 'Not said' : typeInWords(company.type)],
    ['Registered office', company.registeredOffice.join(', ') || 'Not said'],
    ['Incorporated', day(company.createdOn) || 'Not said'],
    ...(company.ceasedOn === null ? [] : [['Ceased', day(company.ceasedOn)] as const]),
    ['What it does (SIC)', company.sicCodes.join(', ') || 'Not said'],
  ])}
  </div><div>
  ${summaryList([
    [
      'Accounts',
      company.accountsOverdue
        ? html`${tag('Overdue', 'yellow')} ${company.accountsDueOn !== null && `since ${day(company.accountsDueOn)}`}`
        : 'Not overdue',
    ],
    ['Confirmation statement', company.statementOverdue ? tag('Overdue', 'yellow') : 'Not overdue'],
    ['Charges registered', company.charges === null ? 'Not said' : String(company.charges)],
    [
      'Group',
      parents.length === 0
        ? 'No company is registered as controlling it'
        : html`<ul class="govuk-list">${parents.map(parent => html`<li>${name(parent.name)} ${parent.companyNumber !== null && `(${parent.companyNumber})`} ${parent.ceasedOn !== null && html`<span class="eh-quiet">until ${day(parent.ceasedOn)}</span>`}</li>`)}</ul>`,
    ],
    [
      'People who control it',
      company.controllers
        .filter(({ isCompany, ceasedOn }) => !isCompany && ceasedOn === null)
        .map(person => person.name)
        .join('; ') || 'None registered',
    ],
  ])}
  </div></div>
  ${insolvencyCases(company.cases)}
  ${officersTable(company)}`
}

/** What is called otherwise here and there, side by side: neither is corrected by the other. */
const nameDifference = (
  { records }: CompanyModel,
  company: NonNullable<KnownCompany['understood']>,
): Html | false => {
  const others = records.filter(record => isCalledOtherwise(record.name, company.name))
  return (
    others.length > 0 &&
    table({
      caption: 'Names that differ: neither was corrected',
      columns: [
        { label: 'Whose word' },
        { label: 'Our record says' },
        { label: 'The register says' },
      ],
      rows: others.map(record => [record.source, name(record.name), name(company.name)]),
    })
  )
}

const officersTable = (company: NonNullable<KnownCompany['understood']>): Html => {
  const more = company.officersInAll - company.officers.length
  return html`
  ${
    company.officers.length === 0
      ? html`<p class="govuk-body">No officers were read.</p>`
      : table({
          caption: 'Officers',
          columns: [
            { label: 'Name' },
            { label: 'Role' },
            { label: 'Appointed' },
            { label: 'Resigned' },
          ],
          rows: company.officers
            .toSorted((a, b) => Number(a.resignedOn !== null) - Number(b.resignedOn !== null))
            .map(officer => [
              name(officer.name),
              roleInWords(officer.role),
              day(officer.appointedOn),
              day(officer.resignedOn),
            ]),
        })
  }
  ${more > 0 && html`<p class="govuk-body-s">The register has ${more} more.</p>`}
  <p class="govuk-body-s">An officer does not owe what the company owes. To write to one about it, ask first whether there is a ground.</p>`
}

const howRead = ({ number, lastReadAt, source, problem }: KnownCompany): Html => html`
  <p class="govuk-body-s eh-quiet">
    ${lastReadAt ? `Read ${moment(lastReadAt)}, ${source === 'training' ? 'made up for training' : `from ${source}`}.` : 'Not read yet.'}
    ${problem !== null && `The last try came to nothing: ${problem.toLowerCase()}.`}
    ${number !== null && source !== 'training' && `On the public register: https://find-and-update.company-information.service.gov.uk/company/${number}`}
  </p>`
