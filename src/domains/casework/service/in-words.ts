import { formatCitation } from '#values/citation.ts'
import { formatDate, formatDateOf } from '#values/dates.ts'
import { capitalised } from '#values/text.ts'
import type { Evidence } from './evidence.ts'
import { type NoticeThatWent, standingOf } from './notices.ts'
import { deemedServed, ifPosted, issuedByLaw } from './ways.ts'

/** “reminder”, or “letter ‘When your tenancy ends’” of what is no step of recovery. */
const named = ({ title, isStep }: Pick<NoticeThatWent, 'title' | 'isStep'>): string =>
  isStep ? title : `letter ‘${title}’`

/** “Reminder of 3 May 2026” */
export const called = (notice: Pick<NoticeThatWent, 'title' | 'isStep' | 'issuedOn'>): string =>
  `${capitalised(named(notice))} of ${formatDate(notice.issuedOn)}`

/** Where the letter was addressed, in one line; nothing where it is kept from packs, or none is known. */
export const addressOf = ({ address, isConfidential }: NoticeThatWent): string | undefined =>
  address === null || isConfidential === true ? undefined : address.join(', ')

/** How it went, as far as is known here, a sentence each. */
export function howItWent(notice: NoticeThatWent, family: string): readonly string[] {
  const { source, issuedOn, to, writtenAt, effectKey, handedOverAt, sha256, pages } = notice
  if (source === 'source system')
    return [`Sent by the system that raised the debt, which says ${formatDate(issuedOn)}.`]
  const address = addressOf(notice)
  return [
    `To ${address ?? to}.`,
    ...(notice.isConfidential === true ? ['The address on it is confidential.'] : []),
    `Written on ${momentOf(writtenAt)} for the post, and in the outbox since. No print batch is known here.`,
    ...(effectKey === null
      ? []
      : [`Let go from the outbox under the key ${effectKey}, on ${momentOf(handedOverAt)}.`]),
    `${pages === 1 ? 'One page' : `${pages} pages`}; SHA-256 of the PDF: ${sha256}.`,
    ...(family === 'council tax' && notice.isStep
      ? [
          `Its days count from its issue, which is the day it was posted or left (${formatCitation(issuedByLaw(issuedOn))}).`,
        ]
      : []),
    ...(notice.withdrawnWhy === null ? [] : [`Withdrawn: ${notice.withdrawnWhy}.`]),
  ]
}

/** One record of service in a sentence or two, its law with it. */
export function evidenceInWords(evidence: Evidence): string {
  const { way, onDay, atTime, place, byWhom, receivedBy, reference, says, servedOn } = evidence
  const when = `${formatDate(onDay)}${atTime === null ? '' : ` at ${atTime}`}`
  const what = whatWasDone[way](evidence)
  const { law, says: because } = deemedServed({
    way,
    onDay,
    postClass: evidence.postClass ?? undefined,
  })
  const source = law.map(formatCitation).join('; ')
  return [
    `${what} on ${when}${place === '' ? '' : `, at ${place}`}${byWhom === '' ? '' : `, by ${byWhom}`}.`,
    ...(receivedBy === '' ? [] : [`Received by, or in the presence of: ${receivedBy}.`]),
    ...(reference === '' ? [] : [`Certificate: ${reference}.`]),
    ...(says === '' ? [] : [says]),
    servedOn === null
      ? `No day of service: ${because}${source === '' ? '' : ` (${source})`}.`
      : `Counts as served on ${formatDate(servedOn)}: ${because.toLowerCase()} (${source}).`,
  ].join(' ')
}

const whatWasDone: Readonly<Record<Evidence['way'], (evidence: Evidence) => string>> = {
  'handed over': () => 'Handed over',
  'left at the address': () => 'Left at the address',
  'certificate of posting': ({ postClass }) => `Posted by ${postClass ?? 'a class not known'}`,
  'process server': () => 'Served by a process server',
  'e-mail': () => 'Sent by e-mail',
  'came back': () => 'Came back, or did not reach them,',
}

/**
 * What stands in the way of showing that a notice was served; nothing where it can be shown, where it was withdrawn, and of a letter that is
 * no step of recovery.
 */
export function lacking(notice: NoticeThatWent): string | undefined {
  if (!notice.isStep || notice.withdrawnWhy !== null) return undefined
  const evidence = standingOf(notice)
  const marked =
    notice.markedOn === null
      ? undefined
      : `its address was marked as ${notice.markedAs} on ${formatDate(notice.markedOn)}`
  const of = `the ${notice.title} of ${formatDate(notice.issuedOn)}`
  if (evidence?.way === 'came back') return `No evidence that ${of} was served: it came back.`
  if (evidence && evidence.servedOn === null)
    return `${capitalised(of)}: what is recorded does not show on which day it counts as served.`
  if (evidence?.way === 'certificate of posting' && marked !== undefined)
    return `${capitalised(of)} was posted, but ${marked}: it may not have reached them.`
  if (evidence) return undefined
  return marked === undefined
    ? `No evidence that ${of} was served: nobody recorded its posting or delivery.${whenPosted(notice)}`
    : `No evidence that ${of} was served: ${marked}.`
}

/** When it would count as served, were its posting shown. */
function whenPosted({ source, issuedOn }: NoticeThatWent): string {
  const posted = source === 'evenhand' ? ifPosted(issuedOn) : undefined
  return posted === undefined
    ? ''
    : ` Posted on its day, it counts as delivered on ${formatDate(posted.firstClass)} first class or ${formatDate(posted.secondClass)} second class, unless the contrary is proved (${formatCitation(posted.law)}).`
}

/** “3 May 2026 at 10:15” */
const momentOf = (at: Temporal.Instant | null): string =>
  at === null
    ? 'a day not known'
    : `${formatDateOf(at)} at ${at.toZonedDateTimeISO('Europe/London').toPlainTime().toString({ smallestUnit: 'minute' })}`

/** The text of a certificate of service, a sentence for each notice whose service is recorded; nothing where none is. */
export const certificate = (notices: readonly NoticeThatWent[]): readonly string[] =>
  notices.flatMap(notice => {
    const evidence = standingOf(notice)
    if (!evidence || evidence.servedOn === null) return []
    const address = addressOf(notice)
    return [
      `The ${named(notice)} dated ${formatDate(notice.issuedOn)}, addressed to ${address ?? notice.to}. ${evidenceInWords(evidence)}`,
    ]
  })
