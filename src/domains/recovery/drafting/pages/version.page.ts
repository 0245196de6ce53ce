import { formatDate, formatDateOf } from '#values/dates.ts'
import type { Errors, Typed } from '#web/form.ts'
import { details, summaryList } from '#web/govuk/display.ts'
import { button, textarea } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { heading, layout } from '#web/layout.ts'
import type { Session } from '#web/session.ts'
import { rulesList } from '../../pages/rules-list.ts'
import type { Rule } from '../../rules.ts'
import type { Difference } from '../differences.ts'
import { isWithdrawableOn, standingOn, type Version } from '../versions.ts'
import { act, differencesList, standingTag, whoIs } from './shared.ts'

export type VersionModel = {
  readonly session: Session
  readonly today: Temporal.PlainDate
  readonly version: Version
  /** With the law of its first day underneath. */
  readonly rules: readonly Rule[]
  readonly before:
    { readonly version: Version; readonly differences: readonly Difference[] } | undefined
  /** What going back to it would change today; undefined when it is what is in force. */
  readonly sinceThen: readonly Difference[] | undefined
  readonly staff: ReadonlyMap<string, string>
  readonly typed?: Typed
  readonly errors?: Errors
}

/** One approved version: in English with its law, what it changed, who stands behind it, and the way back to it. */
export const versionPage = (model: VersionModel): Html => {
  const { session, version, rules, before, staff, today, errors = {} } = model
  const standing = standingOn(version, today)
  return layout({
    title: `${version.policy.name}, from ${formatDate(version.from)}`,
    session,
    at: 'policy',
    errors,
    content: html`
      ${heading(html`<a class="govuk-link" href="/policy">Policy</a> for ${version.debtType}`, html`${version.policy.name} ${standingTag(standing)}`)}
      ${summaryList([
        [
          'In force',
          `from ${formatDate(version.from)}${version.until ? ` until the day before ${formatDate(version.until)}` : ''}`,
        ],
        ['Drafted by', whoIs(staff, version.draftedBy)],
        ['Approved by', whoIs(staff, version.approvedBy)],
        ...(version.draftId === null
          ? []
          : ([
              [
                'How it came about',
                html`<a class="govuk-link" href="/policy/drafts/${version.draftId}">The draft, its checks and every save</a>, and <a class="govuk-link" href="/policy/drafts/${version.draftId}/simulation">what it would change</a>`,
              ],
            ] as const)),
        ...(version.withdrawnAt && version.withdrawnBy !== null
          ? ([
              [
                'Withdrawn',
                `${formatDateOf(version.withdrawnAt)}, by ${whoIs(staff, version.withdrawnBy)}: ${version.withdrawnWhy ?? ''}`,
              ],
            ] as const)
          : []),
        ['Version', version.fingerprint.slice(0, 12)],
      ])}
      ${actions(model)}
      ${
        before &&
        html`<h2 class="govuk-heading-m">What it changed from the version of ${formatDate(before.version.from)}</h2>
      ${differencesList(before.differences)}`
      }
      <h2 class="govuk-heading-m">All of it, with the law underneath</h2>
      ${rulesList(rules)}`,
  })
}

function actions({
  session,
  version,
  today,
  sinceThen,
  typed = {},
  errors = {},
}: VersionModel): Html {
  const may = (permission: 'policy:draft' | 'policy:approve') =>
    session.permissions.includes(permission)
  return html`
    ${
      sinceThen &&
      may('policy:draft') &&
      details(
        'Roll back to this version',
        html`<p class="govuk-body">A new draft is begun that is word for word this version. It is simulated and approved like any other. It would change what is in force so:</p>
        ${differencesList(sinceThen)}
        ${act(session, '/policy/drafts', html`<input type="hidden" name="version" value="${version.id}">${button('Begin a draft from this version')}`)}`,
      )
    }
    ${
      isWithdrawableOn(version, today) &&
      may('policy:approve') &&
      details(
        standingOn(version, today) === 'to come'
          ? 'Withdraw it before it comes into force'
          : 'Withdraw it before a run is planned under it',
        act(
          session,
          `/policy/versions/${version.id}/withdraw`,
          html`${textarea({ name: 'because', label: 'Why?', rows: 2, value: typed['because'], error: errors['because'] })}${button('Withdraw it', { secondary: true })}`,
        ),
        { open: errors['because'] !== undefined },
      )
    }`
}
