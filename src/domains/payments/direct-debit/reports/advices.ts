import { accountOf, dayOf, given, needed, notReport, numberOf } from './fields.ts'
import type { Advices, InstructionAdvice } from './report.ts'
import { all, type Element, one } from './xml.ts'

/**
 * ADDACS, what banks say about instructions, and AUDDIS, what became of those that were lodged. A report of AUDDIS has a
 * record for each file (V where it was validated, R where it was rejected) and one for each instruction sent back.
 */
export function readAdvices(root: Element): Advices {
  const messages =
    one(root, 'Data', 'MessagingAdvices') ?? notReport('There are no advices in the file.')
  const header = one(messages, 'MessagingHeader') ?? notReport('The report has no header.')
  const kind = needed(header, 'advice-type').toUpperCase()
  const is = kind === 'ADDACS' ? 'ADDACS' : kind.startsWith('AUD') ? 'AUDDIS' : undefined
  if (is === undefined) return notReport('The advices are of a kind that is not read here.')
  const records = all(messages, 'MessagingAdvice')
  const serviceUserNumber = needed(header, 'user-number')
  if (
    records.some(
      record => (given(record, 'user-number') ?? serviceUserNumber) !== serviceUserNumber,
    )
  )
    notReport('The report is for more than one service user.')
  const isFile = (record: Element) =>
    is === 'AUDDIS' && ['V', 'R'].includes(given(record, 'record-type') ?? '')
  const number = (attribute: string) => {
    const text = given(header, attribute)
    return text === undefined ? undefined : numberOf(text, header)
  }
  const reportedOn = given(header, 'report-generation-date')
  return {
    is,
    serviceUserNumber,
    reportedOn: reportedOn === undefined ? undefined : dayOf(reportedOn.slice(0, 10), header),
    firstNumber: number('subject-first-aosn'),
    lastNumber: number('subject-last-aosn'),
    advices: records.filter(record => !isFile(record)).map(advice),
    files: records.filter(isFile).map(record => ({
      serial: given(record, 'vol-serial-number') ?? '',
      accepted: numberOf(given(record, 'accepted-ddi') ?? '0', record),
      rejected: numberOf(given(record, 'rejected-ddi') ?? '0', record),
      isRejected: given(record, 'record-type') === 'R',
    })),
  }
}

function advice(record: Element): InstructionAdvice {
  const number = given(record, 'aosn')
  const effectiveOn = given(record, 'effective-date')
  return {
    reference: needed(record, 'reference'),
    reason: needed(record, 'reason-code'),
    number: number === undefined ? undefined : numberOf(number, record),
    effectiveOn: effectiveOn === undefined ? undefined : dayOf(effectiveOn, record),
    newAccount: accountOf(
      given(record, 'payer-new-sort-code'),
      given(record, 'payer-new-account-number'),
      record,
    ),
  }
}
