import type { Db } from '#platform/db.ts'
import { formatDate } from '#values/dates.ts'
import { choicesOn, type RemedyChoice } from './choices.ts'

/** The remedy of a choice as a sentence says it. */
export const chosenInWords = (remedy: string): string =>
  remedy === 'none' ? 'no remedy for now' : /^[aeiou]/.test(remedy) ? `an ${remedy}` : `a ${remedy}`

/** What an officer chose, why, and what became of it: for the decisions of an account, its timeline and why. */
export function choiceInWords(choice: RemedyChoice): string {
  const { remedy, chosenOn, reason, setAside, state, decidedOn, decidedWhy } = choice
  const outside = setAside.length > 0 ? ` outside policy (${setAside.join('; ')})` : ''
  const said = decidedWhy === '' ? '' : ` (${decidedWhy.replace(/\.$/, '')})`
  const became = {
    waiting: '; it waits for an approver',
    refused: `; it was refused${said}`,
    'taken back': `; it was taken back${said}`,
    'in force': outside !== '' && decidedOn ? `; agreed on ${formatDate(decidedOn)}${said}` : '',
    ended: endedInWords(choice),
  }[state]
  return `An officer chose ${chosenInWords(remedy)}${outside} on ${formatDate(chosenOn)}, because: ${reason.replace(/\.$/, '')}${became}.`
}

const endedInWords = ({ endedOn, endedAs, endedWhy }: RemedyChoice): string =>
  `; it ended${endedOn ? ` on ${formatDate(endedOn)}` : ''}, ${endedAs ?? ''}${endedWhy === '' ? '' : ` (${endedWhy.replace(/\.$/, '')})`}`

/** The remedies that were chosen for somebody's accounts, for their timeline: the latest first. */
export const remediesChosenOn = async (
  db: Db,
  of: { readonly councilId: number; readonly accountIds: readonly string[] },
): Promise<
  readonly {
    readonly accountId: string
    readonly reference: string
    readonly on: Temporal.PlainDate
    readonly says: string
  }[]
> =>
  (await choicesOn(db, of)).map(choice => ({
    accountId: choice.accountId,
    reference: choice.reference,
    on: choice.chosenOn,
    says: choiceInWords(choice),
  }))
