import { insetText, summaryList } from '#web/govuk/display.ts'
import { textarea } from '#web/govuk/fields.ts'
import { html, type Html, name } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { capitalised } from '#values/text.ts'
import { type Disclosure, subjectInWords } from '../disclosure.ts'
import { momentOf } from './words.ts'

/** One answer, as it was given, with words to keep beside the application it was for. */
export const answerPage = ({
  session,
  disclosure,
}: {
  readonly session: Session
  readonly disclosure: Disclosure
}): Html => {
  const { told, purpose, reference, citation, confidence, askedAt, by } = disclosure
  const [answer, ...rest] = told
  return layout({
    title: 'Answer to a debt check',
    session,
    at: 'debt-check',
    content: html`
      ${heading(html`${capitalised(purpose)}, ${reference}`, 'Answer to a debt check')}
      ${insetText(html`<p class="govuk-body"><strong>${answer}</strong></p>${rest.map(sentence => html`<p class="govuk-body">${sentence}</p>`)}`)}
      ${summaryList([
        ['About', name(subjectInWords(disclosure))],
        ['Asked', `${momentOf(askedAt)}, by ${by}`],
        [
          'Allowed by',
          confidence === 'confirmed'
            ? citation
            : `${citation}: for the council’s lawyer to confirm`,
        ],
      ])}
      ${textarea({
        name: 'words',
        label: 'To copy to your file, or print this page',
        hint: 'It is true of that moment. Ask again before you decide, if some time has passed.',
        rows: 6,
        value: inAFile(session, disclosure),
      })}
      <p class="govuk-body"><a class="govuk-link" href="/debt-check">Ask another</a></p>`,
  })
}

const inAFile = (session: Session, disclosure: Disclosure): string =>
  [
    `${session.council.name}: debt check for ${disclosure.purpose}, ${disclosure.reference}.`,
    `Asked by ${disclosure.by} on ${momentOf(disclosure.askedAt)} about ${subjectInWords(disclosure)}.`,
    ...disclosure.told,
  ].join('\n')
