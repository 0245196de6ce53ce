import type { Company, InsolvencyCase } from './company.ts'
import { bearingOf, caseKindOf, isEnd } from './words.ts'

/** What of a company's registered state stops ordinary recovery: the kind of hold, and why in a sentence. */
export type Stop = { readonly kind: 'insolvency' | 'dissolution'; readonly why: string }

/**
 * What stops recovery from a company: its status, or, where the status does not say so, an insolvency case that has not
 * ended. Undefined where nothing does. A case of a kind that is not known stops nothing by itself and is shown.
 *
 * To confirm by a lawyer: a case with no registered end may be over (a winding-up that was stayed); it is held all the
 * same until somebody decides.
 */
export function stopOf({ status, cases }: Pick<Company, 'status' | 'cases'>): Stop | undefined {
  const { stops, says } = bearingOf(status)
  if (stops === 'dissolution')
    return {
      kind: stops,
      why: 'The register of companies says: Dissolved. There is no such company any more',
    }
  if (stops) return { kind: stops, why: `The register of companies says: ${says}` }
  const running = cases.find(one => isRunning(one, cases))
  return running
    ? {
        kind: 'insolvency',
        why: `The register of companies says: ${caseKindOf(running.type).says}, with no end registered`,
      }
    : undefined
}

/** Whether an insolvency case goes on, as far as the register says. */
export function isRunning(one: InsolvencyCase, all: readonly InsolvencyCase[] = []): boolean {
  const { stops } = caseKindOf(one.type)
  if (stops === undefined || one.dates.some(({ type }) => isEnd(type))) return false
  // A moratorium's end is registered as a case of its own.
  if (one.type.includes('moratorium') && all.some(({ type }) => /-end-of-moratorium/.test(type)))
    return false
  if (stops === 'until its end') return true
  return (
    one.practitioners.length === 0 || one.practitioners.some(({ ceasedOn }) => ceasedOn === null)
  )
}
