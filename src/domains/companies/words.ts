/** How a status or a kind of case bears on recovery: it stops ordinary letters, somebody should look, or neither. */
type Bearing = {
  readonly says: string
  readonly stops?: 'insolvency' | 'dissolution'
  readonly look?: true
}

/**
 * Every status that Companies House gives (its `company_status`), in words. Source: the enumerations it publishes.
 *
 * To confirm by a lawyer: that each of these stops what an ordinary letter says, and what still may be said. A winding-up
 * order stays proceedings (Insolvency Act 1986 s130(2)) and an administration has a moratorium (Sch B1 paras 42 and 43);
 * a voluntary liquidation, a receivership and a voluntary arrangement have no stay in the same words, and the claim is
 * proved or bound instead. What a dissolved company owned is the Crown's (Companies Act 2006 s1012).
 */
export const statuses = {
  active: { says: 'Active' },
  open: { says: 'Open' },
  registered: { says: 'Registered' },
  liquidation: { says: 'In liquidation', stops: 'insolvency' },
  administration: { says: 'In administration', stops: 'insolvency' },
  receivership: { says: 'In receivership', stops: 'insolvency' },
  'voluntary-arrangement': { says: 'In a company voluntary arrangement', stops: 'insolvency' },
  'insolvency-proceedings': { says: 'In insolvency proceedings', stops: 'insolvency' },
  dissolved: { says: 'Dissolved', stops: 'dissolution' },
  // Gone under this number, and somebody may have taken over what it owes: a person has to find out.
  'converted-closed': { says: 'Converted or closed', look: true },
  closed: { says: 'Closed', look: true },
  removed: { says: 'Removed from the register', look: true },
} as const satisfies Record<string, Bearing>
export type Status = keyof typeof statuses

export const bearingOf = (status: Status): Bearing => statuses[status]

const statusDetails: Readonly<Record<string, string>> = {
  'active-proposal-to-strike-off': 'Active proposal to strike off',
  'petition-to-restore-dissolved': 'Petition to restore it after it was dissolved',
  'transferred-from-uk': 'Transferred from the United Kingdom',
  'transformed-to-se': 'Transformed to a European company',
  'converted-to-plc': 'Converted to a public company',
  'converted-to-uk-societas': 'Converted to a UK Societas',
  'converted-to-ukeig': 'Converted to a UK economic interest grouping',
}

/** A detail of a status in words; one that is not known is shown as it came. */
export const detailInWords = (detail: string): string =>
  statusDetails[detail] ?? `“${detail}”, which Evenhand does not know`

type CaseKind = {
  readonly says: string
  /** How long it stops recovery: until its end is registered; while somebody acts in it; not by itself. */
  readonly stops?: 'until its end' | 'while somebody acts'
}

/** Every kind of insolvency case that Companies House gives, in words. */
const caseKinds: Readonly<Record<string, CaseKind>> = {
  'compulsory-liquidation': { says: 'Compulsory liquidation', stops: 'until its end' },
  'creditors-voluntary-liquidation': {
    says: 'Creditors’ voluntary liquidation',
    stops: 'until its end',
  },
  'members-voluntary-liquidation': {
    says: 'Members’ voluntary liquidation',
    stops: 'until its end',
  },
  'in-administration': { says: 'Administration', stops: 'until its end' },
  'administration-order': { says: 'Administration order', stops: 'until its end' },
  'corporate-voluntary-arrangement': {
    says: 'Company voluntary arrangement (CVA)',
    stops: 'until its end',
  },
  'corporate-voluntary-arrangement-moratorium': {
    says: 'Moratorium for a company voluntary arrangement',
    stops: 'until its end',
  },
  moratorium: { says: 'Moratorium', stops: 'until its end' },
  'liquidation-moratorium-commencement-of-moratorium': {
    says: 'Moratorium begun',
    stops: 'until its end',
  },
  'foreign-insolvency': { says: 'Insolvency abroad', stops: 'until its end' },
  'administrative-receiver': {
    says: 'Administrative receiver appointed',
    stops: 'while somebody acts',
  },
  'scottish-administrative-receiver': {
    says: 'Receiver appointed in Scotland',
    stops: 'while somebody acts',
  },
  'receiver-manager': { says: 'Receiver or manager appointed', stops: 'while somebody acts' },
  receivership: { says: 'Receivership', stops: 'while somebody acts' },
  'order-of-court-restructuring-plan': { says: 'Restructuring plan' },
  'liquidation-moratorium-extension-of-moratorium': { says: 'Moratorium extended or ended' },
  'liquidation-moratorium-early-end-of-moratorium': { says: 'Moratorium ended early' },
  'liquidation-moratorium-end-of-moratorium-by-monitor': {
    says: 'Moratorium ended by its monitor',
  },
  'liquidation-moratorium-end-of-moratorium-by-court': { says: 'Moratorium ended by a court' },
  'liquidation-moratorium-end-of-moratorium-following-disposal-of-application-for-extension-by-court-or-following-cva-proposal-taking-effect-or-being-withdrawn':
    { says: 'Moratorium ended' },
  'liquidation-moratorium-court-order-permitting-disposal-of-goods': {
    says: 'Court order permitting the disposal of property or goods',
  },
  'liquidation-moratorium-replacement-or-additonal-monitor-following-court-order': {
    says: 'Replacement or additional monitor',
  },
  'liquidation-moratorium-monitor-ceasing-to-act-following-court-order': {
    says: 'Monitor ceased to act',
  },
}

export const caseKindOf = (type: string): CaseKind =>
  caseKinds[type] ?? { says: `“${type}”, a kind of case that Evenhand does not know` }

const caseDates: Readonly<Record<string, string>> = {
  'wound-up-on': 'Winding up began',
  'petitioned-on': 'Petition',
  'concluded-winding-up-on': 'Winding up ended',
  'due-to-be-dissolved-on': 'Due to be dissolved',
  'dissolved-on': 'Dissolved',
  'administration-started-on': 'Administration began',
  'administration-ended-on': 'Administration ended',
  'administration-discharged-on': 'Administration discharged',
  'instrumented-on': 'Instrument',
  'moratorium-started-on': 'Moratorium began',
  'moratorium-ended-on': 'Moratorium ended',
  'ordered-to-wind-up-on': 'Ordered to wind up',
  'voluntary-arrangement-started-on': 'Arrangement approved',
  'voluntary-arrangement-ended-on': 'Arrangement completed or ended',
  'declaration-solvent-on': 'Declared solvent',
}

export const caseDateInWords = (type: string): string => caseDates[type] ?? `“${type}”`

/** The dates that say that a case is over. */
export const isEnd = (type: string): boolean => endDates.has(type)
const endDates = new Set([
  'concluded-winding-up-on',
  'dissolved-on',
  'administration-ended-on',
  'administration-discharged-on',
  'moratorium-ended-on',
  'voluntary-arrangement-ended-on',
])

/** `llp-designated-member` → “LLP designated member”. */
export const roleInWords = (role: string): string => {
  const words = role.replace(/^corporate-/, '').replaceAll('-', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`.replace(/^Llp/, 'LLP')
}

const companyTypes: Readonly<Record<string, string>> = {
  ltd: 'Private limited company',
  plc: 'Public limited company',
  llp: 'Limited liability partnership',
  'private-unlimited': 'Private unlimited company',
  'private-limited-guarant-nsc': 'Private company limited by guarantee',
  'limited-partnership': 'Limited partnership',
  'charitable-incorporated-organisation': 'Charitable incorporated organisation',
  'registered-society-non-jurisdictional': 'Registered society',
  'uk-establishment': 'UK establishment of a company abroad',
  'oversea-company': 'Company abroad',
}

export const typeInWords = (type: string): string => companyTypes[type] ?? type.replaceAll('-', ' ')
