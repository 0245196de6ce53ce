import type { ToldReading } from './queries.ts'
import { detailInWords, statuses } from './words.ts'

/** Something that changed of a company, as the register first said it to us. */
export type CompanyEvent = { readonly at: Temporal.Instant; readonly says: string }

/** What changed from reading to reading, of each company: its status and its name. The first reading is a change too. */
export function companyEvents(readings: readonly ToldReading[]): readonly CompanyEvent[] {
  const last = new Map<string, string>()
  return readings.flatMap(reading => {
    const says = inWords(reading)
    if (last.get(reading.number) === says) return []
    last.set(reading.number, says)
    return [{ at: reading.readAt, says: `Register of companies, ${reading.number}: ${says}` }]
  })
}

const inWords = ({ answer, understood }: ToldReading): string => {
  if (!understood) return answer === 'not found' ? 'no such company' : 'what came could not be read'
  const { status, statusDetail, name } = understood
  return `${statuses[status].says}${statusDetail === null ? '' : `, ${detailInWords(statusDetail).toLowerCase()}`}; called ${name}`
}
