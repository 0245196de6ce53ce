import { formatAmount, formatPounds, type Pence } from '#values/money.ts'
import { capitalised } from '#values/text.ts'
import type { Errors, Typed } from '#web/form.ts'
import { insetText, summaryList } from '#web/govuk/display.ts'
import { button, input } from '#web/govuk/fields.ts'
import { html, type Html } from '#web/html.ts'
import { csrf } from '#web/layout.ts'
import { permissionsOf, type Role, roles } from '#web/roles.ts'
import type { Session } from '#web/session.ts'
import { section } from './shared.ts'

/** The roles that may waive at all, and so have a limit. */
export const waivingRoles = (Object.keys(roles) as Role[]).filter(role =>
  permissionsOf([role]).includes('charges:waive'),
)

export type LimitsModel = {
  readonly session: Session
  readonly limits: ReadonlyMap<string, Pence>
  readonly typed?: Typed
  readonly errors?: Errors
  readonly notice?: string | undefined
}

/** How much each role may waive of one charge without a second person. */
export const limitsPage = ({ session, limits, typed, errors = {}, notice }: LimitsModel): Html =>
  section({
    session,
    at: 'limits',
    title: 'Waiver limits',
    errors,
    notice,
    content: html`
      ${insetText('How much somebody of a role may waive of one charge alone, in one go or in several. Above it, and where there is no limit, a second person has to agree.')}
      ${
        session.permissions.includes('charges:set')
          ? html`
      <form method="post" action="/charges/limits" novalidate>
        ${csrf(session)}
        ${waivingRoles.map((role, n) =>
          input({
            name: `limit${n + 1}`,
            label: capitalised(role),
            prefix: '£',
            width: 10,
            autocomplete: 'off',
            value: typed ? typed[`limit${n + 1}`] : formatAmount(limits.get(role) ?? 0n),
            error: errors[`limit${n + 1}`],
          }),
        )}
        ${button('Set the limits', { once: true })}
      </form>`
          : summaryList(
              waivingRoles.map(role => [capitalised(role), formatPounds(limits.get(role) ?? 0n)]),
            )
      }`,
  })
