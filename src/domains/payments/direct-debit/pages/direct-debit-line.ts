import { html, type Html } from '#web/html.ts'
import { isLive, type Mandate } from '../mandate.ts'
import { mandateTag } from './mandate.page.ts'

/** How an account is paid by direct debit, in a line for other pages, leading to where it can be changed or set up. */
export const directDebitLine = (accountId: string, mandates: readonly Mandate[]): Html => {
  const live = mandates.find(isLive)
  return html`<a class="govuk-link" href="/accounts/${accountId}/direct-debit">${live ? `Direct debit ending ${live.lastFour}` : 'No direct debit'}</a> ${live && mandateTag(live)}`
}
