import { done, type Outcome, refused } from '#values/outcome.ts'
import { type AdviceKind, reasonFor } from '../reasons.ts'
import { readAdvices } from './advices.ts'
import { readArudd } from './arudd.ts'
import { readDdica } from './ddica.ts'
import { NotAReport, notReport } from './fields.ts'
import { readInputReport } from './input-report.ts'
import type { Report } from './report.ts'
import { type Element, one, readXml } from './xml.ts'

/**
 * Reads a report that Bacs sends back: ARUDD, ADDACS, AUDDIS, DDICA or an input report. Refuses in a sentence what is not
 * one, what does not add up, and any reason code that nobody here knows, because half a report would be half of what
 * happened. The sentence never repeats what is in the file but the code.
 */
export function readReport(bytes: Uint8Array): Outcome<Report> {
  const xml = readXml(bytes)
  if (!xml.ok) return xml
  try {
    const report = reportIn(xml.value)
    for (const { kind, code } of codesOf(report)) {
      if (!reasonFor(kind, code)) {
        notReport(
          `The ${kind} report has the reason code “${/^[0-9A-Z]$/.test(code) ? code : '?'}”, and what it does is not known here.`,
        )
      }
    }
    return done(report)
  } catch (error) {
    if (!(error instanceof NotAReport)) throw error
    return refused({
      code: 'not-a-report',
      says: `${error.message} Nothing of the report was taken; ask the bureau or bank about it.`,
    })
  }
}

function reportIn(root: Element): Report {
  if (root.name === 'VocaDocument' && one(root, 'Data', 'Document')) return readDdica(root)
  if (root.name !== 'BACSDocument') return notReport('The file is not a Bacs report.')
  if (one(root, 'Data', 'ARUDD')) return readArudd(root)
  if (one(root, 'Data', 'MessagingAdvices')) return readAdvices(root)
  if (one(root, 'Data', 'InputReport')) return readInputReport(root)
  return notReport('The file is a Bacs report of a kind that is not read here.')
}

function codesOf(report: Report): readonly { readonly kind: AdviceKind; readonly code: string }[] {
  switch (report.is) {
    case 'ARUDD':
      return report.returned.map(({ reason }) => ({ kind: 'ARUDD', code: reason }))
    case 'ADDACS':
    case 'AUDDIS':
      return report.advices.map(({ reason }) => ({ kind: report.is, code: reason }))
    case 'DDICA':
      return report.claims.map(({ reason }) => ({ kind: 'DDICA', code: reason }))
    case 'input':
      return []
  }
}
