import {
  dateFormatsOf,
  flagsOf,
  looksLikeMoney,
  looksLikePostcode,
  type Seen,
} from './draft-columns.ts'
import { type Field, type FileKind, fieldsOf } from './fields.ts'

// What other systems call our fields. Headers are compared in small letters with single spaces. Earlier hints win.
const person: readonly (readonly [Field, RegExp])[] = [
  ['postcode', /^(?!.*(billing|contact)).*(post ?code|pcode)/],
  ['postcode', /post ?code|pcode/],
]
const hints: Readonly<Record<FileKind, readonly (readonly [Field, RegExp])[]>> = {
  register: [
    [
      'reference',
      /^(?!.*(voa|ba )).*(prop\w* (account )?ref|property ?id)|^account (ref|no|num|id)/,
    ],
    ['reference', /ba.?ref|billing.*ref|(account|acc|prop\w*).*(ref|no|num|id)\b|^uarn|^ref/],
    ['reference', /ref/],
    [
      'name',
      /ratepayer|rate payer|liable (party|person|name)|party responsible|account (holder|name)|^(full )?name/,
    ],
    ['name', /company|organisation|occupier|trading|name|liable/],
    ...person,
    ['rateableValue', /rateable|\br ?v\b|ratable/],
    [
      'liableFrom',
      /(liab|occup|account|charge|current|rate).*(start|from|date|since)|start date|from date/,
    ],
    ['occupied', /^occ|occupied|occupancy|empty$|vacant|void|empty (prop|ind|flag|y)/],
    ['description', /desc|property type|analysis|primary use/],
  ],
  accounts: [
    [
      'reference',
      /^(\w+ )?(account|invoice|debt|overpayment|bill|agreement)( (ref\w*|no|num\w*|id))?$/,
    ],
    [
      'reference',
      /^(account|acct?|debt|invoice|charge|bill|claim|agreement|tenancy|inv|doc\w*)\b.*(ref|no|num|id)/,
    ],
    ['reference', /^ref|ref(erence)?$/],
    [
      'personNumber',
      /(person|customer|client|party|payer|debtor|tenant|ratepayer).*(ref|no|num|id)\b/,
    ],
    ['jointPersonNumber', /^joint.*(ref|no|num|id)$/],
    ['jointName', /^joint( \w+)?( name)?$/],
    ['dateOfBirth', /^(?!joint).*(dob|d o b|birth|^born)/],
    ['nationalInsuranceNumber', /^(?!joint).*(nino|national ins|\bni (no|num))/],
    ['companyNumber', /co\w* (no|num|reg)/],
    ['email', /e ?mail/],
    ['telephone', /\btel|phone|mobile/],
    ['title', /^title|salutation/],
    ['forenames', /forename|first name|given/],
    ['surname', /surname|last name|family name/],
    ['organisationName', /^org|company name|business name/],
    [
      'name',
      /^(?!joint)(?!.*\b(id|ref|no|number)$).*((debtor|customer|payer|tenant|client|account|full|liable|party).*name|^name|^(ratepayer|customer|debtor|tenant|claimant)$)/,
    ],
    ...person,
    ['amount', /outstanding|balance|recoverable|^amount|amount due|arrears/],
    ['amount', /amount|charge|total|gross|debt value|^debt$|net|pence/],
    ['instalments', /^inst\w*( count| no| number)?$|(no|number|count) of inst/],
    ['firstInstalmentOn', /first.*inst/],
    ['dueOn', /^(?!.*inst).*(\bdue|payable|pay by)/],
    ['dueOn', /(invoice|bill|charge|issue|raised|demand).*date|^date( raised| issued)?$/],
    [
      'periodFrom',
      /^(?!.*breath).*(period|liab|charge|service|overpaid).*(start|from)|^from$|^(start date|date from)$/,
    ],
    [
      'periodTo',
      /^(?!.*breath).*(period|liab|charge|service|overpaid).*(end|to)$|^to$|^(end date|date to)$/,
    ],
    ['uprn', /uprn/],
    ['propertyReference', /(prop|unit).*ref/],
    ['deceasedOn', /death|deceased|^died/],
    [
      'debtType',
      /(debt|charge|invoice|income|account|bill).*(type|category|class)|^(type|category|fund|service)$/,
    ],
  ],
  transactions: [
    [
      'transactionReference',
      /(trans|bank|receipt|payment|doc|voucher|txn|journal|entry).*(ref|no|num|id)\b|^(id|txn|transaction)$/,
    ],
    [
      'accountReference',
      /account|invoice|debt|overpayment|claim|tenancy|customer (ref|no|id)|ref(erence)?$/,
    ],
    ['kind', /(trans|doc|entry|txn|posting).*(type|code|kind)|^(type|kind|code)$/],
    ['amount', /amount|value|paid$|credit|total|pence/],
    [
      'effectiveOn',
      /(value|post|trans|paid|payment|effective|receipt|entry).*date|^date|date$|^when$/,
    ],
    ['payerName', /payer|remitter|name|paid by/],
    ['method', /method|channel|means|^how$|pay.*type/],
    ['narrative', /narr|desc|text|detail|memo|comment|note/],
  ],
}

const plain = (header: string): string =>
  header
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()

/** What a list seems to be of, by what its headers speak of. */
export function kindOf(columns: readonly Seen[]): FileKind {
  const named = (pattern: RegExp) => columns.filter(({ header }) => pattern.test(plain(header)))
  const has = (pattern: RegExp) => named(pattern).length > 0
  if (has(/rateable|ratable|\bvoa\b|\br v\b/)) return 'register'
  const money = /amount|balance|charge|outstanding|value|total|paid|pence|gross|net|arrears|credit/
  if (!named(money).some(looksLikeMoney)) return 'register'
  return has(/addr|street|post ?code/) ? 'accounts' : 'transactions'
}

/** Whether what is in the column can be what the hint says. */
function fits(kind: FileKind, field: Field, seen: Seen): boolean {
  const fields: Readonly<Record<string, string>> = fieldsOf[kind]
  if (seen.values.length === 0) return false
  if (field === 'postcode') return looksLikePostcode(seen)
  if (field === 'reference' || field === 'transactionReference')
    return seen.distinct > 0.5 && seen.empty < 0.05
  if (fields[field] === 'date') return dateFormatsOf(seen).length > 0
  if (fields[field] === 'money') return looksLikeMoney(seen)
  if (fields[field] === 'flag') return flagsOf(seen) !== undefined
  return true
}

/** The headers for our fields, by name and by what is in them. A header serves one field, and a field one header. */
export function fieldsFound(kind: FileKind, columns: readonly Seen[]): ReadonlyMap<Field, Seen> {
  const found = new Map<Field, Seen>()
  const taken = new Set<Seen>()
  for (const [field, pattern] of hints[kind]) {
    if (found.has(field)) continue
    const seen = columns.find(
      column =>
        !taken.has(column) && pattern.test(plain(column.header)) && fits(kind, field, column),
    )
    if (!seen) continue
    found.set(field, seen)
    taken.add(seen)
  }
  return found
}

/** The columns that make up an address, in the order of the file: one that holds it whole, or its lines. */
export function addressColumns(
  kind: FileKind,
  columns: readonly Seen[],
  taken: ReadonlySet<Seen>,
): readonly string[] {
  const named = columns
    .filter(column => !taken.has(column))
    .map(({ header }) => ({ header, words: plain(header) }))
    .filter(({ words }) => /addr|^street|^town|^city|^locality|^house/.test(words))
    .filter(({ words }) => !/mail addr|post ?code|date/.test(words))
  // A register is of properties; a debt is written about to where its debtor gets letters.
  const wanted =
    kind === 'register' ? /^(?!.*(billing|contact|forward|corr))/ : /^(?!.*(prop|unit|prem))/
  const preferred = named.filter(({ words }) => wanted.test(words))
  const lines = preferred.length > 0 ? preferred : named
  const whole = lines.find(({ words }) => /^(\w+ )?(full )?address$/.test(words))
  return (whole ? [whole] : lines).map(({ header }) => header)
}
