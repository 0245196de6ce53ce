import { html, type Html } from './html.ts'
import type { Permission } from './permissions.ts'
import type { Session } from './session.ts'

const places = [
  { at: 'work', label: 'My work', to: '/work', key: 'q', needs: 'work:view' },
  { at: 'search', label: 'Search', to: '/search', key: 'c', needs: 'people:search' },
  { at: 'holds', label: 'Holds', to: '/holds', key: 'h', needs: 'people:view', in: 'People' },
  {
    at: 'escalations',
    label: 'Escalations',
    to: '/escalations',
    key: 'j',
    needs: 'escalations:view',
    in: 'People',
  },
  {
    at: 'tenancies',
    label: 'Tenancies',
    to: '/tenancies',
    key: 'v',
    needs: 'tenancies:view',
    in: 'People',
  },
  {
    at: 'matches',
    label: 'Who is who',
    to: '/matches',
    key: 'm',
    needs: 'matches:decide',
    in: 'People',
  },
  {
    at: 'details',
    label: 'New details',
    to: '/contact-details',
    key: 'd',
    needs: 'contacts:record',
    in: 'People',
  },
  {
    at: 'debt-check',
    label: 'Debt check',
    to: '/debt-check',
    key: 'x',
    needs: 'debt-checks:ask',
    in: 'People',
  },
  {
    at: 'disclosures',
    label: 'Disclosures',
    to: '/disclosures',
    key: 'e',
    needs: 'debt-checks:view',
    in: 'People',
  },
  { at: 'run', label: 'Tonight’s run', to: '/runs', key: 'r', needs: 'runs:view', in: 'Recovery' },
  {
    at: 'referrals',
    label: 'Lists',
    to: '/referrals',
    key: 't',
    needs: 'referrals:view',
    in: 'Recovery',
  },
  {
    at: 'letters',
    label: 'Letters',
    to: '/letters',
    key: 'l',
    needs: 'letters:view',
    in: 'Recovery',
  },
  { at: 'policy', label: 'Policy', to: '/policy', key: 'p', needs: 'policy:view', in: 'Recovery' },
  { at: 'law', label: 'Law', to: '/law', key: 'w', needs: 'law:view', in: 'Recovery' },
  {
    at: 'receipts',
    label: 'Payments in',
    to: '/receipts',
    key: 'y',
    needs: 'receipts:view',
    in: 'Money',
  },
  {
    at: 'card-payments',
    label: 'Card payments',
    to: '/card-payments',
    key: 'k',
    needs: 'card-payments:view',
    in: 'Money',
  },
  {
    at: 'direct-debits',
    label: 'Direct debits',
    to: '/direct-debits',
    key: 'b',
    needs: 'direct-debits:view',
    in: 'Money',
  },
  { at: 'refunds', label: 'Refunds', to: '/refunds', key: 'u', needs: 'refunds:view', in: 'Money' },
  { at: 'charges', label: 'Charges', to: '/charges', key: 'f', needs: 'charges:view', in: 'Money' },
  {
    at: 'position',
    label: 'Debt position',
    to: '/position',
    key: 'z',
    needs: 'position:view',
    in: 'Money',
  },
  {
    at: 'imports',
    label: 'Imports',
    to: '/imports',
    key: 'i',
    needs: 'imports:view',
    in: 'Council',
  },
  {
    at: 'sources',
    label: 'Sources',
    to: '/sources',
    key: 'o',
    needs: 'sources:view',
    in: 'Council',
  },
  { at: 'wards', label: 'Wards', to: '/wards', key: 'n', needs: 'position:view', in: 'Council' },
  { at: 'audit', label: 'Audit', to: '/audit', key: 'a', needs: 'audit:view', in: 'Council' },
  { at: 'staff', label: 'Staff', to: '/staff', key: 's', needs: 'staff:view', in: 'Council' },
] as const satisfies readonly {
  at: string
  label: string
  to: string
  /** After `g`. */
  key: string
  needs: Permission
  /** The group that it is under; none for what is wanted all day. */
  in?: string
}[]
export type Place = (typeof places)[number]['at']
type Listed = (typeof places)[number] & { readonly in?: string }

/** The places that somebody may open, in the order of the navigation. */
export const placesFor = (session: Pick<Session, 'permissions'> | undefined): readonly Listed[] =>
  places.filter(({ needs }) => session?.permissions.includes(needs))

/** The first page somebody may open: where signing in and the name at the top lead. */
export const homeOf = (session: Pick<Session, 'permissions'>): string =>
  placesFor(session)[0]?.to ?? '/sign-in'

/** So many stand beside one another on one line of an officer's laptop. */
const onOneLine = 9

/**
 * The way to every place that somebody may open. Where they are many, those that belong together are under one name, which opens to
 * show them and is marked while the page is one of them. One alone stands by itself.
 */
export function navigation(session: Session, at: Place | undefined): Html {
  const all = placesFor(session)
  const isShort = all.length <= onOneLine
  const groups = Map.groupBy(all, place => (isShort ? place.at : (place.in ?? place.at)))
  return html`
<nav class="eh-navigation" aria-label="Main">
  <ul class="eh-width">
    ${[...groups].map(([name, listed]) => {
      const [first] = listed
      return listed.length > 1 || first === undefined
        ? group(name, listed, at)
        : html`<li>${link(first, at)}</li>`
    })}
  </ul>
</nav>`
}

const link = (place: Listed, at: Place | undefined): Html =>
  html`<a href="${place.to}" data-go="${place.key}"${place.at === at && html` aria-current="page"`}>${place.label}</a>`

/** One is open at a time, without any script. */
const group = (name: string, listed: readonly Listed[], at: Place | undefined): Html => {
  const here = listed.find(place => place.at === at)
  return html`
    <li><details class="eh-navigation__group" name="eh-navigation">
      <summary${here && html` class="eh-navigation__here"`}>${name}${here && html`<span class="eh-navigation__place">: ${here.label}</span>`}</summary>
      <ul>${listed.map(place => html`<li>${link(place, at)}</li>`)}</ul>
    </details></li>`
}
