import { sum } from '#values/money.ts'
import { amountOf, dayOf, given, needed, notReport, numberOf } from './fields.ts'
import type { InputReport } from './report.ts'
import { all, type Element, one } from './xml.ts'

/** What Bacs took of a submission: accepted and rejected records, to be compared with what was sent. */
export function readInputReport(root: Element): InputReport {
  const report = one(root, 'Data', 'InputReport') ?? notReport('There is no input report.')
  const files = all(report, 'Submission', 'UserFile', 'InputUserFile')
  const [file] = files
  if (!file || files.length > 1) return notReport('The report is not about one file.')
  const whose =
    one(file, 'UserFileInformation') ?? notReport('The report does not say whose it is.')
  const submission =
    one(report, 'Submission', 'SubmissionInformation') ??
    notReport('The report does not say which submission it is about.')
  const totals = all(file, 'InputReportSummary', 'AccountTotals', 'AccountTotal')
  if (totals.length === 0) notReport('The report has no totals.')
  const entries = (side: string, what: string) => {
    const found = totals.flatMap(total => all(total, side, what))
    return {
      count: found.reduce((n, one) => n + numberOf(needed(one, 'numberOf'), one), 0),
      total: sum(found.map(one => amountOf(needed(one, 'valueOf'), one))),
    }
  }
  const processed = one(report, 'Header', 'ProcessingDate')
  const processedOn = processed && given(processed, 'date')
  return {
    is: 'input',
    serviceUserNumber: needed(whose, 'userNumber'),
    serial: needed(submission, 'volumeSerialNumber'),
    reportedOn: processed && processedOn ? dayOf(processedOn, processed) : undefined,
    accepted: {
      debits: entries('DebitEntry', 'AcceptedRecords'),
      credits: entries('CreditEntry', 'AcceptedRecords'),
    },
    rejected: {
      debits: entries('DebitEntry', 'RejectedRecords'),
      credits: entries('CreditEntry', 'RejectedRecords'),
    },
    errors: errorsIn(report),
  }
}

/** Wherever they stand: a record that was rejected, amended or returned. */
const errorsIn = ({ children }: Element): number =>
  children.reduce((n, child) => n + (child.name === 'Error' ? 1 : errorsIn(child)), 0)
