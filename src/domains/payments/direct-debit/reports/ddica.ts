import { type Pence, sum } from '#values/money.ts'
import { amountOf, dayOf, notReport } from './fields.ts'
import type { Claim, Ddica } from './report.ts'
import { all, type Element, one, textIn } from './xml.ts'

/** Indemnity claims: what payers had back from their banks, and claims that banks take back. Its totals are checked. */
export function readDdica(root: Element): Ddica {
  const document = one(root, 'Data', 'Document') ?? notReport('There are no claims in the file.')
  const [made, withdrawn] = [one(document, 'NewAdvices'), one(document, 'Cancellations')]
  const serviceUserNumber = textIn(document, 'ServiceUserNumber')
  if (serviceUserNumber === '') notReport('The report does not say whose it is.')
  return {
    is: 'DDICA',
    serviceUserNumber,
    reportedOn:
      made && one(made, 'DateOfDebit') ? dayOf(textIn(made, 'DateOfDebit'), made) : undefined,
    claims: [
      ...(made ? claimsIn(made, 'DDICAdvice', 'TotalValueOfDebits', false) : []),
      ...(withdrawn
        ? claimsIn(withdrawn, 'DDICCancellation', 'TotalValueOfCancellations', true)
        : []),
    ],
  }
}

function claimsIn(
  part: Element,
  name: string,
  total: string,
  isCancelled: boolean,
): readonly Claim[] {
  const claims = all(part, name).map(element => claim(element, isCancelled))
  const amounts = claims.flatMap(({ collections }) => collections.map(({ amount }) => amount))
  if (claims.length > 0 && amountIn(part, total) !== sum(amounts))
    notReport(`The total at line ${part.line} is not what the claims come to.`)
  return claims
}

function claim(element: Element, isCancelled: boolean): Claim {
  const collections = (one(element, 'DDCollections')?.children ?? []).map(collection => ({
    collectedOn: dayOf(textIn(collection, 'DateOfDirectDebit'), collection),
    amount: amountIn(collection, 'Amount'),
  }))
  if (collections.length === 0) notReport(`The claim at line ${element.line} names no collection.`)
  if (amountIn(element, 'TotalAmount') !== sum(collections.map(({ amount }) => amount)))
    notReport(`The claim at line ${element.line} is not what its collections come to.`)
  return {
    claimReference: wanted(element, 'PayingBankReference'),
    reference: wanted(element, 'SUReference'),
    reason: wanted(element, 'ReasonCode'),
    isCancelled,
    collections,
  }
}

const wanted = (element: Element, name: string): string =>
  textIn(element, name) || notReport(`“${element.name}” at line ${element.line} has no “${name}”.`)

const amountIn = (element: Element, name: string): Pence => amountOf(wanted(element, name), element)
