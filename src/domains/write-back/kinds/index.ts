import { detailsAccepted, heardInDetails } from './details.ts'
import { holdsEnded, holdsPlaced } from './holds.ts'
import type { Kind } from './kind.ts'
import { heardInLedger, movements } from './money.ts'
import { noticesSent } from './notices.ts'
import { questionsAnswered, questionsAsked } from './questions.ts'

/** Everything that sources are told. A room that decides something new adds its kind here, and nothing else. */
export const kinds = [
  { kind: 'payment', changes: movements('payment'), heardBack: heardInLedger },
  { kind: 'refund', changes: movements('refund'), heardBack: heardInLedger },
  { kind: 'costs', changes: movements('costs'), heardBack: heardInLedger },
  { kind: 'interest', changes: movements('interest'), heardBack: heardInLedger },
  { kind: 'adjustment', changes: movements('adjustment'), heardBack: heardInLedger },
  { kind: 'transfer', changes: movements('transfer'), heardBack: heardInLedger },
  { kind: 'taken back', changes: movements('reversal'), heardBack: heardInLedger },
  { kind: 'hold placed', changes: holdsPlaced },
  { kind: 'hold ended', changes: holdsEnded },
  { kind: 'contact detail', changes: detailsAccepted, heardBack: heardInDetails },
  { kind: 'notice sent', changes: noticesSent },
  { kind: 'note', changes: questionsAsked },
  { kind: 'note', changes: questionsAnswered },
] as const satisfies readonly Kind[]

export type KindName = (typeof kinds)[number]['kind']
export type { Kind } from './kind.ts'
