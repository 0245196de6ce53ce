import type { Family } from '#law/calculation.ts'
import { isToConfirm } from '#law/parameter.ts'
import type { Topic } from '#law/register.ts'
import { html, type Html } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { showParameter, slugOf } from './parameter.ts'

/** Where the law room begins: what has changed, what can be worked out, and every topic. */
export const lawPage = ({
  session,
  topics,
  families,
  toRead,
  toConfirm,
}: {
  readonly session: Session
  readonly topics: readonly Topic[]
  readonly families: readonly Family[]
  readonly toRead: number
  readonly toConfirm: number
}): Html =>
  layout({
    title: 'Law',
    session,
    at: 'law',
    content: html`
      ${heading(session.council.name, 'Law')}
      <ul class="eh-tiles">
        <li><a class="govuk-link" href="/law/changes"><strong>${toRead}</strong> ${toRead === 1 ? 'change' : 'changes'} to read</a></li>
        <li><a class="govuk-link" href="/law/to-confirm"><strong>${toConfirm}</strong> for a lawyer to confirm</a></li>
      </ul>
      <div class="eh-columns"><div>
      <h2 class="govuk-heading-m">Calculators</h2>
      <ul class="govuk-list">${families.map(
        ({ name, title, calculations }) =>
          html`<li>${
            calculations.length === 1
              ? html`<a class="govuk-link" href="/law/calculators/${name}/${calculations[0]?.slug}">${title}</a>`
              : html`${title}:<br>${calculations.map((one, n) => html`${n > 0 && ', '}<a class="govuk-link" href="/law/calculators/${name}/${one.slug}">${one.title}</a>`)}`
          }</li>`,
      )}</ul>
      </div><div>
      <h2 class="govuk-heading-m">What the law fixes</h2>
      <ul class="govuk-list">${topics.map(
        ({ title, parameters }) =>
          html`<li><a class="govuk-link" href="/law/topics/${slugOf(title)}">${title}</a> <span class="eh-quiet">${parameters.length}</span></li>`,
      )}</ul>
      </div></div>`,
  })

/** A topic's parameters, each with its history. Prints as it stands. */
export const topicPage = ({
  session,
  topic,
  today,
}: {
  readonly session: Session
  readonly topic: Topic
  readonly today: Temporal.PlainDate
}): Html =>
  layout({
    title: topic.title,
    session,
    at: 'law',
    content: html`
      ${heading(html`<a class="govuk-link" href="/law">Law</a>`, topic.title)}
      ${topic.parameters.map(parameter => showParameter(parameter, { today, level: 2 }))}`,
  })

/** What a lawyer has still to look at, by topic. */
export const toConfirmPage = ({
  session,
  topics,
  today,
}: {
  readonly session: Session
  readonly topics: readonly Topic[]
  readonly today: Temporal.PlainDate
}): Html =>
  layout({
    title: 'To confirm',
    session,
    at: 'law',
    content: html`
      ${heading(html`<a class="govuk-link" href="/law">Law</a>`, 'For a lawyer to confirm')}
      <p class="govuk-body">Figures whose source we have not read, that we are not sure of, or whose reading is in doubt. They are used as they stand, on the reading that is kinder to whoever owes.</p>
      ${topics.map(({ title, parameters }) => {
        const doubtful = parameters.filter(isToConfirm)
        return (
          doubtful.length > 0 &&
          html`<h2 class="govuk-heading-m">${title}</h2>${doubtful.map(parameter => showParameter(parameter, { today, level: 3 }))}`
        )
      })}`,
  })
