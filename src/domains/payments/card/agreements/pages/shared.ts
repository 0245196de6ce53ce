import { tag } from '#web/govuk/display.ts'
import type { Html } from '#web/html.ts'
import { codeInWords } from '../../attempt.ts'
import type { CardAgreement, Taking } from '../agreement.ts'

const words = {
  asked: 'not agreed yet',
  active: 'agreed',
  stopped: 'stopped',
  cancelled: 'over',
} as const
const colours = { asked: 'grey', active: 'green', stopped: 'red', cancelled: 'grey' } as const

/** Where an agreement stands, in a word with its colour. */
export const agreementTag = ({ state }: Pick<CardAgreement, 'state'>): Html =>
  tag(words[state], colours[state])

/** What became of one payment of an agreement, in words. */
export function takingInWords({ state, calledOffWhy, attempt, code }: Taking): string {
  if (state === 'planned') return 'To come'
  if (state === 'called off') return `Not taken: ${calledOffWhy ?? ''}`
  if (attempt === 'success') return 'Taken'
  if (attempt === 'failed' || attempt === 'error' || attempt === 'cancelled')
    return `Not taken: ${codeInWords(code)}`
  return attempt === 'never made' || attempt === 'differs'
    ? 'Not taken: look at the alarm about it'
    : 'Asked of the card; not known yet'
}
