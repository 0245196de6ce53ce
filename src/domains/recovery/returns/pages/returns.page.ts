import { citationLink } from '#web/citation.ts'
import { insetText, table, tag, warningText } from '#web/govuk/display.ts'
import { button, select } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { capitalised } from '#values/text.ts'
import { actionInWords } from '../../actions.ts'
import { inWords } from '../../condition.ts'
import { returnCodes } from '../../referrals/return-codes.ts'
import type { AfterReturn, Follower } from '../what-follows.ts'

export type ReturnsModel = {
  readonly session: Session
  readonly debtTypes: readonly string[]
  readonly debtType: string
  readonly after: readonly AfterReturn[]
}

/** What each return of each referral leads to, and how soon, under the policy in force. */
export const returnsPage = ({ session, debtTypes, debtType, after }: ReturnsModel): Html => {
  const stuck = after.filter(({ followers }) => followers.length === 0)
  return layout({
    title: 'What follows a return',
    session,
    at: 'policy',
    content: html`
      ${heading(session.council.name, 'What follows a return')}
      <p class="govuk-body">When somebody closes an entry on a list, this is what can be next, and not before when. It is worked out from the policy in force: to have it otherwise, <a class="govuk-link" href="/policy">draft a change to the policy</a>.</p>
      <form method="get" action="/policy/returns">
        ${select({ name: 'debtType', label: 'Type of debt', value: debtType, choices: debtTypes.map(value => ({ value, label: value })) })}
        ${button('Show', { secondary: true })}
      </form>
      ${
        stuck.length > 0 &&
        warningText(
          `Nothing follows ${stuck.map(({ kind, code }) => `${kind}: ${code}`).join('; ')}. Such accounts are listed under No next step; give the policy a way on.`,
        )
      }
      ${after.length === 0 && insetText('This policy puts nothing on a list.')}
      ${[...Map.groupBy(after, ({ kind }) => kind)].map(([kind, returns]) => byCode(kind, returns))}`,
  })
}

const byCode = (kind: string, returns: readonly AfterReturn[]): Html =>
  table({
    caption: capitalised(kind),
    columns: [{ label: 'It came back' }, { label: 'What can be next' }],
    rows: returns.map(({ code, isHeld, followers }) => [
      html`<strong>${code}</strong> <span class="eh-quiet">${returnCodes[code]}</span>`,
      html`
        ${isHeld && html`<p class="govuk-body-s">${tag('on hold', 'yellow')} until somebody ends that; then:</p>`}
        ${followers.length === 0 ? tag('nothing', 'red') : followers.map(inSentence)}`,
    ]),
  })

const inSentence = ({ then, notBefore, needs }: Follower): Html => html`
  <p class="govuk-body-s"><strong>${capitalised(actionInWords(then))}</strong>${
    notBefore > 0 && `, not before ${notBefore} days after it was closed`
  }${
    needs.length > 0 &&
    html`, when ${needs.map(({ condition, law }, n) => html`${n > 0 && ', and '}${inWords(condition)}${law && html` ${citationLink(law)}`}`)}`
  }.</p>`
