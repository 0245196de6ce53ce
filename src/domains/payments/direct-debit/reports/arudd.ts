import { sum } from '#values/money.ts'
import { amountOf, dayOf, given, needed, notReport, numberOf } from './fields.ts'
import type { Arudd, ReturnedDebit } from './report.ts'
import { all, type Element, one } from './xml.ts'

/**
 * The automated return of unpaid direct debits. Its own totals are checked: a report that does not add up is refused.
 */
export function readArudd(root: Element): Arudd {
  const arudd = one(root, 'Data', 'ARUDD') ?? notReport('There is no ARUDD in the file.')
  const header = one(arudd, 'Header') ?? notReport('The report has no header.')
  const whose =
    one(arudd, 'ServiceLicenseInformation') ?? notReport('The report does not say whose it is.')
  const records = all(arudd, 'Advice', 'OriginatingAccountRecords', 'OriginatingAccountRecord').map(
    record => {
      const returned = all(record, 'ReturnedDebitItem').map(returnedDebit)
      checkTotals(record, returned)
      return returned
    },
  )
  const number = given(header, 'adviceNumber')
  return {
    is: 'ARUDD',
    serviceUserNumber: needed(whose, 'userNumber'),
    reportedOn: dayOf(needed(header, 'currentProcessingDate'), header),
    // Some senders do not number their reports, and write only noughts.
    number: number === undefined || /^0+$/.test(number) ? undefined : numberOf(number, header),
    returned: records.flat(),
  }
}

function returnedDebit(item: Element): ReturnedDebit {
  const code = needed(item, 'returnCode')
  if (code.length !== 4) notReport(`The return code at line ${item.line} has not four characters.`)
  if (given(item, 'currency') !== undefined && given(item, 'currency') !== 'GBP')
    notReport(`The debit at line ${item.line} is not in pounds.`)
  return {
    reference: needed(item, 'ref'),
    reason: code.slice(0, 1),
    amount: amountOf(needed(item, 'valueOf'), item),
    collectedOn: dayOf(needed(item, 'originalProcessingDate'), item),
  }
}

function checkTotals(record: Element, returned: readonly ReturnedDebit[]): void {
  const totals = one(record, 'Totals') ?? notReport('The report has no totals.')
  const agrees =
    numberOf(needed(totals, 'numberOf'), totals) === returned.length &&
    amountOf(needed(totals, 'valueOf'), totals) === sum(returned.map(({ amount }) => amount))
  if (!agrees) notReport(`The totals at line ${totals.line} are not what the debits come to.`)
}
